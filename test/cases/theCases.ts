import type { ImportPreview } from '#contract/imports.ts';

/** A new store into which the numbered files of a case are brought, by whatever way. */
export interface CaseInHand {
  /**
   * Brings in files by their numbers together, a week after the time before. Says yes to what is asked. Answers the preview, whose
   * files are what was then imported.
   */
  bring(...numbers: number[]): Promise<ImportPreview>;
  select<Row = Record<string, unknown>>(sql: string): Row[];
  call<Value = unknown>(name: string, input: unknown): Promise<Value>;
}

/** What the cases ask of vitest's `expect` and of Playwright's, which are two. */
type Expect = {
  (
    value: unknown,
  ): {
    toBe(value: unknown): void;
    toBeTruthy(): void;
    toEqual(value: unknown): void;
    toContain(value: unknown): void;
    toHaveLength(length: number): void;
    toMatch(pattern: RegExp): void;
    toMatchObject(value: object): void;
  };
  stringMatching(pattern: RegExp): unknown;
};

const counts = ({ files }: ImportPreview) =>
  files.map(({ added, changed, unchanged, refused }) => `${added} ${changed} ${unchanged} ${refused}`);
const notes = ({ files }: ImportPreview) => files.flatMap(({ warnings }) => warnings).join('\n');
const episodes = (of: CaseInHand) =>
  of
    .select<Record<string, string | null>>(
      `SELECT value, start_date, end_date, legal_status, placement_type, district.name AS district FROM episode
       JOIN child_identifier USING (child_id) LEFT JOIN district ON district.id = placement_district_id
       WHERE child_identifier.kind = 'localId' ORDER BY value, start_date`,
    )
    .map((row) =>
      Object.values(row)
        .map((value) => value ?? '-')
        .join(' '),
    );
const localIds = (of: CaseInHand) =>
  of
    .select<{ value: string }>("SELECT value FROM child_identifier WHERE kind = 'localId' ORDER BY value")
    .map(({ value }) => value);
const leavers = async (of: CaseInHand) => (await of.call<{ rows: unknown[] }>('leavers.list', {})).rows.length;

/**
 * Small inputs that version 0.2 got wrong, each under its name (`inputs/<name>/expected.txt` says what is right and what 0.2 did): what
 * is right, whether they come by calls, by the command line or through the window.
 */
