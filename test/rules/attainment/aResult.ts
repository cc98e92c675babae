import type { AttainmentResult } from '#domain/attainment/result.ts';

let next = 0;

/** A final first-entry KS2 result of 2023/24, with whatever the test cares about changed. */
export function aResult(changes: Partial<AttainmentResult> = {}): AttainmentResult {
  next += 1;
  return {
    id: `result-${next}`,
    keyStage: 'KS2',
    subject: 'reading',
    component: 'scaledScore',
    value: '100',
    status: 'final',
    academicYear: '2023/24',
    dateReceived: null,
    entry: 'first',
    supersedes: null,
    ...changes,
  };
}

/** KS4 grades of one year from pairs such as `{ maths: '5', 'combined-science': '5-4' }`. */
export function grades(year: string, bySubject: Readonly<Record<string, string>>): AttainmentResult[] {
  return Object.entries(bySubject).map(([subject, value]) =>
    aResult({ keyStage: 'KS4', subject, component: 'grade', value, academicYear: year }),
  );
}
