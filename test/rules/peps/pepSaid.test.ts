import { describe, expect, it, test } from 'vitest';
import type { Facts } from '#domain/facts/factRows.ts';
import { pepsNamed } from '#domain/peps/findPep.ts';
import { type PepSaid, pepSaid } from '#domain/peps/pepSaid.ts';
import { aRecord, sayingOn } from '../identity/saying.ts';

const nothing: Omit<PepSaid, 'due'> = {
  reference: null,
  reason: 'review',
  schoolId: null,
  held: null,
  submitted: null,
  signedOff: null,
  gradedBy: null,
  gradedOn: null,
  noSchoolReason: null,
  sections: [],
  targets: [],
  others: pepsNamed([]),
};
const pep = (due: string, more: Partial<PepSaid> = {}): PepSaid => ({ ...nothing, due, ...more });
const grade = (section: string, given: string | null) => ({ section, filled: true, grade: given, reason: 'Because' });
const target = (position: number, what: string) => ({
  position,
  what,
  whenBy: '2025-04-04',
  wherePlace: null,
  who: 'Teacher',
  howOften: null,
  evaluation: 'notEvaluated',
});

let turn = 0;
const say = (facts: Facts, said: PepSaid, later: Record<string, string> = {}) => {
  turn += 1;
  const saying = sayingOn('2025-04-01', { later });
  return pepSaid(facts, said, { ...saying, fresh: () => `${turn}-${saying.fresh()}` });
};
const all = (...sayings: PepSaid[]): Facts => sayings.reduce<Facts>((facts, said) => say(facts, said).facts, aRecord);
const shown = ({ peps }: Facts) =>
  peps.map(({ dueOn, heldOn, status, version }) => [dueOn, heldOn ?? '-', status, version].join(' '));

const held = { held: '2024-12-11', submitted: '2024-12-13' };