export const theCases = (expect: Expect): Record<string, (of: CaseInHand) => Promise<void>> => ({
  'another-list-read-as-looked-after-list': async (of) => {
    await of.bring(1);
    expect((await of.bring(2)).questions).toMatchObject([
      { id: '2-child-protection-plans.csv: not a looked-after list' },
    ]);
  },

  'both-schools-say-main': async (of) => {
    await of.bring(1);
    await of.bring(2);
    expect(notes(await of.bring(3))).toContain('Two main registrations');
    expect(counts(await of.bring(4))).toEqual(['4 0 0 0']);
    expect(of.select('SELECT start_date, end_date FROM enrolment ORDER BY 1')).toEqual([
      { start_date: '2025-09-01', end_date: null },
      { start_date: '2025-09-15', end_date: null },
    ]);
    expect(
      of.select('SELECT sum(attended) AS attended, sum(authorised + unauthorised) AS absent FROM attendance_rollup'),
    ).toEqual([{ attended: 2, absent: 0 }]);
  },

  'care-before-birth-in-the-return': async (of) => {
    const preview = await of.bring(1, 2);
    expect(counts(preview)).toEqual(['2 0 0 0', '0 0 0 2']);
    expect(preview.files[1]?.refusals.map(({ reason }) => reason).join()).toContain('Before the date of birth');
    expect(episodes(of)).toEqual([]);
  },

  'confidential-placement-and-the-return': async (of) => {
    await of.bring(1);
    await of.bring(2, 3);
    expect(episodes(of)).toEqual(['M440 2020-01-01 2021-06-01 C1 U6 Thanet', 'M440 2021-06-01 - C2 U6 Thanet']);
    expect(of.select('SELECT carer FROM episode ORDER BY start_date')).toEqual([{ carer: 'Pat' }, { carer: 'Pat' }]);
    expect(of.select('SELECT from_date, to_date FROM secret_placement')).toEqual([
      { from_date: '2020-01-01', to_date: null },
    ]);
  },

  'data-behind-the-first-sheet': async (of) => {
    expect(notes(await of.bring(1))).toContain("Only the first sheet, 'Read me', is read. Not read: 'List' (2 rows)");
    expect(notes(await of.bring(2))).toContain(
      "Only the first sheet, 'header', is read. Not read: 'episodes' (2 rows)",
    );
  },

  'gias-takes-a-closing-date-back': async (of) => {
    await of.bring(1);
    expect(of.select('SELECT closed_on FROM school')).toEqual([{ closed_on: '2026-08-31' }]);
    expect(counts(await of.bring(2))).toEqual(['0 1 0 0']);
    expect(of.select('SELECT closed_on FROM school')).toEqual([{ closed_on: null }]);
  },

  'leaver-whose-care-ended': async (of) => {
    await of.bring(1);
    await of.bring(2);
    expect(await leavers(of)).toBe(1);
    await of.bring(3, 4);
    expect(await leavers(of)).toBe(0);
  },

  'local-id-in-small-letters': async (of) => {
    const preview = await of.bring(1, 2, 3);
    expect(preview.files.map(({ refused }) => refused)).toEqual([0, 0, 0]);
    expect((await of.bring(4)).possibleLeavers).toBe(0);
    expect(localIds(of)).toEqual(['M300', 'M301']);
  },

  'midnight-of-summer-time-in-utc': async (of) => {
    await of.bring(1);
    expect(
      of.select('SELECT forename, date_of_birth FROM child_name JOIN child_date_of_birth USING (child_id) ORDER BY 1'),
    ).toEqual([
      { forename: 'Ida', date_of_birth: '2013-07-03' },
      { forename: 'Jon', date_of_birth: '2013-01-03' },
      { forename: 'Kim', date_of_birth: '2012-09-01' },
    ]);
    expect(episodes(of)[0]).toContain('M320 2024-06-01');
  },

  'next-years-enrolment-row': async (of) => {
    await of.bring(1, 2, 3);
    await of.bring(4);
    expect(counts(await of.bring(5))).toEqual(['1 0 0 0']);
    expect(of.select('SELECT start_date, nc_year, part_time_sessions, alternative_provision FROM enrolment')).toEqual([
      { start_date: '2024-09-01', nc_year: 7, part_time_sessions: 6, alternative_provision: 1 },
    ]);
  },

  'notes-beyond-two-hundred': async (of) => {
    const { files, previewId } = await of.bring(1);
    expect(files[0]?.warnings.join('\n')).toMatch(
      /^230 times, rows 2, 3.*\nrow 243, CHILD, ‘771’: Differs from 00771/s,
    );
    expect(files[0]?.warnings).toHaveLength(2);
    expect(previewId).toBeTruthy();
    const [batch] = (await of.call<{ rows: { batchId: string }[] }>('imports.batches', {})).rows;
    const { text } = await of.call<{ text: string }>('imports.refusedRows', {
      of: batch?.batchId ?? '',
      fileName: '1-header.csv',
      what: 'notes',
    });
    expect(text.trim().split('\r\n')).toHaveLength(1 + 231);
  },

  'older-results-file-again': async (of) => {
    await of.bring(1, 2);
    await of.bring(3);
    expect(counts(await of.bring(2))).toEqual(['0 0 1 0']);
    expect(
      of.select(
        'SELECT value FROM attainment_result WHERE id NOT IN (SELECT supersedes_id FROM attainment_result WHERE supersedes_id IS NOT NULL)',
      ),
    ).toEqual([{ value: '6' }]);
  },

  'one-odd-optional-cell': async (of) => {
    await of.bring(1);
    const preview = await of.bring(2);
    expect(counts(preview)).toEqual(['4 0 0 0']);
    expect(notes(preview)).toContain('placement_postcode: Left out: Not a postcode');
    expect(notes(preview)).toContain('row 4, school_urn, ‘educated at home’: Left out');
  },

  'refused-row-becomes-possible-leaver': async (of) => {
    await of.bring(1);
    const second = await of.bring(2);
    expect([second.possibleLeavers, counts(second)]).toEqual([0, ['0 1 1 0']]);
    expect(notes(second)).toContain('Another child has this UPN: the row is taken without it');
    const third = await of.bring(3);
    expect([third.possibleLeavers, counts(third)]).toEqual([0, ['0 0 1 1']]);
    expect(
      of.select(
        'SELECT placement_postcode AS at FROM episode WHERE end_date IS NULL AND placement_postcode IS NOT NULL',
      ),
    ).toEqual([{ at: 'CT3 9ZZ' }]);
  },

  'return-corrects-itself': async (of) => {
    await of.bring(1, 2);
    const { differences } = await of.bring(3);
    expect(differences.map(({ was, now }) => `${was}: ${now}`)).toEqual([
      'C2, K2 from 2025-09-01: not in the return',
      'C2, U6 from 2025-02-01: from 2025-02-03',
    ]);
    expect(episodes(of)).toEqual(['M420 2024-06-05 - C2 U6 Thanet', 'M421 2025-02-03 - C2 U6 Thanet']);
  },

  'stray-cell-in-the-far-corner': async (of) => {
    expect(notes(await of.bring(1))).toContain('The sheet reaches to cell XFD1048576');
  },

  'stray-quotation-marks-swallow-rows': async (of) => {
    const { files } = await of.bring(1);
    expect(files[0]?.refusals).toMatchObject([
      { row: 3, field: 'carer', reason: expect.stringMatching(/the 3 rows below it became part of it/) },
    ]);
  },

  'test-sat-without-a-scaled-score': async (of) => {
    await of.bring(1);
    expect(counts(await of.bring(2))).toEqual(['1 0 0 0']);
    expect(of.select("SELECT value FROM measure_outcome WHERE measure = 'ks2-maths-expected'")).toEqual([{ value: 0 }]);
  },

  'text-mark-apostrophe': async (of) => {
    expect(counts(await of.bring(1, 2, 3))).toEqual(['2 0 0 0', '2 0 0 0', '2 0 0 0']);
    expect(localIds(of)).toEqual(['0045001', '0045002']);
    expect(of.select('SELECT surname FROM child_name ORDER BY 1')).toEqual([
      { surname: "'t Zand" },
      { surname: 'Sample' },
    ]);
    expect(of.select('SELECT min(date_of_birth) AS first FROM child_date_of_birth')).toEqual([{ first: '2013-02-14' }]);
  },

  'vocational-grades-as-gcse': async (of) => {
    await of.bring(1);
    expect(counts(await of.bring(2))).toEqual(['3 0 0 0']);
    expect(of.select('SELECT value FROM attainment_result ORDER BY 1')).toEqual([
      { value: 'D' },
      { value: 'D*D*' },
      { value: 'DD' },
    ]);
    expect(of.select("SELECT value FROM measure_outcome WHERE measure = 'ks4-attainment8'")).toEqual([]);
  },

  'windows-1250-over-known-names': async (of) => {
    await of.bring(1);
    const preview = await of.bring(2);
    expect([counts(preview), preview.possibleLeavers, preview.questions]).toEqual([['0 0 0 1'], 0, []]);
    expect(preview.files[0]?.refusals).toMatchObject([
      { reason: expect.stringMatching(/written in another code table/) },
    ]);
    expect(of.select('SELECT forename, surname FROM child_name')).toEqual([{ forename: 'Łucja', surname: 'Ździsz' }]);
  },
});
