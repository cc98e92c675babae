/** Of each locality and year: whether its figure could be one more, or one less; and whose pooled figure is shown. */
export type Moves = {
  readonly up: readonly (readonly boolean[])[];
  readonly down: readonly (readonly boolean[])[];
  readonly pooled: readonly boolean[];
};

/**
 * Whether a locality's figure of a year (or, with `year` null, of all years together) could be another one while every year
 * still adds up over the localities and every locality that is shown pooled still adds up over its years. Moves go round: one
 * more here, one less in another locality of that year, one more there in another year, until all sums stand again; a
 * locality that is not shown pooled may be left with one more or less.
 *
 * Source: in a table of two dimensions a figure is determined exactly when no such round leads through it (Hundepool and
 * others, "Statistical Disclosure Control", 2012, ch. 4: alternating cycles of a network).
 * Example: two localities of two years, all four hidden, both shown pooled: each can be one more. With one of the four shown
 * none can.
 */
export const othersCanDiffer = (moves: Moves, area: number, year: number | null): boolean =>
  canMove(moves, area, year) || canMove({ ...moves, up: moves.down, down: moves.up }, area, year);

/** Whether it could be one more; turned round, one less. */
function canMove({ up, down, pooled }: Moves, area: number, year: number | null): boolean {
  const areas = pooled.map((_shown, index) => index);
  const years = (up[0] ?? []).map((_may, index) => index);
  // All that is not shown pooled is one place, where nothing needs to add up; the figure's own locality is it too, except
  // where it is its total that must differ.
  const isFree = (index: number) => !pooled[index] && !(year === null && index === area);
  const starts = year === null ? years : [year];
  return starts.some((start) => {
    if (!up[area]?.[start]) return false;
    const own = (index: number, at: number) => index === area && at === start;
    const seen = new Set<number>([start]);
    let free = false;
    const waiting = [start];
    for (const row of waiting)
      for (const index of areas) {
        if (own(index, row) || !down[index]?.[row]) continue;
        if (isFree(index) ? year === null || isFree(area) : year !== null && index === area) return true;
        // Its total must differ: back at the same locality nothing is won.
        if (year === null && index === area) continue;
        const from = isFree(index) && !free ? areas.filter(isFree) : isFree(index) ? [] : [index];
        if (isFree(index)) free = true;
        for (const other of from)
          for (const next of years)
            if (!seen.has(next) && up[other]?.[next] && !own(other, next)) {
              seen.add(next);
              waiting.push(next);
            }
      }
    return false;
  });
}
