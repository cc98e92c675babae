import { describe, expect, it } from 'vitest';
import { DEFAULT_NEEDS_ORDER, needsOrder } from '#domain/needs/needsOrder.ts';

describe('needsOrder', () => {
  it('begins, as shipped, with who has no education, is new, has no plan or is not there', () => {
    expect(needsOrder(null).slice(0, 5)).toEqual([
      'excludedWithoutProvision',
      'withoutSchool',
      'newInCare',
      'pepsOverdue',
      'lowAttendance',
    ]);
  });

  it.each([
    ['some named', ['possibleLeavers', 'pepsOverdue'], ['possibleLeavers', 'pepsOverdue', 'excludedWithoutProvision']],
    ['one that is no need', ['coffee', 'unallocated'], ['unallocated', 'excludedWithoutProvision']],
    ['nonsense', 'unallocated', ['excludedWithoutProvision', 'withoutSchool']],
  ])('%s: those first, and none is lost', (_what, rule, first) => {
    const order = needsOrder(rule);
    expect(order.slice(0, first.length)).toEqual(first);
    expect([...order].sort()).toEqual([...DEFAULT_NEEDS_ORDER].sort());
  });
});
