import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ChildPack } from '#service/packs/model/packModel.ts';
import { packQuestions } from '#service/packs/model/packQuestions.ts';
import { aChildPack, anEmptyChildPack } from './samplePack.ts';

/** A child about whom there is nothing to ask but the general question. */
function quiet(): ChildPack {
  const child = aChildPack();
  if (!child.attendance.available || !child.attainment.available || !child.lastPep.available) throw new Error('sample');
  child.attendance.value.thisYear = {
    ...child.attendance.value.thisYear,
    possible: 200,
    attended: 198,
    authorised: 2,
    unauthorised: 0,
  };
  child.attainment.value.rows = child.attainment.value.rows.slice(0, 1);
  child.suspensions = { available: true, value: { academicYear: '2024/25', rows: [], standingSessions: 0 } };
  child.lastPep.value.sections = child.lastPep.value.sections.map((section) => ({
    ...section,
    grade: 'green' as const,
  }));
  child.smartTargets = { available: true, value: [] };
  return child;
}

function asked(change: (child: ChildPack) => void): string[] {
  const child = quiet();
  change(child);
  return packQuestions(child).map((question) => question.id);
}

function attendance(child: ChildPack, possible: number, attended: number, unauthorised: number): void {
  if (!child.attendance.available) throw new Error('sample');
  child.attendance.value.thisYear = {
    ...child.attendance.value.thisYear,
    possible,
    attended,
    unauthorised,
    authorised: possible - attended - unauthorised,
  };
}

describe('which questions are asked', () => {
  test('all well: only the one asked about every child', () => {
    expect(asked(() => {})).toEqual(['general-1']);
  });

  test.each<[string, (child: ChildPack) => void, string[]]>([
    ['exactly 95 % is not asked about', (child) => attendance(child, 200, 190, 0), []],
    ['94.5 % is', (child) => attendance(child, 200, 189, 0), ['attendance-1']],
    ['one unauthorised session is', (child) => attendance(child, 200, 199, 1), ['attendance-1']],
    [
      'low and unauthorised are two questions',
      (child) => attendance(child, 200, 150, 20),
      ['attendance-1', 'attendance-2'],
    ],
    ['no possible session', (child) => attendance(child, 0, 0, 0), ['attendance-1']],
    [
      'a missing latest result',
      (child) => {
        if (child.attainment.available) child.attainment.value.rows[0]?.results.splice(2, 1, null);
      },
      ['attainment-1'],
    ],
    [
      'a standing suspension, not a cancelled one',
      (child) => {
        const suspension = { date: '2025-01-21', category: 'Suspension', sessions: 2, reasons: [] };
        child.suspensions = {
          available: true,
          value: {
            academicYear: '2024/25',
            standingSessions: 2,
            rows: [
              { ...suspension, status: 'issued' },
              { ...suspension, status: 'cancelled' },
            ],
          },
        };
      },
      ['suspensions-1'],
    ],
    [
      'cancelled only',
      (child) => {
        child.suspensions = {
          available: true,
          value: {
            academicYear: '2024/25',
            standingSessions: 0,
            rows: [{ date: '2025-01-21', category: 'Suspension', sessions: 2, reasons: [], status: 'quashed' }],
          },
        };
      },
      [],
    ],
    [
      'an amber and a red section, one question each',
      (child) => {
        if (!child.lastPep.available) return;
        const [first, second] = child.lastPep.value.sections;
        if (first !== undefined) first.grade = 'amber';
        if (second !== undefined) second.grade = 'red';
      },
      ['pep-1', 'pep-2'],
    ],
    [
      'a PEP not held',
      (child) => {
        if (child.lastPep.available) child.lastPep.value.dateHeld = null;
      },
      ['pep-1'],
    ],
    [
      'a target nobody evaluated',
      (child) => {
        child.smartTargets = {
          available: true,
          value: [{ what: 'Read daily', who: null, when: null, where: null, howOften: null, evaluation: null }],
        };
      },
      ['targets-1'],
    ],
  ])('%s', (_, change, ids) => {
    expect(asked(change)).toEqual([...ids, 'general-1']);
  });

  test('each question says the fact that made us ask', () => {
    const child = quiet();
    attendance(child, 200, 150, 20);
    expect(packQuestions(child)[0]).toMatchObject({
      about: 'attendance',
      because: '75.0 % of 200 sessions attended; 25.0 % missed is persistent absence.',
    });
  });

  test('without data the school is asked for it', () => {
    expect(packQuestions(anEmptyChildPack()).map((question) => question.id)).toEqual([
      'attendance-1',
      'attainment-1',
      'pep-1',
      'general-1',
    ]);
  });
});

describe('for any figures', () => {
  test('ids are unique, every question has words and a reason, and asking is a pure function', () => {
    const figures = fc.tuple(fc.nat(400), fc.nat(400), fc.nat(400));
    fc.assert(
      fc.property(figures, ([attended, authorised, unauthorised]) => {
        const child = quiet();
        attendance(child, attended + authorised + unauthorised, attended, unauthorised);
        const questions = packQuestions(child);
        expect(new Set(questions.map((question) => question.id)).size).toBe(questions.length);
        for (const question of questions) expect(question.text.length * question.because.length).toBeGreaterThan(0);
        expect(packQuestions(child)).toEqual(questions);
        const percent = (attended / (attended + authorised + unauthorised)) * 100;
        const low = questions.some((question) => question.text.startsWith('What is being done to bring attendance'));
        if (Math.abs(percent - 95) > 0.01) expect(low).toBe(percent < 95);
      }),
    );
  });
});
