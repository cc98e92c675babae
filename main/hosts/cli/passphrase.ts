import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';

/**
 * The passphrase from a file descriptor (`--passphrase-fd 0`, standard input, is what npx hands on), or typed at a prompt that does not echo.
 * It is never an argument or an environment variable: other people's processes can read those.
 */
export async function readPassphrase(prompt: string, descriptor: string | undefined): Promise<string> {
  if (descriptor !== undefined) {
    const number = Number(descriptor);
    if (!Number.isInteger(number) || number < 0)
      throw new Error(`--passphrase-fd takes the number of an open file descriptor, not '${descriptor}'.`);
    try {
      return readFileSync(number, 'utf8').replace(/\r?\n$/, '');
    } catch (error) {
      const { code } = error as { code?: string };
      throw new Error(
        `File descriptor ${number} cannot be read (${code ?? 'unknown'}). npx hands on standard input only: use --passphrase-fd 0 < passphrase.txt.`,
      );
    }
  }
  if (!process.stdin.isTTY)
    throw new Error('There is no terminal to ask for the passphrase. Hand it over with --passphrase-fd N.');
  process.stderr.write(prompt);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input: process.stdin, output: silent, terminal: true });
  try {
    return await new Promise<string>((resolve) => reader.once('line', resolve));
  } finally {
    reader.close();
    process.stderr.write('\n');
  }
}
