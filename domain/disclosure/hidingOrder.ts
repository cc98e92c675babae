/**
 * Where an area stands, from 0 up to 1, among those of a list of which any would do to be hidden beside a small figure: the
 * lower gives way first. It is the same for the same list whatever its figures are, and nobody who reads the list can work
 * it out: an order by size, or a fixed one, lets a reader who puts every table that fits through the same rules see which
 * hidden area was small and which only stands beside it.
 *
 * Source: domain section 12; Hundepool and others, "Statistical Disclosure Control", 2012, ch. 4 (an intruder who knows the
 * rule by which complementary cells were chosen). Example: `order('ks2-reading-expected 2023/24', 'Thanet')` is 0.31.
 */
export type HidingOrder = (list: string, area: string) => number;
