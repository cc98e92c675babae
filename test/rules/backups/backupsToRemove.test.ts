import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backupsToRemove, type DatedBackup } from '#domain/backups/backupsToRemove.ts';
import { addDays } from '#domain/calendar/plainDate.ts';

const today = '2025-03-31';

/** '2025-03-31 09' is a backup of nine o'clock; a star after it means kept. */
const backup = (text: string): DatedBackup => {
  const [day = '', hour = ''] = text.replace('*', '').split(' ');
  return { backupId: text, madeAt: `${day}T${hour}:00:00.000Z`, day, kept: text.endsWith('*') };
};
const daysBefore = (count: number, hour = '09') => `${addDays(today, -count)} ${hour}`;

const table: { what: string; backups: string[]; removed: string[] }[] = [
  { what: 'nothing', backups: [], removed: [] },
  { what: 'the only one, however old', backups: ['2001-01-01 09'], removed: [] },
  {
    what: 'three of today',
    backups: ['2025-03-31 09', '2025-03-31 10', '2025-03-31 11', '2025-03-31 12'],
    removed: ['2025-03-31 09'],
  },
  {
    what: 'the last of another day',
    backups: ['2025-03-30 09', '2025-03-30 10', '2025-03-30 11', '2025-03-31 09'],
    removed: ['2025-03-30 09', '2025-03-30 10'],
  },
  {
    what: 'ten in all',
    backups: Array.from({ length: 12 }, (_, count) => daysBefore(count)),
    removed: [daysBefore(10), daysBefore(11)],
  },
  {
    what: 'ten in all, three of them of today',
    backups: [
      '2025-03-31 09',
      '2025-03-31 10',
      '2025-03-31 11',
      ...Array.from({ length: 9 }, (_, n) => daysBefore(n + 1)),
    ],
    removed: [daysBefore(8), daysBefore(9)],
  },
  {
    what: 'kept ones, which are not counted',
    backups: ['2024-01-01 09*', '2025-03-31 08*', '2025-03-31 09', '2025-03-31 10', '2025-03-31 11'],
    removed: [],
  },
  {
    what: 'what is made now, though the clock was wrong once',
    backups: [
      ...Array.from({ length: 11 }, (_, n) => `${addDays('2030-01-01', n)} 09`),
      '2025-03-31 09',
      '2025-03-30 09',
    ],
    // The newest by its own word stays too: it may be the newest in truth.
    removed: ['2030-01-01 09', '2030-01-02 09', '2030-01-03 09'],
  },
];

describe('backups that stay', () => {
  for (const { what, backups, removed } of table)
    it(what, () => expect(backupsToRemove(backups.map(backup), today)).toEqual(removed));
});

const anyBackup = fc.record({
  days: fc.integer({ min: -3, max: 20 }),
  hour: fc.integer({ min: 0, max: 23 }),
  kept: fc.boolean(),
});
const anyBackups = fc.array(anyBackup, { maxLength: 40 }).map((all) =>
  all.map(({ days, hour, kept }, index): DatedBackup => {
    const day = addDays(today, -days);
    return { backupId: String(index), madeAt: `${day}T${String(hour).padStart(2, '0')}:00:00.000Z`, day, kept };
  }),
);

describe('of any backups', () => {
  const staying = (backups: DatedBackup[]) => {
    const removed = new Set(backupsToRemove(backups, today));
    return backups.filter(({ backupId }) => !removed.has(backupId));
  };

  it('the newest and every kept one stay, and of the rest no more than the rule says', () => {
    fc.assert(
      fc.property(anyBackups, (backups) => {
        const left = staying(backups);
        const newest = backups
          .map(({ madeAt }) => madeAt)
          .sort()
          .at(-1);
        expect(left.some(({ madeAt }) => madeAt === newest)).toBe(backups.length > 0);
        expect(left.filter(({ kept }) => kept)).toEqual(backups.filter(({ kept }) => kept));
        const counted = left.filter(({ kept }) => !kept);
        expect(counted.length).toBeLessThanOrEqual(11);
        const ofToday = backups.filter(({ kept, day }) => !kept && day === today).length;
        expect(counted.filter(({ day }) => day === today).length).toBe(Math.min(3, ofToday));
        for (const day of new Set(counted.map((each) => each.day)))
          if (day < today) expect(counted.filter((each) => each.day === day)).toHaveLength(1);
      }),
    );
  });

  it('a second pass removes nothing more', () => {
    fc.assert(
      fc.property(anyBackups, (backups) => {
        expect(backupsToRemove(staying(backups), today)).toEqual([]);
      }),
    );
  });
});
