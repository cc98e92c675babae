import { Decrypter, Encrypter } from 'age-encryption';
import { CallFailure } from '#service/context/callFailure.ts';
import { type PackManifest, readContainer } from './container.ts';
import { requirePackFile, WORK } from './packFileHead.ts';

/** Passwords that look alike are alike, whichever keyboard typed them; NFC is what keyboards and other age tools give. */
const typed = (password: string): string => password.normalize('NFC');

/**
 * Encrypts a container with a password, in the age format (age-encryption.org/v1) with one scrypt recipient: ChaCha20-Poly1305
 * in authenticated chunks. It takes about two seconds, so it is a task of a thread of its own.
 *
 * @param input.work base-2 logarithm of scrypt's N; only tests ask for less
 */
export async function sealPack(input: { container: Uint8Array; password: string; work?: number }): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(typed(input.password));
  encrypter.setScryptWorkFactor(input.work ?? WORK);
  // Bytes of this thread alone: the ones given may be shared with the caller, who wipes them.
  return encrypter.encrypt(new Uint8Array(input.container));
}

/**
 * Decrypts a `.vskpack` and checks all that is in it. Nothing is believed before the password has proved it.
 *
 * Errors: `wrongPassphrase`; `invalidInput` where it is no such file, asks for more work than any pack does, is damaged or cut
 * short, or holds what no pack holds (`readContainer`).
 */
export async function openPack(input: {
  file: Uint8Array;
  password: string;
}): Promise<{ manifest: PackManifest; content: Uint8Array }> {
  const file = new Uint8Array(input.file);
  requirePackFile(file);
  const container = await decrypt(file, input.password);
  const { manifest, documents } = readContainer(container);
  return { manifest, content: new Uint8Array(Buffer.concat(documents.map(({ bytes }) => bytes))) };
}

const refuse = (message: string): never => {
  throw new CallFailure('invalidInput', message, { field: 'file' });
};

async function decrypt(file: Uint8Array, password: string): Promise<Uint8Array> {
  const decrypter = new Decrypter();
  decrypter.addPassphrase(typed(password));
  try {
    return await decrypter.decrypt(file);
  } catch (error) {
    // The library's words for a passphrase that opens nothing; everything else is found after it has opened.
    if (error instanceof Error && error.message.startsWith('no identity matched'))
      throw new CallFailure(
        'wrongPassphrase',
        'That password does not open this file. Ask whoever sent it; capitals and spaces count.',
        { field: 'password' },
      );
    return refuse('The file is damaged or cut short. Nothing of it was read. Ask for it to be sent again.');
  }
}
