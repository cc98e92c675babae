import { describe, expect, test } from 'vitest';
import { says, saysNothing } from '#domain/facts/said.ts';
import { type BenchmarkHeld, type BenchmarkSaid, benchmarkSaid } from '#domain/measures/benchmarkSaid.ts';
import { type PublishedTargetSaid, publishedTargetSaid, type TargetHeld } from '#domain/targets/publishedTargetSaid.ts';

const figure: Omit<BenchmarkHeld, 'id'> = {
  ...{ measureId: 'm', kind: 'value', publishedName: 'Overall absence', geography: 'England', cohortKind: 'LAC12' },
  ...{ cohortVariant: '', academicYear: '2018/19', value: 4.7, unit: '%', definition: '', source: 'DfE outcomes' },
  ...{ url: 'https://example.org/a', vintage: '', confidence: 'checked' },
};
const held: BenchmarkHeld = { id: 'f', ...figure };
const said = (more: Partial<BenchmarkSaid> = {}): BenchmarkSaid => ({
  ...figure,
  ...{ cohort: 'LAC12', url: saysNothing, confidence: saysNothing },
  ...more,
});
const never = () => false;

describe('A published figure', () => {
  test.each<[string, Partial<BenchmarkSaid>, Partial<BenchmarkHeld>]>([
    ['said again changes nothing', {}, {}],
    ['another value is put right', { value: 4.8 }, { value: 4.8 }],
    ['an address that is given', { url: says('https://example.org/b') }, { url: 'https://example.org/b' }],
    ['a new remark', { confidence: says('revised') }, { confidence: 'revised' }],
  ])('%s', (_what, given, changes) => {
    expect(benchmarkSaid([held], said(given), never)).toMatchObject({ id: 'f', row: { ...figure, ...changes } });
  });

  test.each<[string, Partial<BenchmarkSaid>]>([
    ['of another definition', { definition: 'all pupils' }],
    ['of another source', { source: 'Ofsted' }],
    ['of another publication', { vintage: '2020 vintage' }],
    ['of another cohort', { cohortVariant: 'state' }],
    ['of another place', { geography: 'Kent' }],
  ])('%s is another figure', (_what, given) => {
    expect(benchmarkSaid([held], said(given), never).id).toBeNull();
  });

  test('a new one without an address or remark has none', () => {
    expect(benchmarkSaid([], said(), never)).toMatchObject({ id: null, row: { url: '', confidence: '' } });
  });

  test('an older file does not turn back what a newer one put right', () => {
    const what = 'Overall absence England LAC12 2018/19  DfE outcomes';
    expect(benchmarkSaid([held], said({ value: 9 }), (each) => each === what)).toEqual({
      id: 'f',
      row: figure,
      said: what,
    });
  });
});

describe('A published target', () => {
  const target: Omit<TargetHeld, 'id'> = {
    ...{ measureId: 'm', academicYear: '2011/12', geography: 'Kent', kind: 'maximumGap', value: 33, floor: 30 },
    ...{ peer: 'England', source: 'by hand', position: 2 },
  };
  const { floor: _floor, position: _position, ...printed } = target;
  const given = (more: Partial<PublishedTargetSaid> = {}): PublishedTargetSaid => ({
    ...printed,
    printed: { measure: 'Target: KS4 gap max', cohort: 'LAC12', definition: '' },
    ...more,
  });

  test('the floor and the place on the screen that somebody set stay', () => {
    expect(
      publishedTargetSaid([{ id: 't', ...target }], given({ value: 34, source: 'the strategy' }), never),
    ).toMatchObject({
      id: 't',
      row: { ...target, value: 34, source: 'the strategy' },
    });
  });
  test.each<[string, Partial<PublishedTargetSaid>]>([
    ['against another peer', { peer: null }],
    ['of another kind', { kind: 'maximumRate' }],
    ['of another place', { geography: 'England' }],
  ])('%s is another target', (_what, more) => {
    expect(publishedTargetSaid([{ id: 't', ...target }], given(more), never)).toMatchObject({
      id: null,
      row: { floor: null, position: 0 },
    });
  });
  test('an older file does not turn back what a newer one put right', () => {
    const ruling = publishedTargetSaid([{ id: 't', ...target }], given({ value: 40 }), () => true);
    expect(ruling.row).toEqual(target);
    expect(ruling.said).toBe('Target: KS4 gap max Kent LAC12 2011/12 ');
  });
});
