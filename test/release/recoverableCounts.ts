/** A published sum: the count `total` equals the sum of the counts `parts`; all are indexes into one list of counts. */
export type Sum = { readonly total: number; readonly parts: readonly number[] };

/** A prime whose squares stay exact in a double. The sums' coefficients are 1 and -1, so ranks agree with the rationals. */
const PRIME = 94906247;

const inverse = (value: number): number => {
  let [r, nextR, t, nextT] = [PRIME, value, 0, 1];
  while (nextR !== 0) {
    const q = Math.floor(r / nextR);
    [r, nextR] = [nextR, r - q * nextR];
    [t, nextT] = [nextT, t - q * nextT];
  }
  return t < 0 ? t + PRIME : t;
};

/** Reduced row echelon form modulo the prime, in place; returns the rows that hold a pivot. */
const reduce = (rows: number[][], width: number): number[][] => {
  let done = 0;
  for (let column = 0; column < width && done < rows.length; column += 1) {
    const at = rows.findIndex((row, index) => index >= done && row[column] !== 0);
    const pivot = rows[at];
    if (pivot === undefined) continue;
    rows[at] = rows[done] as number[];
    rows[done] = pivot;
    const scale = inverse(pivot[column] as number);
    for (let j = column; j < width; j += 1) pivot[j] = ((pivot[j] as number) * scale) % PRIME;
    for (const [index, row] of rows.entries()) {
      const factor = row[column] as number;
      if (index === done || factor === 0) continue;
      for (let j = column; j < width; j += 1) {
        row[j] = ((row[j] as number) - ((factor * (pivot[j] as number)) % PRIME) + PRIME) % PRIME;
      }
    }
    done += 1;
  }
  return rows.slice(0, done);
};

/**
 * The suppressed counts that a reader could work out exactly by adding and subtracting what is shown: those the sums
 * determine whatever the other suppressed counts are.
 *
 * The suppressed counts are the unknowns of a linear system, one equation a sum. In reduced echelon form a count is
 * determined exactly when a row has no other unknown in it.
 *
 * Source: the linear audit of cell suppression (Hundepool and others, "Statistical Disclosure Control", 2012, ch. 4);
 * domain section 12: "so that no total reveals them".
 * Example: counts [3, 20, 23], sum 2 = 0 + 1, only 3 suppressed: it is recoverable. With 20 suppressed too, none is.
 */
export const recoverableCounts = (suppressed: readonly boolean[], sums: readonly Sum[]): number[] => {
  const unknowns = suppressed.flatMap((is, index) => (is ? [index] : []));
  const column = new Map(unknowns.map((index, position) => [index, position]));
  const rows: number[][] = [];
  for (const { total, parts } of sums) {
    const row = new Array<number>(unknowns.length).fill(0);
    for (const part of parts) {
      const at = column.get(part);
      if (at !== undefined) row[at] = ((row[at] as number) + 1) % PRIME;
    }
    const at = column.get(total);
    if (at !== undefined) row[at] = ((row[at] as number) + PRIME - 1) % PRIME;
    if (row.some((value) => value !== 0)) rows.push(row);
  }
  const recoverable: number[] = [];
  for (const row of reduce(rows, unknowns.length)) {
    const held = row.flatMap((value, position) => (value === 0 ? [] : [position]));
    const only = unknowns[held[0] ?? -1];
    if (held.length === 1 && only !== undefined) recoverable.push(only);
  }
  return recoverable.sort((a, b) => a - b);
};
