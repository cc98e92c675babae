/** Past this many candidates only additions of up to four are tried before everything is hidden. */
const ALL_SUBSETS_UP_TO = 12;

/**
 * The cheapest set of further lines to hide so that a table is safe: exact search, cheapest first. `cost` is what the
 * reader loses by each candidate; equal costs are settled by position. Answers null when hiding every candidate would still not do.
 *
 * A county has a handful of localities, so every subset can be looked at. With more than twelve candidates only sets of
 * up to four are, and then all of them together.
 *
 * Source: domain section 12 (secondary suppression); the problem is "minimum cost complementary suppression" in Hundepool
 * and others, "Statistical Disclosure Control", 2012, ch. 4.
 * Example: candidates 0, 1, 2 of cost 3, 1, 2 where any one will do: [1].
 */
export function smallestHiding(
  candidates: readonly number[],
  cost: (candidate: number) => number,
  safe: (added: readonly number[]) => boolean,
): number[] | null {
  if (safe([])) return [];
  const largest = candidates.length <= ALL_SUBSETS_UP_TO ? candidates.length : 4;
  const sets: { added: number[]; total: number }[] = [];
  const grow = (from: number, added: number[], total: number): void => {
    for (let at = from; at < candidates.length; at += 1) {
      const candidate = candidates[at] as number;
      const next = { added: [...added, candidate], total: total + cost(candidate) };
      sets.push(next);
      if (next.added.length < largest) grow(at + 1, next.added, next.total);
    }
  };
  grow(0, [], 0);
  sets.sort((a, b) => a.total - b.total);
  for (const { added } of sets) if (safe(added)) return added;
  return candidates.length > largest && safe(candidates) ? [...candidates] : null;
}
