import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';

export type ProtectError =
  | { code: 'passwordTooShort'; detail: { shortest: number } }
  | { code: 'passwordTooLong'; detail: { mostBytes: number } }
  | { code: 'notAPdf'; detail: { message: string } };

export type ProtectResult = { ok: true; value: Uint8Array } | { ok: false; error: ProtectError };

const SHORTEST = 12;
/** ISO 32000-2, 7.6.4.3.3: a revision 6 password is cut at 127 bytes of UTF-8; a cut password is refused instead. */
const MOST_BYTES = 127;

interface QpdfModule {
  callMain(args: string[]): number;
  FS: {
    init(stdin: () => null, stdout: (code: number | null) => void, stderr: (code: number | null) => void): void;
    writeFile(path: string, bytes: Uint8Array): void;
    readFile(path: string): Uint8Array;
  };
}
type CreateQpdf = (options: {
  locateFile: () => string;
  preRun: ((module: QpdfModule) => void)[];
}) => Promise<QpdfModule>;

/**
 * A qpdf of its own, whose output goes to `say`. This build knows no `print` option, so its standard streams are set up before it
 * starts; else its messages would reach the process's own output and logs.
 */
async function createQpdf(say: (character: string) => void): Promise<QpdfModule> {
  const require = createRequire(import.meta.url);
  const create = require('@neslinesli93/qpdf-wasm') as CreateQpdf;
  const hear = (code: number | null) => {
    if (code !== null) say(String.fromCharCode(code));
  };
  return create({
    locateFile: () => require.resolve('@neslinesli93/qpdf-wasm/dist/qpdf.wasm'),
    preRun: [(module) => module.FS.init(() => null, hear, hear)],
  });
}

/**
 * The same PDF, opening only with `password`: AES-256, revision 6 (ISO 32000-2), metadata, field labels and alternative texts
 * encrypted too. Reading aloud, filling in the fields and printing stay allowed; changing the content does not.
 *
 * qpdf runs as WebAssembly inside this process, on a file system in its own memory: neither the plain document nor the
 * password touches the disk, and the password is no argument of any operating-system process. Each call has an instance of its
 * own, so nothing of one document or password is left for the next. The owner password is random and thrown away: nobody can
 * lift the restrictions, and it differs from the password given. pdfkit's own AES-256 is the deprecated revision 5
 * (documents.md, 'Password').
 *
 * The bytes differ from run to run, because the file key is random; the document inside is the same.
 *
 * Errors: `passwordTooShort` under 12 characters; `passwordTooLong` over 127 bytes; `notAPdf` where qpdf cannot read the input.
 *
 * @example const kept = await protectPdf(bytes, 'four words of your own');
 */
export async function protectPdf(pdf: Uint8Array, password: string): Promise<ProtectResult> {
  // Readers normalise what is typed (SASLprep, which is NFKC and more), so the key is made from the normalised form.
  const secret = password.normalize('NFKC');
  if ([...secret].length < SHORTEST)
    return { ok: false, error: { code: 'passwordTooShort', detail: { shortest: SHORTEST } } };
  if (Buffer.byteLength(secret) > MOST_BYTES) {
    return { ok: false, error: { code: 'passwordTooLong', detail: { mostBytes: MOST_BYTES } } };
  }
  let messages = '';
  const module = await createQpdf((character) => {
    messages += character;
  });
  module.FS.writeFile('/plain.pdf', pdf);
  const code = runQpdf(module, [
    '/plain.pdf',
    '--encrypt',
    `--user-password=${secret}`,
    `--owner-password=${randomBytes(32).toString('hex')}`,
    '--bits=256',
    '--modify=form',
    '--extract=y',
    '--print=full',
    '--',
    '/kept.pdf',
  ]);
  if (code !== 0)
    return {
      ok: false,
      error: { code: 'notAPdf', detail: { message: messages.replaceAll(secret, '(password)').trim() } },
    };
  return { ok: true, value: module.FS.readFile('/kept.pdf').slice() };
}

/** qpdf's main; Emscripten sets the exit code of the whole process when it fails, which is none of its business here. */
function runQpdf(module: QpdfModule, args: string[]): number {
  const exitCode = process.exitCode;
  try {
    return module.callMain(args);
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'status' in error && typeof error.status === 'number') {
      return error.status;
    }
    throw error;
  } finally {
    process.exitCode = exitCode;
  }
}