describe('Which PEP a row means', () => {
  test.each<[string, PepSaid[], string[]]>([
    ['the due date put right before it is held', [pep('2024-12-20'), pep('2024-12-13')], ['2024-12-13 - due 1']],
    [
      'the due date put right as it is held',
      [pep('2024-12-20'), pep('2024-12-13', held)],
      ['2024-12-13 2024-12-11 submitted 1'],
    ],
    [
      'by the day it was held',
      [pep('2024-12-20', held), pep('2025-01-10', held)],
      ['2025-01-10 2024-12-11 submitted 1'],
    ],
    [
      'by its reference, whatever else is put right',
      [pep('2024-12-20', { reference: 'P1', ...held }), pep('2025-02-01', { reference: 'P1', held: '2025-01-20' })],
      ['2025-02-01 2025-01-20 submitted 1'],
    ],
    [
      'another reference is another PEP',
      [pep('2024-12-20', { reference: 'P1' }), pep('2024-12-20', { reference: 'P2' })],
      ['2024-12-20 - due 1', '2024-12-20 - due 1'],
    ],
    [
      'another term',
      [pep('2024-12-20', held), pep('2025-03-20')],
      ['2024-12-20 2024-12-11 submitted 1', '2025-03-20 - due 1'],
    ],
    [
      'another kind',
      [pep('2024-12-20'), pep('2024-12-10', { reason: 'initial' })],
      ['2024-12-20 - due 1', '2024-12-10 - due 1'],
    ],
    [
      'another meeting of the same term',
      [pep('2024-10-20', { held: '2024-10-10' }), pep('2024-12-20', { held: '2024-12-11' })],
      ['2024-10-20 2024-10-10 draft 1', '2024-12-20 2024-12-11 draft 1'],
    ],
  ])('%s', (_what, sayings, peps) => expect(shown(all(...sayings))).toEqual(peps));

  const meant = (facts: Facts, said: PepSaid, decided: Record<string, string> = {}) => {
    const saying = sayingOn('2025-04-01', { decided });
    const ruling = pepSaid(facts, said, { ...saying, fresh: () => `new ${saying.fresh()}` });
    return {
      peps: shown(ruling.facts),
      told: (ruling.differences ?? []).map(({ was, now, as }) => `${was} > ${now} ${as}`),
    };
  };
  test.each<[string, PepSaid, PepSaid, string[], string]>([
    [
      'put off over Christmas',
      pep('2024-12-18'),
      pep('2025-01-14'),
      ['2025-01-14 - due 1'],
      'due 2024-12-18, not held > due 2025-01-14, not held correction',
    ],
    [
      'held, and both its days put right at once',
      pep('2024-12-13', { held: '2024-12-10' }),
      pep('2024-12-20', { held: '2024-12-11' }),
      ['2024-12-20 2024-12-11 draft 1'],
      'due 2024-12-13, held 2024-12-10 > due 2024-12-20, held 2024-12-11 correction',
    ],
    [
      'held, and its due day put right by a row that does not say when it was held',
      pep('2024-12-20', held),
      pep('2024-12-13'),
      ['2024-12-13 2024-12-11 submitted 1'],
      'due 2024-12-20, held 2024-12-11 > due 2024-12-13, held 2024-12-11 correction',
    ],
  ])('may be another one, for a person to say: %s', (_what, before, said, peps, told) => {
    const facts = all(before);
    expect(meant(facts, said)).toEqual({ peps, told: [told] });
    const another = meant(facts, said, { [`pep due ${said.due}`]: 'change' });
    expect(another.peps).toEqual([...shown(facts), ...shown(all(said))]);
    expect(another.told).toEqual([told.replace('correction', 'change')]);
    // Where another row of the file names that one, this row means none but a new one, and nobody is asked.
    const both = meant(facts, { ...said, others: pepsNamed([before]) });
    expect(both).toEqual({ peps: [...shown(facts), ...shown(all(said))], told: [] });
  });
  it.each([
    ['ten weeks later', pep('2024-12-18'), pep('2025-02-26')],
    ['of another kind', pep('2024-12-18'), pep('2025-01-14', { reason: 'placementMove' })],
    ['with another reference', pep('2024-12-18', { reference: 'P1' }), pep('2025-01-14', { reference: 'P2' })],
  ])('is another one %s', (_what, before, said) => {
    expect(meant(all(before), said)).toMatchObject({ peps: { length: 2 }, told: [] });
  });
  it('may be one put off by more than four weeks, which is taken for another unless a person says so', () => {
    const facts = all(pep('2024-12-18'));
    const told = 'due 2024-12-18, not held > due 2025-01-21, not held';
    const [one, two] = ['2024-12-18 - due 1', '2025-01-21 - due 1'];
    expect(meant(facts, pep('2025-01-21'))).toEqual({ peps: [one, two], told: [`${told} change`] });
    const decided = { 'pep due 2025-01-21': 'correction' };
    expect(meant(facts, pep('2025-01-21'), decided)).toEqual({ peps: [two], told: [`${told} correction`] });
  });
  it('two rows of one kind and term in one file are two', () => {
    const [one, two] = [pep('2024-12-10'), pep('2024-12-17')];
    const rows = [
      { ...two, others: pepsNamed([one]) },
      { ...one, others: pepsNamed([two]) },
    ];
    for (const order of [rows, rows.toReversed()])
      expect(shown(all(...order, ...order)).sort()).toEqual(['2024-12-10 - due 1', '2024-12-17 - due 1']);
  });
});

