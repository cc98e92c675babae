import { expect, test } from 'vitest';
import { says, saysNone, saysNothing } from '#domain/facts/said.ts';
import { nameOfTarget, type TargetHeld, type TargetSaid, targetSaid } from '#domain/targets/targetSaid.ts';

const target: Omit<TargetHeld, 'id'> = {
  ...{ measureId: 'm', academicYear: '2011/12', geography: 'Kent', kind: 'maximumGap', value: 33, floor: 30 },
  ...{ peer: 'England', source: 'by hand', position: 2 },
};
const { position: _position, ...printed } = target;
const given = (more: Partial<TargetSaid> = {}): TargetSaid => ({ ...printed, floor: saysNothing, ...more });
const [never, always] = [() => false, () => true];
const held = [{ id: 't', ...target }];

test.each<[string, Partial<TargetSaid>, Partial<TargetHeld>]>([
  ['said again changes nothing', {}, {}],
  [
    'of a file: the floor and the place on the screen stay',
    { value: 34, source: 'plan' },
    { value: 34, source: 'plan' },
  ],
  ['of Settings: with its floor', { value: 34, floor: says(31) }, { value: 34, floor: 31 }],
  ['of Settings: without a floor', { floor: saysNone }, { floor: null }],
])('%s', (_what, more, changes) => {
  expect(targetSaid(held, given(more), never).target).toEqual({ id: 't', row: { ...target, ...changes } });
});

test.each<[string, Partial<TargetSaid>]>([
  ['against another peer', { peer: null }],
  ['of another kind', { kind: 'maximumRate' }],
  ['of another place', { geography: 'England' }],
  ['of another year', { academicYear: '2012/13' }],
])('%s is another target', (_what, more) => {
  expect(targetSaid(held, given(more), never).target).toMatchObject({ id: null, row: { floor: null, position: 0 } });
});

test('what a later voice put right stays, and what it took out is not brought back', () => {
  expect(targetSaid(held, given({ value: 40 }), always)).toEqual({
    target: { id: 't', row: target },
    said: nameOfTarget(target),
  });
  expect(targetSaid([], given(), always).target).toBeNull();
});

test('has one name, however a file prints its measure and cohort', () => {
  expect(nameOfTarget(target)).toBe('target m 2011/12 Kent maximumGap England');
  expect(nameOfTarget({ ...target, peer: null })).toBe('target m 2011/12 Kent maximumGap no peer');
});
