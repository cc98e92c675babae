/**
 * What somebody with every released table can work out, written apart from the rule that hides: counts are unknowns of a
 * linear system with nothing below nought, each narrowed to its lowest and highest value by the simplex method. A count is
 * recovered when only one whole number is left.
 */
export class Knowledge {
  readonly #known = new Map<string, number>();
  readonly #sums: { total: string; parts: readonly string[] }[] = [];

  tell(name: string, value: number): void {
    const before = this.#known.get(name);
    if (before !== undefined && before !== value) throw new Error(`${name} is told as ${before} and as ${value}`);
    this.#known.set(name, value);
  }

  /** The count `total` is the sum of `parts`. */
  sum(total: string, parts: readonly string[]): void {
    this.#sums.push({ total, parts });
  }

  /** Each name of `asked` whose value is certain, with the value. */
  recover(asked: readonly string[]): Map<string, number> {
    const recovered = new Map<string, number>();
    const columns = new Map<string, number>();
    const rows: { at: Map<number, number>; right: number }[] = [];
    for (const { total, parts } of this.#sums) {
      const at = new Map<number, number>();
      let right = 0;
      for (const [name, sign] of [[total, -1] as const, ...parts.map((part) => [part, 1] as const)]) {
        const value = this.#known.get(name);
        if (value !== undefined) right -= sign * value;
        else {
          const column = columns.get(name) ?? columns.size;
          columns.set(name, column);
          at.set(column, (at.get(column) ?? 0) + sign);
        }
      }
      if ([...at.values()].some((value) => value !== 0)) rows.push({ at, right });
      else if (Math.abs(right) > 1e-9) throw new Error(`What is told of ${total} does not add up.`);
    }
    const open = new Set<number>();
    for (const name of asked) {
      const value = this.#known.get(name);
      const column = columns.get(name);
      if (value !== undefined) recovered.set(name, value);
      else if (column !== undefined) open.add(column);
    }
    if (open.size === 0) return recovered;
    const nameOf = [...columns.keys()];
    for (const component of components(rows, columns.size)) {
      const targets = component.columns.filter((column) => open.has(column));
      if (targets.length === 0) continue;
      for (const [column, value] of certain(component, targets)) recovered.set(nameOf[column] as string, value);
    }
    return recovered;
  }
}

type Rows = { at: Map<number, number>; right: number }[];
type Component = { rows: Rows; columns: number[] };

/** Parts of the system without a count in common are narrowed by themselves. */
function components(rows: Rows, width: number): Component[] {
  const parent = Array.from({ length: width }, (_, index) => index);
  const root = (index: number): number => {
    let at = index;
    while (parent[at] !== at) at = parent[at] = parent[parent[at] as number] as number;
    return at;
  };
  for (const { at } of rows) {
    const [first, ...rest] = [...at.keys()];
    for (const other of rest) parent[root(other)] = root(first as number);
  }
  const found = new Map<number, Component>();
  for (let column = 0; column < width; column += 1) {
    const key = root(column);
    const component = found.get(key) ?? { rows: [], columns: [] };
    component.columns.push(column);
    found.set(key, component);
  }
  for (const row of rows) found.get(root([...row.at.keys()][0] as number))?.rows.push(row);
  return [...found.values()];
}

const tiny = 1e-7;

class Simplex {
  readonly #table: Float64Array[] = [];
  readonly #basis: number[] = [];
  readonly #width: number;

