import { describe, expect, test } from 'vitest';
import { says, saysNothing } from '#domain/facts/said.ts';
import { type BenchmarkHeld, type BenchmarkSaid, benchmarkSaid } from '#domain/measures/benchmarkSaid.ts';

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
