import { describe, expect, it } from 'vitest';
import { Knowledge } from './attacker.ts';

/** The attacker is only worth something if it finds what is there to be found. */
describe('the attacker', () => {
  it('subtracts the shown from the total', () => {
    const knowledge = new Knowledge();
    knowledge.sum('county', ['a', 'b', 'c']);
    for (const [name, value] of [
      ['county', 31],
      ['b', 8],
      ['c', 20],
    ] as const)
      knowledge.tell(name, value);
    expect([...knowledge.recover(['a', 'b'])]).toEqual([
      ['b', 8],
      ['a', 3],
    ]);
  });

  it('leaves two hidden counts alone', () => {
    const knowledge = new Knowledge();
    knowledge.sum('county', ['a', 'b', 'c']);
    for (const [name, value] of [
      ['county', 31],
      ['c', 20],
    ] as const)
      knowledge.tell(name, value);
    expect([...knowledge.recover(['a', 'b'])]).toEqual([]);
  });

  it('knows that nothing is below nought', () => {
    const knowledge = new Knowledge();
    knowledge.sum('all', ['a', 'b']);
    knowledge.sum('all', ['c', 'd', 'e']);
    knowledge.sum('c2', ['c', 'd']);
    for (const [name, value] of [
      ['all', 9],
      ['c2', 9],
      ['a', 5],
    ] as const)
      knowledge.tell(name, value);
    expect([...knowledge.recover(['b', 'e', 'c'])]).toEqual([
      ['b', 4],
      ['e', 0],
    ]);
  });

  it('crosses tables: three sums that no single one tells', () => {
    const knowledge = new Knowledge();
    knowledge.sum('x', ['a', 'b']);
    knowledge.sum('y', ['b', 'c']);
    knowledge.sum('z', ['a', 'c']);
    for (const [name, value] of [
      ['x', 7],
      ['y', 9],
      ['z', 8],
    ] as const)
      knowledge.tell(name, value);
    expect([...knowledge.recover(['a', 'b', 'c'])].sort()).toEqual([
      ['a', 3],
      ['b', 4],
      ['c', 5],
    ]);
  });
});
