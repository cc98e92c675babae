import { describe, expect, it } from 'vitest';
import { parseAs } from '#service/imports/formats/parseFile.ts';
import { readCsv } from '#service/imports/formats/readCsv.ts';
import { bytesOf } from './support.ts';

const sen = (...dates: string[]) =>
  parseAs(
    'sen-status',
    readCsv(bytesOf(`local_id,status,from\n${dates.map((day, i) => `M${i},E,${day}`).join('\n')}\n`)),
  );
const from = (...dates: string[]) => sen(...dates).rows.map((row) => row.from);

describe('dates with the month before the day', () => {
  it('are not taken, and neither are those of the column that could be either', () => {
    const { rows, refused } = sen('05/13/2024', '04/05/2024', '2024-05-04', '05/05/2024');
    expect(rows.map((row) => row.from)).toEqual(['2024-05-04', '2024-05-05']);
    expect(refused.map(({ row, reason }) => [row, reason])).toEqual([
      [2, expect.stringContaining('the month before the day (row 2 has 05/13/2024)')],
      [3, expect.stringContaining('the month before the day (row 2 has 05/13/2024)')],
    ]);
  });

  it('are a slip among days that come first: only the slip is refused', () => {
    const days = ['13/05/2024', '14/05/2024', '15/05/2024', '16/05/2024', '17/05/2024', '04/05/2024'];
    expect(from(...days)).toContain('2024-05-04');
    const { rows, refused } = sen(...days, '05/13/2024');
    expect(rows).toHaveLength(6);
    expect(refused).toMatchObject([{ row: 8, reason: 'There is no such day: write it as DD/MM/YYYY' }]);
  });

  it('speak for a column beside it that does not tell', () => {
    const text = 'local_id,status,from,to\nM1,E,04/05/2024,05/13/2024\n';
    const { refused } = parseAs('sen-status', readCsv(bytesOf(text)));
    expect(refused[0]?.faults.map(({ field }) => field)).toContain('from');
  });
});
