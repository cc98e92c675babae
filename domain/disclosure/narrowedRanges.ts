/** The count `total` equals the sum of the counts `parts`; all are indexes into one list of counts. */
export type Sum = { readonly total: number; readonly parts: readonly number[] };

/**
 * How far a reader can narrow each count, from what is known (null: not known) and the sums between them: nothing is below
 * nought, a part is no more than its total, and the last unknown of a sum follows. Narrowed until nothing more comes of it.
 * Counts that contradict each other narrow to nothing; throws a RangeError then, as no reader has such a table.
 *
 * Source: bounds propagation over linear constraints (Hundepool and others, "Statistical Disclosure Control", 2012, ch. 4,
 * "feasibility intervals"); domain section 12: "so that no total reveals them".
 * Example: 0 + 1 = 2 with 2 known as 6: both are from 0 to 6. With 1 known as 4, the first is exactly 2.
 */
export function narrowedRanges(
  known: readonly (number | null)[],
  sums: readonly Sum[],
): { low: readonly number[]; high: readonly number[] } {
  const low = known.map((value) => value ?? 0);
  const high = known.map((value) => value ?? Number.POSITIVE_INFINITY);
  const about = new Map<number, Sum[]>();
  for (const sum of sums)
    for (const index of [sum.total, ...sum.parts]) {
      const list = about.get(index);
      if (list) list.push(sum);
      else about.set(index, [sum]);
    }
  const waiting = new Set(sums);
  const narrow = (index: number, least: number, most: number): void => {
    if (least <= (low[index] ?? 0) && most >= (high[index] ?? 0)) return;
    low[index] = Math.max(low[index] ?? 0, least);
    high[index] = Math.min(high[index] ?? 0, most);
    if ((low[index] ?? 0) > (high[index] ?? 0)) throw new RangeError('the counts contradict each other');
    for (const sum of about.get(index) ?? []) waiting.add(sum);
  };
  for (const sum of waiting) {
    waiting.delete(sum);
    let [least, most, endless] = [0, 0, 0];
    for (const part of sum.parts) {
      least += low[part] ?? 0;
      if (high[part] === Number.POSITIVE_INFINITY) endless += 1;
      else most += high[part] ?? 0;
    }
    narrow(sum.total, least, endless > 0 ? Number.POSITIVE_INFINITY : most);
    const [totalLow, totalHigh] = [low[sum.total] ?? 0, high[sum.total] ?? 0];
    for (const part of sum.parts) {
      const [own, ownHigh] = [low[part] ?? 0, high[part] ?? 0];
      const others = endless - (ownHigh === Number.POSITIVE_INFINITY ? 1 : 0);
      const otherMost = ownHigh === Number.POSITIVE_INFINITY ? most : most - ownHigh;
      narrow(part, others > 0 ? 0 : totalLow - otherMost, totalHigh - (least - own));
    }
  }
  return { low, high };
}
