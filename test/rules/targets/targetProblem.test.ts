import { describe, expect, it } from 'vitest';
import { STRATEGY_YEAR, strategyTargets } from '#db/seed/strategyTargets.ts';
import { catalogue, measureOf } from '#domain/measures/catalogue.ts';
import { kindsOf, type StatedTarget, targetProblem } from '#domain/targets/targetProblem.ts';

const peers = ['England', 'Kent'];
const gap: StatedTarget = {
  academicYear: '2011/12',
  kind: 'maximumGap',
  value: 33,
  floor: 36,
  peer: 'England',
  source: 'Strategy',
};
const maths = measureOf('ks2-maths-level4');
const absence = measureOf('absence-overall');
const onTime = measureOf('pep-on-time');
const rate: StatedTarget = { ...gap, academicYear: '2023/24', kind: 'maximumRate', value: 7, floor: 7.5, peer: null };
const least: StatedTarget = { ...rate, kind: 'minimumRate', value: 95, floor: 90 };

describe('targetProblem', () => {
  it('finds nothing wrong with a gap, a greatest rate and a least rate, floor or none', () => {
    expect(targetProblem(maths, gap, peers)).toBeNull();
    expect(targetProblem(maths, { ...gap, floor: null }, peers)).toBeNull();
    expect(targetProblem(maths, { ...gap, floor: 33 }, peers)).toBeNull();
    expect(targetProblem(absence, rate, peers)).toBeNull();
    expect(targetProblem(onTime, least, peers)).toBeNull();
    expect(targetProblem(measureOf('ks4-progress8'), { ...least, value: -0.5, floor: -1 }, peers)).toBeNull();
  });

  it.each([
    ['an unknown measure', null, gap, 'measure', /Choose a measure/],
    ['a measure that describes the children', measureOf('sen-any-share'), rate, 'measure', /never rated/],
    ['a year of another shape', maths, { ...gap, academicYear: '2011' }, 'academicYear', /2024\/25/],
    [
      'a year in which the measure is gone',
      maths,
      { ...gap, academicYear: '2016/17' },
      'academicYear',
      /not measured after 2014\/15/,
    ],
    [
      'a year without tests',
      measureOf('ks2-rwm-expected'),
      { ...gap, academicYear: '2019/20' },
      'academicYear',
      /no KS2 tests/,
    ],
    ['a least rate of what should fall', absence, { ...rate, kind: 'minimumRate' }, 'kind', /greatest rate/],
    ['a greatest rate of what should rise', onTime, { ...least, kind: 'maximumRate' }, 'kind', /least rate/],
    ['more than everybody', onTime, { ...least, value: 101 }, 'value', /between 0 and 100/],
    ['no number', maths, { ...gap, value: Number.NaN }, 'value', /between -100 and 100/],
    ['a floor out of range', maths, { ...gap, floor: 101 }, 'floor', /leave it out/],
    ['a floor of a gap below the target', maths, { ...gap, floor: 30 }, 'floor', /greatest gap cannot be below/],
    ['a floor of a greatest rate below it', absence, { ...rate, floor: 6 }, 'floor', /greatest rate cannot be below/],
    ['a floor of a least rate above it', onTime, { ...least, floor: 96 }, 'floor', /cannot be above/],
    ['a gap without a peer', maths, { ...gap, peer: null }, 'peer', /England or Kent/],
    ['a gap against somebody else', maths, { ...gap, peer: 'Medway' }, 'peer', /England or Kent/],
    ['a rate with a peer', absence, { ...rate, peer: 'Kent' }, 'peer', /not measured against/],
    ['no source', maths, { ...gap, source: '  ' }, 'source', /where the target comes from/],
  ] as const)('%s', (_what, measure, target, field, message) => {
    const problem = targetProblem(measure, target, peers);
    expect(problem?.field).toBe(field);
    expect(problem?.message).toMatch(message);
  });

  it('more incidents than children are possible, but not a thousand for each', () => {
    const incidents = measureOf('suspension-incident-rate');
    expect(targetProblem(incidents, { ...rate, value: 120, floor: 150 }, peers)).toBeNull();
    expect(targetProblem(incidents, { ...rate, value: 1200 }, peers)?.field).toBe('value');
  });

  it('offers a gap and the one rate that fits the polarity, and none for what is never rated', () => {
    for (const measure of catalogue)
      expect(kindsOf(measure)).toEqual(
        measure.rated ? ['maximumGap', measure.polarity === 'higher' ? 'minimumRate' : 'maximumRate'] : [],
      );
  });
});

it("the targets of Kent's strategy are right by the same rule, and say where they come from", () => {
  for (const target of strategyTargets) {
    const { measure, ...stated } = target;
    expect(
      targetProblem(measureOf(measure), { ...stated, academicYear: STRATEGY_YEAR, floor: null }, peers),
    ).toBeNull();
  }
  expect(strategyTargets.map(({ measure, value }) => [measure, value])).toEqual([
    ['ks2-maths-level4', 33],
    ['ks2-english-level4', 34],
    ['ks4-5ac-english-maths', 36],
    ['absence-missed-25-days', 11],
  ]);
  for (const { measure, source } of strategyTargets.slice(0, 2)) {
    expect(source).toContain(measure === 'ks2-maths-level4' ? 'NI99, labelled maths' : 'NI100, labelled English');
    expect(source).toContain('subjects look swapped');
  }
});