describe('What becomes of a PEP', () => {
  it('is not blanked by a row that says only when it is due', () => {
    const before = all(
      pep('2024-12-20', { ...held, sections: [grade('childsVoice', 'amber')], targets: [target(1, 'Read')] }),
    );
    expect(say(before, pep('2024-12-20', { reason: null })).facts).toEqual(before);
  });

  it('is signed off only by its steps: a red one goes back', () => {
    const red = say(
      aRecord,
      pep('2024-12-20', { ...held, signedOff: '2024-12-18', sections: [grade('childsVoice', 'red')] }),
    );
    expect(shown(red.facts)).toEqual(['2024-12-20 2024-12-11 returned 1']);
    expect(red.facts.peps[0]?.signedOffOn).toBeNull();
    expect(red.remarks).toMatchObject([
      { field: 'signed_off', value: '2024-12-18', reason: expect.stringMatching(/a red PEP goes back/) },
    ]);
  });

  it('comes round again: what was red and is green is signed off', () => {
    const red = pep('2024-12-20', { ...held, sections: [grade('childsVoice', 'red')] });
    const green = pep('2024-12-20', { ...held, signedOff: '2025-01-20', sections: [grade('childsVoice', 'green')] });
    expect(shown(all(red, green))).toEqual(['2024-12-20 2024-12-11 signedOff 1']);
  });

  it('is locked once signed off: another word is an amendment, the same word nothing', () => {
    const signedOff = pep('2024-12-20', { ...held, signedOff: '2024-12-18', targets: [target(1, 'Read')] });
    const once = all(signedOff);
    expect(shown(say(once, signedOff).facts)).toEqual(['2024-12-20 2024-12-11 signedOff 1']);
    const amended = say(once, { ...signedOff, targets: [target(1, 'Read aloud')] }).facts;
    expect(shown(amended)).toEqual(['2024-12-20 2024-12-11 signedOff 1', '2024-12-20 2024-12-11 signedOff 2']);
    expect(amended.pepTargets.map(({ what }) => what)).toEqual(['Read', 'Read aloud']);
  });

  it('is amended to a draft where nothing is said of its sign-off', () => {
    const signedOff = all(pep('2024-12-20', { ...held, signedOff: '2024-12-18' }));
    const { facts, remarks } = say(signedOff, pep('2024-12-21', { held: held.held, gradedBy: 'Jo Assistant' }));
    expect(shown(facts)).toEqual(['2024-12-20 2024-12-11 signedOff 1', '2024-12-20 2024-12-11 draft 2']);
    expect(remarks).toMatchObject([{ field: 'due', value: '2024-12-21' }]);
  });

  it('is known by its reference and by its term: an older file without the one does not turn it back', () => {
    const newer = say(aRecord, pep('2024-12-20', { reference: 'P1', ...held }));
    const later = Object.fromEntries(newer.said.map((what) => [what, '2025-04-10']));
    const older = say(newer.facts, pep('2024-12-20', { held: '2024-12-01' }), later);
    expect(shown(older.facts)).toEqual(['2024-12-20 2024-12-11 submitted 1']);
  });

  it('takes a section that is said not to be filled as not filled', () => {
    const filled = pep('2024-12-20', { sections: [grade('childsVoice', 'green')] });
    const not = pep('2024-12-20', { sections: [{ section: 'childsVoice', filled: false, grade: null, reason: null }] });
    expect(all(filled, not).pepSections).toMatchObject([{ filled: false, grade: 'green' }]);
  });

  it('keeps targets and sections that a row leaves out', () => {
    const two = pep('2024-12-20', { ...held, targets: [target(1, 'Read'), target(2, 'Swim')] });
    const facts = all(two, pep('2024-12-20', { ...held, targets: [target(1, 'Read aloud')] }));
    expect(facts.pepTargets.map(({ what }) => what)).toEqual(['Read aloud', 'Swim']);
  });

  it('is not turned back by an older file, which fills in what nobody has said', () => {
    const before = all(pep('2024-12-20', held));
    const older = say(before, pep('2024-12-20', { held: '2024-12-01', gradedBy: 'Jo Assistant' }), {
      'pep review 2024/25 1': '2025-04-10',
    });
    expect(shown(older.facts)).toEqual(['2024-12-20 2024-12-11 submitted 1']);
    expect(older.facts.peps[0]?.gradedBy).toBe('Jo Assistant');
  });
});
