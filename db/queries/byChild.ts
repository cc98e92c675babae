/** Rows of some children, by child, in the order they came; a child without any has no entry. */
export const byChild = <Row extends { childId: string }>(rows: readonly Row[]): Map<string, Row[]> =>
  Map.groupBy(rows, ({ childId }) => childId);
