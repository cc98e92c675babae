import { expect, it } from 'vitest';
import { orderBySecret, orderOfStore } from '#service/release/storeOrder.ts';
import { aStore } from '#test/make/aStore.ts';

const areas = Array.from({ length: 12 }, (_, index) => `area ${index}`);
const ranks = (order: ReturnType<typeof orderBySecret>, list = 'ks2 2023/24') => areas.map((area) => order(list, area));

it('a store has an order of its own, the same every time it is opened; another store has another', async () => {
  const [one, two] = [await aStore(), await aStore()];
  try {
    const before = ranks(orderOfStore(one.context));
    await one.signInAs({ role: 'reader' });
    expect(ranks(orderOfStore(one.context))).toEqual(before);
    expect(ranks(orderOfStore(two.context))).not.toEqual(before);
  } finally {
    one.close();
    two.close();
  }
});

it('no area goes first in every list, and each has a place of its own from 0 up to 1', () => {
  const order = orderBySecret(Buffer.from('a secret'));
  const firsts = new Set<number>();
  for (let year = 0; year < 60; year += 1) {
    const own = ranks(order, `ks2 ${year}`);
    expect(new Set(own).size).toBe(areas.length);
    expect(Math.min(...own)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...own)).toBeLessThan(1);
    firsts.add(own.indexOf(Math.min(...own)));
  }
  expect(firsts.size).toBeGreaterThan(8);
});
