import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inCareOnDueDay } from '#domain/peps/inCareOnDueDay.ts';
import { overallQuality, type SectionGrade } from '#domain/peps/overallQuality.ts';
import { pepCompleteness } from '#domain/peps/pepCompleteness.ts';
import { type PepRubric, ragRubric } from '#domain/peps/pepRubrics.ts';
import { defaultPepSections } from '#domain/peps/pepSections.ts';
import { type PepTimeliness, pepTimeliness } from '#domain/peps/pepTimeliness.ts';

const sections = defaultPepSections.map((definition) => definition.section);

/** Eight section grades from letters: 'gggggggr' is seven green and one red. */
const graded = (letters: string, names: Readonly<Record<string, string>>): SectionGrade[] =>
  [...letters].map((letter, i) => ({ section: sections[i] ?? '', grade: names[letter] ?? null, reason: 'because' }));

const rag = { g: 'green', a: 'amber', r: 'red' };

test('there are eight default sections, each with a title and an owner', () => {
  expect(sections).toHaveLength(8);
  expect(new Set(sections).size).toBe(8);
  for (const { title, owner } of defaultPepSections) expect(title !== '' && owner.length > 0).toBe(true);
});

test.each<[PepRubric, Record<string, string>, string, string | null]>([
  [ragRubric, rag, 'gggggggg', 'green'],
  [ragRubric, rag, 'ggggggga', 'green'],
  [ragRubric, rag, 'ggggggaa', 'amber'],
  [ragRubric, rag, 'aaaaaaaa', 'amber'],
  [ragRubric, rag, 'gggggggr', 'red'],
  [ragRubric, rag, 'aaaaaaar', 'red'],
  [ragRubric, rag, 'ggggggg?', null],
  [ragRubric, rag, 'ggggggr?', null],
  [ragRubric, { ...rag, g: 'gold' }, 'gggggggg', null],
])('%o: $name %o %s is %s', (rubric, names, letters, overall) => {
  expect(overallQuality(graded(letters, names), rubric).overall).toBe(overall);
});

test('sections without a grade or a reason are named', () => {
  const grades = graded('ggggggg', rag);
  const first = { ...(grades[0] as SectionGrade), reason: ' ' };
  const result = overallQuality([first, ...grades.slice(1)]);
  expect(result).toEqual({ overall: null, ungraded: ['peopleAndNextDate'], withoutReason: ['childsVoice'] });
});

test('a better grade in one section never worsens the whole', () => {
  const aLetter = fc.constantFrom('g', 'a', 'r');
  fc.assert(
    fc.property(fc.array(aLetter, { minLength: 8, maxLength: 8 }), fc.nat(7), (letters, at) => {
      const better = letters.with(at, letters[at] === 'r' ? 'a' : 'g');
      const rank = (of: string[]) => ragRubric.grades.indexOf(overallQuality(graded(of.join(''), rag)).overall ?? '');
      expect(rank(better)).toBeLessThanOrEqual(rank(letters));
    }),
  );
});

describe('completeness', () => {
  test('counts required sections and names who to chase', () => {
    const result = pepCompleteness(['childsVoice', 'newTargets', 'notASection']);
    expect(result).toMatchObject({ filled: 2, of: 8, complete: false });
    expect(result.missing.map(({ owner }) => owner)).toContain('designatedTeacher');
    expect(result.missing).toHaveLength(6);
    expect(pepCompleteness(sections)).toEqual({ filled: 8, of: 8, complete: true, missing: [] });
  });

  test('an optional section does not count', () => {
    const own = defaultPepSections.map((s) =>
      s.section === 'interventionsAndFunding' ? { ...s, required: false } : s,
    );
    expect(pepCompleteness(['interventionsAndFunding'], own)).toMatchObject({ filled: 0, of: 7 });
  });
});

describe('timeliness', () => {
  const pep = (done: string | null, careEnd: string | null, asAt: string) =>
    pepTimeliness({
      dates: { due: '2025-01-31', held: done, submitted: null, signedOff: null },
      counted: 'held',
      inCare: inCareOnDueDay('2025-01-31', [{ start: '2020-01-01', end: careEnd }], asAt),
      asAt,
    });

  test.each<[string, string | null, string | null, string, PepTimeliness]>([
    ['on the day', '2025-01-31', null, '2025-03-31', 'onTime'],
    ['early', '2025-01-10', null, '2025-01-15', 'onTime'],
    ['a day late', '2025-02-01', null, '2025-03-31', 'late'],
    ['not done', null, null, '2025-03-31', 'overdue'],
    ['not done on the due date', null, null, '2025-01-31', 'notYetDue'],
    ['not done the day after', null, null, '2025-02-01', 'overdue'],
    ['done after the date asked about', '2025-02-10', null, '2025-02-05', 'overdue'],
    ['left the day before', null, '2025-01-30', '2025-03-31', 'outOfDenominator'],
    ['left on the day', null, '2025-01-31', '2025-03-31', 'outOfDenominator'],
    ['left the day after', null, '2025-02-01', '2025-03-31', 'overdue'],
    ['leaves before it falls due, which has not come yet', null, '2025-01-30', '2025-01-15', 'notYetDue'],
    ['left before, done before', '2025-01-20', '2025-01-30', '2025-03-31', 'outOfDenominator'],
  ])('%s', (_words, done, careEnd, asAt, expected) => {
    expect(pep(done, careEnd, asAt)).toBe(expected);
  });

  test.each([
    [
      'back in care since',
      [
        { start: '2020-01-01', end: '2025-01-10' },
        { start: '2025-03-01', end: null },
      ],
      false,
    ],
    ['came into care later', [{ start: '2025-02-01', end: null }], false],
    ['came into care on the day', [{ start: '2025-01-31', end: null }], true],
    [
      'between two periods that meet',
      [
        { start: '2020-01-01', end: '2025-01-31' },
        { start: '2025-01-31', end: null },
      ],
      true,
    ],
  ])('a child %s', (_words, care, inCare) => {
    expect(inCareOnDueDay('2025-01-31', care, '2025-03-31')).toBe(inCare);
  });

  test('the profile names the date that counts', () => {
    const dates = { due: '2025-01-31', held: '2025-01-20', submitted: '2025-02-02', signedOff: null };
    const ask = (counted: 'held' | 'submitted' | 'signedOff') =>
      pepTimeliness({ dates, counted, inCare: true, asAt: '2025-03-31' });
    expect([ask('held'), ask('submitted'), ask('signedOff')]).toEqual(['onTime', 'late', 'overdue']);
  });
});
