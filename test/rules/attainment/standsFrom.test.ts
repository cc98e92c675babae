import { describe, expect, it } from 'vitest';
import { type DatedResult, standsFrom } from '#domain/attainment/standsFrom.ts';

const result = (more: Partial<DatedResult>): DatedResult => ({
  keyStage: 'KS2',
  status: 'final',
  academicYear: '2023/24',
  issuedOn: null,
  dateReceived: '2026-10-05',
  ...more,
});

describe('standsFrom', () => {
  it.each([
    ['its own date', result({ issuedOn: '2025-02-27' }), '2025-02-27', false],
    ['its own date, even after it was received', result({ issuedOn: '2026-12-01' }), '2026-12-01', false],
    ['a final result of the summer: March after', result({}), '2025-03-01', true],
    ['a provisional one of key stage 2: July', result({ status: 'provisional' }), '2024-07-09', true],
    [
      'a provisional one of key stage 4: August',
      result({ keyStage: 'KS4', status: 'provisional' }),
      '2024-08-22',
      true,
    ],
    ['received before the day assumed: it was out', result({ dateReceived: '2024-12-20' }), '2024-12-20', false],
    ['received on the day assumed', result({ dateReceived: '2025-03-01' }), '2025-03-01', false],
    ['a term’s assessment has no publication day', result({ keyStage: 'termly' }), '2026-10-05', false],
  ])('%s', (_what, given, day, assumed) => {
    expect(standsFrom(given)).toEqual({ day, assumed });
  });

  it('goes by the profile where it has other days', () => {
    const april = [{ keyStage: 'KS2', status: 'final', yearsAfter: 1, day: '04-15' }] as const;
    expect(standsFrom(result({}), april)).toEqual({ day: '2025-04-15', assumed: true });
    expect(standsFrom(result({ status: 'provisional' }), april)).toEqual({ day: '2026-10-05', assumed: false });
  });
});
