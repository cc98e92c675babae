const LF = 10;
const CR = 13;
/** Longer cells are made anew each time: no cell of a mark is. */
const LONGEST_KEPT = 40;
const PLACES = 1 << 16;

/** The line has not as many cells as there are columns. */
export const ODD = -1;
/** A line ends with a lone CR: the file is to be read another way. */
export const LONE_CR = -2;

/**
 * The texts of a file's cells, each different one made once: a county's year of marks is five million cells of a few thousand
 * texts. What is found is compared byte by byte, so that two texts of one place in the table are never taken for each other.
 */
function textsOf(bytes: Uint8Array, decoder: TextDecoder) {
  const starts = new Int32Array(PLACES);
  const lengths = new Uint8Array(PLACES);
  const texts = new Array<string | undefined>(PLACES).fill(undefined);
  const isSame = (one: number, other: number, length: number): boolean => {
    for (let at = 0; at < length; at += 1) if (bytes[one + at] !== bytes[other + at]) return false;
    return true;
  };
  const textOf = (from: number, to: number): string => {
    const length = to - from;
    if (length > LONGEST_KEPT) return decoder.decode(bytes.subarray(from, to));
    let place = length;
    for (let at = from; at < to; at += 1) place = (Math.imul(place, 31) + (bytes[at] ?? 0)) | 0;
    place = (place ^ (place >>> 16)) & (PLACES - 1);
    const kept = texts[place];
    if (kept !== undefined && lengths[place] === length && isSame(starts[place] ?? 0, from, length)) return kept;
    const text = decoder.decode(bytes.subarray(from, to));
    [starts[place], lengths[place], texts[place]] = [from, length, text];
    return text;
  };
  return { textOf, isSame };
}

/**
 * Cuts lines without quotation marks into `cells`, which is reused, straight from the file's bytes. Rows stand in order as a
 * rule, so a cell that is the same as in the row before is known by its bytes and keeps its text.
 *
 * @returns of a line's place the place after it, with `cells` filled; else `ODD` or `LONE_CR`, with cells that mean nothing
 */
export function lineCutter(bytes: Uint8Array, decoder: TextDecoder, delimiter: number, cells: string[]) {
  const last = cells.length - 1;
  const { textOf, isSame } = textsOf(bytes, decoder);
  /** Where the text of each of `cells` stands. */
  const starts = new Int32Array(cells.length);
  const lengths = new Int32Array(cells.length);
  return (start: number): number => {
    let from = start;
    for (let index = 0; index < last; index += 1) {
      const length = lengths[index] ?? 0;
      let to = from + length;
      if (length === 0 || bytes[to] !== delimiter || !isSame(starts[index] ?? 0, from, length)) {
        for (to = from; bytes[to] !== delimiter; to += 1) {
          const byte = bytes[to];
          if (byte === LF || byte === undefined) return ODD;
          if (byte === CR && to + 1 < bytes.length && bytes[to + 1] !== LF) return LONE_CR;
        }
        cells[index] = textOf(from, to);
        [starts[index], lengths[index]] = [from, to - from];
      }
      from = to + 1;
    }
    let to = from;
    for (; to < bytes.length && bytes[to] !== LF; to += 1) {
      if (bytes[to] === delimiter) return ODD;
      if (bytes[to] === CR && to + 1 < bytes.length && bytes[to + 1] !== LF) return LONE_CR;
    }
    cells[last] = textOf(from, to > from && bytes[to - 1] === CR ? to - 1 : to);
    return to + 1;
  };
}
