// A file may bring a child thousands of rows, one by one: what each costs must not grow with those that are there already.
import { expect, it } from 'vitest';
import { editsBetween } from '#domain/facts/edits.ts';
import type { ResultRow, SuspensionRow } from '#domain/facts/factRows.ts';
import { rowsHold } from '#domain/facts/rowsHold.ts';
import { pepsNamed } from '#domain/peps/findPep.ts';
import { aRecord } from './identity/saying.ts';

let reads = 0;
/** A row that counts how often anything of it is read. */
const counted = <Row extends object>(row: Row): Row =>
  new Proxy(row, {
    get: (target, key) => {
      reads += 1;
      return Reflect.get(target, key);
    },
  });
const suspension = (at: number) => ({ id: `s${at}`, startDate: '2024-09-02', sessions: 2 }) as SuspensionRow;
const result = (at: number) => ({ id: `r${at}`, subject: `s${at}`, value: '5' }) as ResultRow;

/** How much is read of the rows that are held when one more is added, and when one in the middle changes. */
const readsWith = (held: number): number => {
  const at = [...Array(held).keys()];
  const before = {
    ...aRecord,
    suspensions: at.map((each) => counted(suspension(each))),
    results: at.map((each) => counted(result(each))),
  };
  const middle = Math.floor(held / 2);
  const after = {
    ...before,
    suspensions: [...before.suspensions, suspension(held)],
    results: before.results.map((row, index) => (index === middle ? { ...result(middle), value: '6' } : row)),
  };
  reads = 0;
  expect(rowsHold(before, after)).toBeNull();
  expect(editsBetween(before, after)).toMatchObject({
    suspensions: { added: [{ id: `s${held}` }], changed: [], removed: [] },
    results: { added: [], changed: [{ id: `r${middle}`, changes: { value: '6' } }], removed: [] },
  });
  return reads;
};

it('what a ruling changes is found without reading the rows that it left as they were', () => {
  expect(readsWith(2000)).toBe(readsWith(20));
});

it('two rows of one key are found wherever the other stands', () => {
  const section = (id: string, of: string) => ({ id, pepId: 'p', section: of }) as never;
  const before = { ...aRecord, pepSections: [section('a', 'one'), section('b', 'two'), section('c', 'three')] };
  const twice = (...pepSections: never[]) => rowsHold(before, { ...before, pepSections });
  expect(twice(...before.pepSections, section('d', 'four'))).toBeNull();
  expect(twice(...before.pepSections, section('d', 'two'))).toMatchObject({ value: 'p two' });
  expect(twice(before.pepSections[0] as never, section('b', 'three'), before.pepSections[2] as never)).not.toBeNull();
  expect(twice(...before.pepSections, section('d', 'four'), section('e', 'four'))).not.toBeNull();
});

it('what the rows of a file name PEPs by is read once for all of them', () => {
  reads = 0;
  const rows = [...Array(500).keys()].map((at) => counted({ due: `2024-${at}`, held: null, reference: `R${at}` }));
  expect(pepsNamed(rows).due.size).toBe(500);
  expect(reads).toBe(1500);
});
