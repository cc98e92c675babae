import { largestPackFile } from '#contract/packFile.ts';
import { CallFailure } from '#service/context/callFailure.ts';

/** scrypt at N = 2^18, age's own choice: about two seconds and 256 MiB for each guess. */
export const WORK = 18;
/** Beginning of every age file that one passphrase opens; the number is the work its maker chose. */
const head = /^age-encryption\.org\/v1\n-> scrypt [A-Za-z0-9+/]{22} ([1-9][0-9]?)\n/;

const refuse = (message: string): never => {
  throw new CallFailure('invalidInput', message, { field: 'file' });
};

/** Refuses, before any work is done for it, what cannot be a review pack. Errors: `invalidInput`. */
export function requirePackFile(file: Uint8Array): void {
  if (file.length > largestPackFile) refuse('The file is larger than 64 MB, which no review pack is.');
  const start = Buffer.from(file.buffer, file.byteOffset, Math.min(file.length, 128)).toString('latin1');
  if (!start.startsWith('age-encryption.org/v1\n'))
    refuse('This is no review pack, or it was damaged on its way. Ask for it to be sent again.');
  const work = head.exec(start)?.[1];
  if (work === undefined)
    refuse('The file is not encrypted the way review packs are, or is cut short. Ask for it to be sent again.');
  // More memory than a laptop can spare, asked for by whoever made the file.
  if (Number(work) > WORK) refuse('The file asks for more work than any review pack does. It is not opened.');
}
