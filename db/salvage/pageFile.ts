import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import { decryptPage, readPageSize, reservedBytes } from './pageCipher.ts';

/** The first page cannot be read: where every table begins is lost, and with it the way to the rows. */
export class FirstPageLostError extends Error {
  constructor() {
    super(
      'The beginning of the store is damaged. Nothing can be read from it without its first page; restore a backup.',
    );
  }
}

/** Of every file this app makes. */
const usualPageSize = 4096;
const walHeaderBytes = 32;
const frameHeaderBytes = 24;

/**
 * A closed store's file and its write-ahead log, page by page, decrypted in memory. Both are only read, and nothing of them
 * is written anywhere.
 */
export class PageFile {
  /** Pages of the store as last saved. */
  readonly pageCount: number;
  /** Bytes of a page that hold data. */
  readonly usable: number;
  /** The log has a place that cannot be read: what was saved after it is lost. */
  readonly logBroken: boolean;
  readonly #size: number;
  readonly #file: number;
  readonly #log: number | null;
  /** Where in the log the newest copy of a page begins. */
  readonly #inLog = new Map<number, number>();
  readonly #key: Buffer;

  /**
   * Throws `FirstPageLostError`.
   * @param options.withoutFirst what is looked for tells itself, so that the first page, where every table begins, may be lost
   */
  constructor(path: string, key: Buffer, options: { withoutFirst?: boolean } = {}) {
    this.#key = key;
    this.#file = openSync(path, 'r');
    this.#log = existsSync(`${path}-wal`) ? openSync(`${path}-wal`, 'r') : null;
    const first = Buffer.alloc(100);
    readSync(this.#file, first, 0, 100, 0);
    const log = this.#readLog();
    const size = log.pageSize ?? readPageSize(first) ?? (options.withoutFirst ? usualPageSize : null);
    this.#size = size ?? 0;
    this.logBroken = log.broken;
    this.pageCount = log.pageCount ?? (size === null ? 0 : Math.floor(fstatSync(this.#file).size / size));
    const page = size === null ? null : this.page(1);
    this.usable = this.#size - (page?.[20] ?? reservedBytes);
    if (page === null && !options.withoutFirst) {
      this.close();
      throw new FirstPageLostError();
    }
  }

  /**
   * Finds the newest saved copy of each page in the log (sqlite.org/fileformat2.html section 4): frames up to the last one
   * that ends a transaction, in the present round of the log, and none after one that cannot be read.
   */
  #readLog(): { pageSize: number | null; pageCount: number | null; broken: boolean } {
    const none = { pageSize: null, pageCount: null, broken: false };
    if (this.#log === null) return none;
    const bytes = fstatSync(this.#log).size;
    if (bytes === 0) return none;
    const header = Buffer.alloc(walHeaderBytes);
    readSync(this.#log, header, 0, walHeaderBytes, 0);
    const pageSize = header.readUInt32BE(8);
    const magic = header.readUInt32BE(0);
    if ((magic & 0xfffffffe) !== 0x377f0682 || pageSize < 512 || pageSize > 65_536) return { ...none, broken: true };
    const round = header.subarray(16, 24);
    const pending = new Map<number, number>();
    let pageCount: number | null = null;
    let broken = false;
    const frame = Buffer.alloc(frameHeaderBytes + pageSize);
    for (let at = walHeaderBytes; at + frame.length <= bytes; at += frame.length) {
      readSync(this.#log, frame, 0, frame.length, at);
      if (!frame.subarray(8, 16).equals(round)) break;
      const [number, saved] = [frame.readUInt32BE(0), frame.readUInt32BE(4)];
      broken = decryptPage(frame.subarray(frameHeaderBytes), number, this.#key) === null;
      if (broken) break;
      pending.set(number, at + frameHeaderBytes);
      if (saved === 0) continue;
      pageCount = saved;
      for (const [page, place] of pending) this.#inLog.set(page, place);
      pending.clear();
    }
    return { pageSize: pageCount === null ? null : pageSize, pageCount, broken };
  }

  /** A page by its number from 1; null when it is beyond the end, or not what was written. */
  page(number: number): Buffer | null {
    if (number < 1 || number > this.pageCount) return null;
    const inLog = this.#inLog.get(number);
    const bytes = Buffer.alloc(this.#size);
    try {
      const [file, at] = inLog === undefined ? [this.#file, (number - 1) * this.#size] : [this.#log ?? 0, inLog];
      if (readSync(file, bytes, 0, this.#size, at) < this.#size) return null;
    } catch {
      // The disk itself cannot read it.
      return null;
    }
    return decryptPage(bytes, number, this.#key);
  }

  close(): void {
    closeSync(this.#file);
    if (this.#log !== null) closeSync(this.#log);
  }
}
