import { describe, expect, it } from 'vitest';
import { protectFamily } from '#service/release/protectFamily.ts';
import { aFamily, attack, familyYear, shapes } from './families.ts';

describe.each(Object.entries(shapes))('releases of a family of %s', (_name, shape) => {
  it('give back no count of 1 to 5 and no mean of fewer than six, all of them side by side', () => {
    let asked = 0;
    for (let seed = 1; seed <= Number(process.env.VSK_RELEASE_SEEDS ?? 12); seed += 1) {
      const children = aFamily(shape, seed);
      const { recovered, asked: now } = attack(shape, children, protectFamily(familyYear(shape, children)));
      asked += now;
      expect(recovered, `seed ${seed}`).toEqual([]);
    }
    console.log(`${shape.subject}: ${asked} small counts and means attacked, 0 recovered`);
    expect(asked).toBeGreaterThan(200);
  });
});
