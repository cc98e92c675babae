import { createHash, randomBytes } from 'node:crypto';

/** Crockford's base 32: no I, L, O or U, so that a printed key is read back as it was. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const dataLength = 30;
const groupLength = 4;

const checkOf = (data: string): string => {
  const digest = createHash('sha256').update(`vsk-tracker recovery key ${data}`).digest();
  return [digest[0], digest[1]].map((byte) => alphabet[(byte ?? 0) % 32]).join('');
};

const grouped = (text: string): string => text.match(new RegExp(`.{${groupLength}}`, 'g'))?.join('-') ?? '';

/**
 * A new recovery key: 150 random bits and two check characters, in eight groups of four.
 * @example newRecoveryKey() // '7F3K-Q2ZN-…'
 */
export function newRecoveryKey(): string {
  const data = [...randomBytes(dataLength)].map((byte) => alphabet[byte % 32]).join('');
  return grouped(data + checkOf(data));
}

/**
 * A recovery key as somebody typed it, in its one proper form: case, spaces and dashes do not matter, and O, I and L are
 * read as the digits they look like. Null when it cannot be one: too short, or its check characters do not fit.
 */
export function readRecoveryKey(typed: string): string | null {
  const text = typed
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  if (text.length !== dataLength + 2) return null;
  const data = text.slice(0, dataLength);
  return checkOf(data) === text.slice(dataLength) ? grouped(text) : null;
}