  constructor(component: Component) {
    const position = new Map(component.columns.map((column, index) => [column, index]));
    const width = component.columns.length;
    this.#width = width;
    for (const [index, { at, right }] of component.rows.entries()) {
      const row = new Float64Array(width + component.rows.length + 1);
      const sign = right < 0 ? -1 : 1;
      for (const [column, value] of at) row[position.get(column) as number] = sign * value;
      row[width + index] = 1;
      row[row.length - 1] = sign * right;
      this.#table.push(row);
      this.#basis.push(width + index);
    }
    const cost = new Float64Array(width + component.rows.length);
    cost.fill(1, width);
    this.#minimise(cost, width + component.rows.length);
    for (let index = this.#table.length - 1; index >= 0; index -= 1) {
      if ((this.#basis[index] as number) < width) continue;
      const row = this.#table[index] as Float64Array;
      if ((row.at(-1) as number) > 1e-5) throw new Error('What is told contradicts itself.');
      const column = row.findIndex((value, at) => at < width && Math.abs(value) > tiny);
      if (column === -1) {
        this.#table.splice(index, 1);
        this.#basis.splice(index, 1);
      } else this.#pivot(index, column);
    }
  }

  #pivot(index: number, column: number): void {
    const row = this.#table[index] as Float64Array;
    const by = row[column] as number;
    const touched: number[] = [];
    for (let at = 0; at < row.length; at += 1)
      if (row[at] !== 0) {
        row[at] = (row[at] as number) / by;
        touched.push(at);
      }
    for (const [other, own] of this.#table.entries()) {
      const factor = own[column] as number;
      if (other === index || factor === 0) continue;
      for (const at of touched) {
        const value = (own[at] as number) - factor * (row[at] as number);
        own[at] = Math.abs(value) < 1e-10 ? 0 : value;
      }
    }
    this.#basis[index] = column;
  }

  /** False when the objective has no least value. */
  #minimise(cost: Float64Array, width: number): boolean {
    for (let step = 0; ; step += 1) {
      if (step > 20_000) throw new Error('The simplex does not end.');
      const reduced = Float64Array.from(cost.subarray(0, width));
      for (const [index, row] of this.#table.entries()) {
        const own = cost[this.#basis[index] as number] ?? 0;
        if (own !== 0)
          for (let at = 0; at < width; at += 1) reduced[at] = (reduced[at] as number) - own * (row[at] as number);
      }
      let column = -1;
      for (let at = 0; at < width; at += 1)
        if (
          (reduced[at] as number) < -tiny &&
          (column === -1 || (step < 200 && (reduced[at] as number) < (reduced[column] as number)))
        ) {
          column = at;
          if (step >= 200) break;
        }
      if (column === -1) return true;
      let leaving = -1;
      let least = Number.POSITIVE_INFINITY;
      for (const [index, row] of this.#table.entries()) {
        if ((row[column] as number) <= tiny) continue;
        const ratio = (row.at(-1) as number) / (row[column] as number);
        if (
          ratio < least - 1e-10 ||
          (Math.abs(ratio - least) <= 1e-10 &&
            (this.#basis[index] as number) < (this.#basis[leaving] ?? Number.POSITIVE_INFINITY))
        ) {
          least = ratio;
          leaving = index;
        }
      }
      if (leaving === -1) return false;
      this.#pivot(leaving, column);
    }
  }

  /** The values where the objective is least, or where they stood when it proved to have no end. */
  solve(objective: (position: number) => number): { values: Float64Array; ends: boolean } {
    const cost = Float64Array.from({ length: (this.#table[0]?.length ?? 1) - 1 }, (_, at) =>
      at < this.#width ? objective(at) : 0,
    );
    const ends = this.#minimise(cost, this.#width);
    const values = new Float64Array(this.#width);
    for (const [index, column] of this.#basis.entries())
      if (column < this.#width) values[column] = (this.#table[index] as Float64Array).at(-1) as number;
    return { values, ends };
  }
}

/** The targets of a component that only one whole number fits. */
function certain(component: Component, targets: readonly number[]): [number, number][] {
  const simplex = new Simplex(component);
  const position = new Map(component.columns.map((column, index) => [column, index]));
  const low = new Map<number, number>();
  const high = new Map<number, number>();
  const look = ({ values }: { values: Float64Array }): void => {
    for (const column of targets) {
      const value = values[position.get(column) as number] as number;
      low.set(column, Math.min(low.get(column) ?? value, value));
      high.set(column, Math.max(high.get(column) ?? value, value));
    }
  };
  const open = () =>
    targets.filter((column) => Math.floor((high.get(column) ?? 0) + 1e-6) <= Math.ceil((low.get(column) ?? 0) - 1e-6));
  // Corners in all directions settle most counts; the rest are narrowed one by one.
  let state = 7;
  for (let round = 0; round < 8; round += 1)
    look(
      simplex.solve(() => {
        state = (state * 1103515245 + 12345) % 2147483648;
        return state / 1073741824 - 1;
      }),
    );
  const found: [number, number][] = [];
  for (const column of open()) {
    const at = position.get(column) as number;
    look(simplex.solve((each) => (each === at ? 1 : 0)));
    const highest = simplex.solve((each) => (each === at ? -1 : 0));
    look(highest);
    if (!highest.ends) continue;
    const [least, most] = [Math.ceil((low.get(column) ?? 0) - 1e-6), Math.floor((high.get(column) ?? 0) + 1e-6)];
    if (least >= most) found.push([column, most]);
  }
  return found;
}
