import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';

/** One place where a word was found that should be in no file. */
export type Leak = { file: string; word: string; how: string };
export type LeakSearch = { leaks: Leak[]; files: number; bytes: number };

/** A variable-length number as LevelDB and Snappy write it: seven bits a byte, the lowest first. */
function varint(bytes: Buffer, at: number): [value: number, next: number] {
  let value = 0;
  for (let shift = 0, next = at; ; shift += 7, next += 1) {
    const byte = bytes[next];
    if (byte === undefined || shift > 49) throw new Error('no number');
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return [value, next + 1];
  }
}

/** Undoes Snappy, the compression of LevelDB's tables (format: google/snappy, format_description.txt). */
export function unsnappy(bytes: Buffer): Buffer {
  const [length, start] = varint(bytes, 0);
  if (length > 64 * 1024 * 1024) throw new Error('too long');
  const out = Buffer.alloc(length);
  let [at, to] = [start, 0];
  while (at < bytes.length) {
    const tag = bytes[at] as number;
    at += 1;
    if ((tag & 3) === 0) {
      let size = (tag >> 2) + 1;
      if (size > 60) {
        const width = size - 60;
        size = bytes.readUIntLE(at, width) + 1;
        at += width;
      }
      bytes.copy(out, to, at, at + size);
      at += size;
      to += size;
      continue;
    }
    const width = tag & 3;
    const size = width === 1 ? ((tag >> 2) & 7) + 4 : (tag >> 2) + 1;
    const back = width === 1 ? ((tag >> 5) << 8) | (bytes[at] as number) : bytes.readUIntLE(at, width === 2 ? 2 : 4);
    at += width === 3 ? 4 : width;
    for (let count = 0; count < size; count += 1, to += 1) out[to] = out[to - back] as number;
  }
  return out.subarray(0, to);
}

const tableMagic = Buffer.from('57fb808b247547db', 'hex');

/** The blocks of a LevelDB table (Local Storage, Session Storage, IndexedDB), each as it is before compression. */
export function tableBlocks(file: Buffer): Buffer[] {
  if (file.length < 48 || !file.subarray(-8).equals(tableMagic)) return [];
  const block = (offset: number, size: number): Buffer => {
    const content = file.subarray(offset, offset + size);
    return file[offset + size] === 1 ? unsnappy(content) : content;
  };
  const footer = file.subarray(-48);
  let next = varint(footer, 0)[1];
  next = varint(footer, next)[1];
  const [indexAt, afterIndexAt] = varint(footer, next);
  const index = block(indexAt, varint(footer, afterIndexAt)[0]);
  const blocks: Buffer[] = [index];
  const end = index.length - 4 - 4 * index.readUInt32LE(index.length - 4);
  for (let at = 0; at < end; ) {
    const [, afterShared] = varint(index, at);
    const [unshared, afterUnshared] = varint(index, afterShared);
    const [, afterLength] = varint(index, afterUnshared);
    const [offset, afterOffset] = varint(index, afterLength + unshared);
    const [size, afterSize] = varint(index, afterOffset);
    blocks.push(block(offset, size));
    at = afterSize;
  }
  return blocks;
}

/** What is in a file besides its own bytes: the blocks of a table, and what a whole compressed file holds. */
function inside(bytes: Buffer): [how: string, content: Buffer][] {
  const attempt = (how: string, undo: () => Buffer | Buffer[]): [string, Buffer][] => {
    try {
      return [undo()].flat().map((content) => [how, content]);
    } catch {
      return [];
    }
  };
  const tried: [string, Buffer][] = attempt('a LevelDB table', () => tableBlocks(bytes));
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) tried.push(...attempt('gzip', () => gunzipSync(bytes)));
  if (bytes[0] === 0x78) tried.push(...attempt('zlib', () => inflateSync(bytes)));
  if (bytes.length < 4 * 1024 * 1024) {
    tried.push(
      ...attempt('deflate', () => inflateRawSync(bytes)),
      ...attempt('brotli', () => brotliDecompressSync(bytes)),
    );
  }
  return tried;
}

type Needle = { word: string; how: string; text: string; anyCase: boolean };

/** A word in every form it is looked for: UTF-8 and UTF-16 in any case; Base64 at each of its three offsets. */
function needlesOf(word: string): Needle[] {
  const latin = (bytes: Buffer) => bytes.toString('latin1');
  const spellings = [...new Set([word, word.toUpperCase(), word.toLowerCase()])];
  const inBase64 = (bytes: Buffer): string[] =>
    [0, 1, 2].map((offset) => {
      const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
      // The characters at both ends depend on the neighbours too.
      return encoded.slice(offset === 0 ? 0 : offset + 1, -4);
    });
  return [
    { word, how: 'UTF-8', text: latin(Buffer.from(word.toLowerCase(), 'utf8')), anyCase: true },
    { word, how: 'UTF-16', text: latin(Buffer.from(word.toLowerCase(), 'utf16le')), anyCase: true },
    ...spellings.flatMap((spelling) =>
      [Buffer.from(spelling, 'utf8'), Buffer.from(spelling, 'utf16le')].flatMap((bytes) =>
        inBase64(bytes).map((text) => ({ word, how: 'Base64', text, anyCase: false })),
      ),
    ),
  ];
}

/**
 * Looks for words in every file below a folder, and in the files' names, however they are written: UTF-8, UTF-16, Base64,
 * inside LevelDB tables and compressed files. Answers where they are, and how much was searched.
 * @param leaveOut folders whose files may hold the words
 */
export function searchFor(folder: string, words: readonly string[], leaveOut: readonly string[] = []): LeakSearch {
  const needles = words.flatMap(needlesOf);
  const leaks: Leak[] = [];
  const look = (file: string, content: Buffer, where: string) => {
    const text = content.toString('latin1');
    const lower = text.toLowerCase();
    for (const needle of needles)
      if ((needle.anyCase ? lower : text).includes(needle.text))
        leaks.push({ file, word: needle.word, how: where === '' ? needle.how : `${needle.how} in ${where}` });
  };
  let [files, bytes] = [0, 0];
  const walk = (path: string) => {
    for (const name of readdirSync(path)) {
      const inner = join(path, name);
      if (leaveOut.includes(inner)) continue;
      const file = relative(folder, inner);
      look(file, Buffer.from(name), 'its name');
      const stat = lstatSync(inner, { throwIfNoEntry: false });
      if (stat?.isDirectory()) walk(inner);
      else if (stat?.isSymbolicLink()) look(file, Buffer.from(readlinkSync(inner)), 'a link');
      else if (stat?.isFile()) {
        const content = readFileSync(inner);
        files += 1;
        bytes += content.length;
        look(file, content, '');
        for (const [how, part] of inside(content)) look(file, part, how);
      }
    }
  };
  walk(folder);
  return { leaks, files, bytes };
}
