/**
 * The page format of the cipher `chacha20` of SQLite3 Multiple Ciphers (its sqleet scheme): ChaCha20 with a nonce of its own
 * and a Poly1305 tag for each page. SQLite itself gives up a whole subtree with one damaged page; a salvage reads page by page.
 * Electron's own crypto has no bare ChaCha20, so it is written out here (RFC 8439); tests compare it with what the driver wrote.
 */

/** Bytes at the end of every page: a nonce of 16 and a tag of 16. */
export const reservedBytes = 32;
const nonceBytes = 16;
/** Of page 1 the first 24 bytes are not encrypted: a salt, then the page size and what else opens a file. */
const openBytes = 24;
const header = Buffer.from('SQLite format 3\0', 'latin1');

const state = new Uint32Array(16);
const block = new Uint32Array(16);

/** Turns four words of the block (RFC 8439 section 2.1). */
function quarter(a: number, b: number, c: number, d: number): void {
  let [x, y, z, w] = [block[a] as number, block[b] as number, block[c] as number, block[d] as number];
  x = (x + y) | 0;
  w ^= x;
  w = (w << 16) | (w >>> 16);
  z = (z + w) | 0;
  y ^= z;
  y = (y << 12) | (y >>> 20);
  x = (x + y) | 0;
  w ^= x;
  w = (w << 8) | (w >>> 24);
  z = (z + w) | 0;
  y ^= z;
  y = (y << 7) | (y >>> 25);
  block[a] = x;
  block[b] = y;
  block[c] = z;
  block[d] = w;
}

/** The stream's block of one counter, left in `block`; the state holds key, counter and nonce. */
function nextBlock(): void {
  block.set(state);
  for (let round = 0; round < 10; round += 1) {
    quarter(0, 4, 8, 12);
    quarter(1, 5, 9, 13);
    quarter(2, 6, 10, 14);
    quarter(3, 7, 11, 15);
    quarter(0, 5, 10, 15);
    quarter(1, 6, 11, 12);
    quarter(2, 7, 8, 13);
    quarter(3, 4, 9, 14);
  }
  for (let index = 0; index < 16; index += 1) block[index] = ((block[index] as number) + (state[index] as number)) | 0;
  state[12] = ((state[12] as number) + 1) | 0;
}

function begin(key: Uint8Array, counter: number, nonce: Buffer): void {
  state.set([0x61707865, 0x3320646e, 0x79622d32, 0x6b206574]);
  const view = new DataView(key.buffer, key.byteOffset, 32);
  for (let index = 0; index < 8; index += 1) state[4 + index] = view.getUint32(index * 4, true);
  state[12] = counter | 0;
  for (let index = 0; index < 3; index += 1) state[13 + index] = nonce.readUInt32LE(index * 4);
}

/** Encrypts or decrypts in place: both are the same. */
function stream(data: Buffer, key: Uint8Array, counter: number, nonce: Buffer): void {
  begin(key, counter, nonce);
  for (let at = 0; at < data.length; at += 64) {
    nextBlock();
    const bytes = new Uint8Array(block.buffer);
    const end = Math.min(64, data.length - at);
    for (let index = 0; index < end; index += 1)
      data[at + index] = (data[at + index] as number) ^ (bytes[index] as number);
  }
}

const prime = (1n << 130n) - 5n;
const clamp = 0x0ffffffc0ffffffc0ffffffc0fffffffn;
const wordAt = (bytes: Buffer, at: number): bigint =>
  bytes.readBigUInt64LE(at) | (bytes.readBigUInt64LE(at + 8) << 64n);

/** Poly1305 (RFC 8439 section 2.5) of a message whose length is a multiple of 16. */
function poly1305(message: Buffer, key: Buffer): Buffer {
  const r = wordAt(key, 0) & clamp;
  let sum = 0n;
  for (let at = 0; at < message.length; at += 16) sum = ((sum + wordAt(message, at) + (1n << 128n)) * r) % prime;
  const tag = Buffer.alloc(16);
  const value = (sum + wordAt(key, 16)) & ((1n << 128n) - 1n);
  tag.writeBigUInt64LE(value & 0xffffffffffffffffn, 0);
  tag.writeBigUInt64LE(value >> 64n, 8);
  return tag;
}

/**
 * A page as SQLite would see it, or null when its tag does not fit: some byte of it is not what was written, or the key is
 * another. The page given is not changed.
 * @param number the page's number in its file, from 1: it is part of the key stream
 */
export function decryptPage(encrypted: Buffer, number: number, key: Uint8Array): Buffer | null {
  const data = Buffer.from(encrypted);
  const end = data.length - reservedBytes;
  const nonce = data.subarray(end, end + nonceBytes);
  const counter = nonce.readUInt32LE(nonceBytes - 4) ^ number;
  const pageKeys = Buffer.alloc(64);
  stream(pageKeys, key, counter, nonce);
  const tag = poly1305(data.subarray(0, end + nonceBytes), pageKeys.subarray(0, 32));
  if (!tag.equals(data.subarray(end + nonceBytes))) return null;
  stream(data.subarray(number === 1 ? openBytes : 0, end), pageKeys.subarray(32), counter + 1, nonce);
  if (number === 1) header.copy(data);
  pageKeys.fill(0);
  return data;
}

/** The size of a store's pages, from the part of its first page that is not encrypted; null when that makes no sense. */
export function readPageSize(firstBytes: Buffer): number | null {
  const size = firstBytes.readUInt16BE(16);
  const bytes = size === 1 ? 65_536 : size;
  return bytes >= 512 && (bytes & (bytes - 1)) === 0 && firstBytes[20] === reservedBytes ? bytes : null;
}
