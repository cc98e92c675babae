import { describe, expect, it } from 'vitest';
import { parseAs, parseFile } from '#service/imports/read/parseFile.ts';
import { readCsv } from '#service/imports/read/readCsv.ts';
import { parseFiles } from '#service/imports/readFiles.ts';
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

  const marks = (...days: string[]) => {
    const rows = days.map((day) => `M1,990601,${day},AM,/`);
    return bytesOf(`local_id,school_urn,date,session,code\n${rows.join('\n')}\n`);
  };

  it('leave a file of marks alone as a whole, however it is read', async () => {
    const bytes = marks('09/15/2025', '10/06/2025');
    const reason = expect.stringContaining('the month before the day (it has 09/15/2025)');
    expect(await parseFile('marks.csv', bytes)).toMatchObject({ kind: 'listed', reason });
    const inTurns = { tell: () => {}, between: () => Promise.resolve() };
    const files = [{ name: 'marks.csv', bytes }];
    const [read] = await parseFiles({ files, today: '2026-11-27', tooLarge: [] }, inTurns);
    expect(read?.content).toMatchObject({ kind: 'listed', reason });
  });

  it('are a slip in a file of marks whose other days come first', async () => {
    const bytes = marks(
      '15/09/2025',
      '16/09/2025',
      '17/09/2025',
      '18/09/2025',
      '19/09/2025',
      '06/10/2025',
      '09/22/2025',
    );
    const read = await parseFile('marks.csv', bytes);
    expect(read).toMatchObject({ kind: 'parsed', parsed: { dataRows: 7, refused: [{ row: 8 }] } });
  });
});
