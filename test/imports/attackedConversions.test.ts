// Files that come late or early beside the conversion of a school: each of these was wrong when it was found, in November 2026.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { counts, csv, everything, importAll, preview, rows, undo } from './support.ts';

const [OAK, ACADEMY, ASH] = ['118264', '140001', '990603'];
let store: TestStore;
beforeEach(async () => {
  store = await aStore({ today: '2025-09-20' });
  await importAll(store, {
    'schools.csv': csv(`urn,name\n${OAK},Oak School\n${ACADEMY},Oak Academy\n${ASH},Ash School`),
    ...listOf('2025-01-06', ''),
  });
});
afterEach(() => store.close());

const L = 'local_id,legal_surname,legal_forename,date_of_birth,responsible_authority,care_start,school_urn,nc_year';
const listOf = (day: string, urn: string, year: number | '' = '') => ({
  [`list ${day}.csv`]: csv(`${L}\nK1,Sample,Ana,05/05/2012,886,03/02/2022,${urn},${year}`),
});
const enrolmentsOf = (day: string, ...lines: string[]) => ({
  [`enrolments ${day}.csv`]: csv(
    ['local_id,school_urn,start,end,nc_year', ...lines.map((line) => `K1,${line}`)].join('\n'),
  ),
});
const linkOf = (on = '01-04-2025', day = '2025-09-19') => ({
  [`links_edubasealldata${day.replaceAll('-', '')}.csv`]: csv(
    `URN,LinkURN,LinkName,LinkType,LinkEstablishedDate\n${OAK},${ACADEMY},Oak Academy,Successor,${on}`,
  ),
});
const marksOf = (day: string, ...lines: string[]) => ({
  [`marks ${day}.csv`]: csv(['local_id,school_urn,date,session,code', ...lines.map((line) => `K1,${line}`)].join('\n')),
});
const list = (...given: Parameters<typeof listOf>) => importAll(store, listOf(...given));
const enrol = (...given: Parameters<typeof enrolmentsOf>) => importAll(store, enrolmentsOf(...given));
const link = (...given: Parameters<typeof linkOf>) => importAll(store, linkOf(...given));
const marks = (...given: Parameters<typeof marksOf>) => importAll(store, marksOf(...given));
const held = () =>
  rows(
    store,
    'SELECT urn, start_date, end_date, nc_year FROM enrolment JOIN school ON school.id = school_id ORDER BY start_date, urn',
  ).map((row) =>
    Object.values(row)
      .map((value) => value ?? '-')
      .join(' '),
  );
const weeks = () =>
  rows<{ week: string }>(
    store,
    `SELECT week_start || ' ' || urn || ' ' || trim(marks) AS week FROM attendance_week JOIN enrolment ON enrolment.id = enrolment_id
     JOIN school ON school.id = school_id ORDER BY week_start`,
  ).map(({ week }) => week);

const CARRIED = [`${OAK} 2023-09-01 2025-03-31 7`, `${ACADEMY} 2025-04-01 - 8`];
const SINCE_2023 = `${OAK},01/09/2023,,7`;
const MARCH = `${OAK},10/03/2025,AM,/`;
const MAY = `${ACADEMY},12/05/2025,AM,/`;

describe('A last day before the conversion', () => {
  it.each([OAK, ACADEMY])(
    'ends the academy’s part with it, whichever name says so, and undo brings it back: %s',
    async (urn) => {
      await enrol('2025-01-10', SINCE_2023);
      await link();
      expect(held()).toEqual(CARRIED);
      const before = everything(store);
      const { batchId } = await enrol('2025-09-01', `${urn},01/09/2023,14/03/2025,7`);
      expect(held()).toEqual([`${OAK} 2023-09-01 2025-03-14 7`]);
      const again = await enrol('2025-09-01', `${urn},01/09/2023,14/03/2025,7`);
      expect(counts(again.files)).toEqual(['0 0 1 0']);
      await undo(store, again.batchId);
      await undo(store, batchId);
      expect(everything(store)).toEqual(before);
    },
  );

  it('loses no mark of the weeks since, which is said, and undo brings them back where they were', async () => {
    await enrol('2025-01-10', SINCE_2023);
    await link();
    await marks('2025-06-01', MARCH, MAY);
    const before = everything(store);
    const { batchId, files } = await enrol('2025-09-01', `${OAK},01/09/2023,14/03/2025,7`);
    expect(held()).toEqual([`${OAK} 2023-09-01 2025-03-14 7`]);
    expect(weeks()).toEqual([`2025-03-10 ${OAK} /`, `2025-05-12 ${OAK} /`]);
    expect(files[0]?.warnings.join()).toContain('One week of marks from 2025-05-12 on lie outside');
    await undo(store, batchId);
    expect(everything(store)).toEqual(before);
  });

  it('is the same where the file comes before the conversion', async () => {
    await enrol('2025-01-10', SINCE_2023);
    await enrol('2025-09-01', `${OAK},01/09/2023,14/03/2025,7`);
    await link();
    expect(held()).toEqual([`${OAK} 2023-09-01 2025-03-14 7`]);
  });

  it('ends stretches with another timetable too', async () => {
    await enrol('2025-01-10', SINCE_2023);
    await link();
    const timetable = (day: string, rest: string) =>
      importAll(store, {
        [`enrolments ${day}.csv`]: csv(
          `local_id,school_urn,start,end,nc_year,part_time_sessions\nK1,${OAK},01/09/2024,${rest}`,
        ),
      });
    await timetable('2025-05-20', ',8,3');
    expect(held().length).toBeGreaterThan(2);
    await timetable('2025-06-20', '14/03/2025,8,');
    expect(held().at(-1)).toMatch(/ 2025-03-14 /);
  });

  it('on its eve, by the old number, is the conversion and no leaving', async () => {
    await enrol('2025-01-10', SINCE_2023);
    await link();
    await marks('2025-06-01', MARCH, MAY);
    const before = [held(), weeks()];
    await enrol('2025-09-01', `${OAK},01/09/2023,31/03/2025,7`);
    await enrol('2025-09-02', `${OAK},01/09/2023,31/03/2025,7`, `${ACADEMY},01/04/2025,,8`);
    expect([held(), weeks()]).toEqual(before);
  });

  it('on its eve is a leaving where the child is at another school since', async () => {
    await enrol('2025-01-10', SINCE_2023);
    await link();
    await enrol('2025-09-01', `${OAK},01/09/2023,31/03/2025,7`, `${ASH},22/04/2025,,8`);
    expect(held()).toEqual([`${OAK} 2023-09-01 2025-03-31 7`, `${ASH} 2025-04-22 - 8`]);
  });

  it('keeps what the same file says of the academy, and its marks there', async () => {
    await enrol('2025-01-10', SINCE_2023);
    await link();
    await marks('2025-06-01', MARCH, MAY);
    await enrol('2025-09-01', `${OAK},01/09/2023,28/03/2025,7`, `${ACADEMY},22/04/2025,,8`);
    expect(held()).toEqual([`${OAK} 2023-09-01 2025-03-28 7`, `${ACADEMY} 2025-04-22 - 8`]);
    expect(weeks()).toEqual([`2025-03-10 ${OAK} /`, `2025-05-12 ${ACADEMY} /`]);
  });

  it('keeps what another file says of the academy, and says so', async () => {
    await enrol('2025-05-10', SINCE_2023, `${ACADEMY},22/04/2025,,8`);
    await link();
    await marks('2025-06-01', MARCH, MAY);
    const { files } = await enrol('2025-09-01', `${OAK},01/09/2023,14/03/2025,7`);
    expect(held()).toEqual([`${OAK} 2023-09-01 2025-03-14 7`, `${ACADEMY} 2025-04-22 - 8`]);
    expect(weeks()).toEqual([`2025-03-10 ${OAK} /`, `2025-05-12 ${ACADEMY} /`]);
    expect(files[0]?.warnings.join()).toContain('by another file the child is on its roll since 2025-04-22');
  });
});

describe('A list from before the conversion', () => {
  it('that names another school moves the child there, with the marks kept', async () => {
    await enrol('2025-01-10', SINCE_2023);
    await link();
    await marks('2025-06-01', MARCH, MAY);
    const before = everything(store);
    const given = listOf('2025-02-10', ASH, 8);
    expect((await preview(store, given)).differences).toMatchObject([{ was: 'Oak School', now: 'Ash School' }]);
    const { batchId } = await importAll(store, given);
    expect(held()).toEqual([`${OAK} 2023-09-01 2025-02-09 7`, `${ASH} 2025-02-10 - 8`]);
    expect(weeks()).toHaveLength(2);
    await undo(store, batchId);
    expect(everything(store)).toEqual(before);
  });

  it('by either name is no move, and changes nothing', async () => {
    await enrol('2025-01-10', SINCE_2023);
    await link();
    for (const urn of [OAK, ACADEMY]) expect((await list('2025-02-10', urn, 8)).files[0]).toMatchObject({ changed: 0 });
    expect(held()).toEqual(CARRIED);
  });
});

describe('Two names of one school', () => {
  it.each([
    ['2025-01-10', '2025-05-10', [CARRIED[0], `${ACADEMY} 2025-04-01 2025-04-30 8`]],
    ['2025-06-10', '2025-05-10', CARRIED],
  ])(
    'that know of different ends before the link is known: the newer file is right: %s, %s',
    async (old, academy, then) => {
      await enrol(old, SINCE_2023);
      await enrol(academy, `${ACADEMY},01/04/2025,30/04/2025,8`);
      await link();
      expect(held()).toEqual(then);
    },
  );

  it('lose no day where nobody knows which of them is newer, and it is told', async () => {
    await list('2025-01-10', OAK, 8);
    await enrol('2025-05-10', `${ACADEMY},01/04/2025,30/04/2025,8`);
    const { files } = await link();
    expect(held()).toEqual([`${OAK} 2024-09-01 2025-03-31 8`, `${ACADEMY} 2025-04-01 - 8`]);
    expect(files[0]?.warnings.join()).toContain('An enrolment that ended on 2025-04-30');
    await enrol('2025-05-10', `${ACADEMY},01/04/2025,30/04/2025,8`);
    expect(held()).toEqual([`${OAK} 2024-09-01 2025-03-31 8`, `${ACADEMY} 2025-04-01 2025-04-30 8`]);
  });

  it('are one voice: an older file by the one turns nothing back that a newer one said by the other', async () => {
    await link();
    await enrol('2025-09-01', `${ACADEMY},01/09/2023,18/07/2025,7`);
    const ended = [CARRIED[0], `${ACADEMY} 2025-04-01 2025-07-18 8`];
    expect(held()).toEqual(ended);
    await enrol('2025-05-01', `${OAK},01/09/2023,,6`);
    expect(held()).toEqual(ended);
  });

  it('give one week of marks: an older file by the one replaces none that a newer one gave by the other', async () => {
    await enrol('2025-01-10', SINCE_2023);
    await link();
    await marks('2025-06-20', MAY);
    expect(counts((await marks('2025-05-20', `${OAK},12/05/2025,AM,O`)).files)).toEqual(['0 0 1 0']);
    expect(weeks()).toEqual([`2025-05-12 ${ACADEMY} /`]);
    await marks('2025-06-20', `${ACADEMY},10/03/2025,AM,L`, `${OAK},13/05/2025,PM,L`);
    expect(weeks().map((week) => week.slice(0, 17))).toEqual([`2025-03-10 ${OAK}`, `2025-05-12 ${ACADEMY}`]);
  });
});

describe('The register', () => {
  const linksOf = (day: string, ...lines: string[]) =>
    importAll(store, {
      [`links_edubasealldata${day.replaceAll('-', '')}.csv`]: csv(
        ['URN,LinkURN,LinkName,LinkType,LinkEstablishedDate', ...lines].join('\n'),
      ),
    });
  const APRIL_WEEK = `${OAK},14/04/2025,AM,/`;

  it('puts a day right, later and earlier: enrolments and marks go with it, an older file does not turn it back', async () => {
    await enrol('2025-01-10', SINCE_2023);
    await link();
    await marks('2025-06-01', MARCH, APRIL_WEEK, MAY);
    expect(weeks()).toEqual([`2025-03-10 ${OAK} /`, `2025-04-14 ${ACADEMY} /`, `2025-05-12 ${ACADEMY} /`]);
    const before = everything(store);
    const { batchId } = await link('01-05-2025', '2025-09-20');
    const inMay = [`${OAK} 2023-09-01 2025-04-30 7`, `${ACADEMY} 2025-05-01 - 8`];
    expect(held()).toEqual(inMay);
    expect(weeks()).toEqual([`2025-03-10 ${OAK} /`, `2025-04-14 ${OAK} /`, `2025-05-12 ${ACADEMY} /`]);
    const older = await link('01-04-2025', '2025-09-18');
    expect(held()).toEqual(inMay);
    await undo(store, older.batchId);
    await undo(store, batchId);
    expect(everything(store)).toEqual(before);
    await link('01-03-2025', '2025-09-20');
    expect(held()).toEqual([`${OAK} 2023-09-01 2025-02-28 7`, `${ACADEMY} 2025-03-01 - 8`]);
    expect(weeks().every((week) => week.includes(ACADEMY))).toBe(true);
  });

  it.each([['before'], ['after']])(
    'tells of a school that became another twice: links %s the enrolments',
    async (when) => {
      const links = () =>
        linksOf(
          '2025-09-19',
          `${OAK},${ACADEMY},Oak Academy,Successor,01-04-2025`,
          `${ACADEMY},140002,Oak Trust Academy,Successor,01-09-2025`,
        );
      if (when === 'before') await links();
      await enrol('2025-01-10', SINCE_2023);
      if (when === 'after') await links();
      const chain = [CARRIED[0], `${ACADEMY} 2025-04-01 2025-08-31 8`, '140002 2025-09-01 - 9'];
      expect(held()).toEqual(chain);
      await marks('2025-09-19', MARCH, `140002,12/05/2025,AM,/`, `${OAK},15/09/2025,AM,/`);
      expect(weeks()).toEqual([`2025-03-10 ${OAK} /`, `2025-05-12 ${ACADEMY} /`, '2025-09-15 140002 /']);
      for (const urn of [OAK, ACADEMY, '140002']) await list('2025-09-19', urn, 9);
      expect(held()).toEqual(chain);
      await enrol('2025-09-20', `${ACADEMY},01/09/2023,14/03/2025,7`);
      expect(held()).toEqual([`${OAK} 2023-09-01 2025-03-14 7`]);
      expect(weeks()).toHaveLength(3);
    },
  );

  it('that no longer has a link is said, and what was carried stays', async () => {
    await enrol('2025-01-10', SINCE_2023);
    await link();
    const { files } = await linksOf('2025-09-20', `${OAK},${ASH},Ash School,Sixth Form Centre Link,01-04-2025`);
    expect(files[0]?.warnings.join()).toContain('no longer says that Oak School (118264) became Oak Academy (140001)');
    expect(held()).toEqual(CARRIED);
  });

  it('is not taken back beneath what was ruled by it; from the newest back all is as it was', async () => {
    const before = everything(store);
    const { batchId } = await link();
    const later = await enrol('2025-01-10', SINCE_2023);
    expect(held()).toEqual(CARRIED);
    const refused = await undo(store, batchId);
    expect(refused).toMatchObject({ state: 'failed' });
    expect(refused.error?.message).toContain('enrolments 2025-01-10.csv');
    expect(held()).toEqual(CARRIED);
    await undo(store, later.batchId);
    await undo(store, batchId);
    expect(everything(store)).toEqual(before);
  });

  it('is taken back where what came later only confirmed it', async () => {
    await enrol('2025-01-10', SINCE_2023);
    const before = everything(store);
    const { batchId } = await link();
    await enrol('2025-05-10', SINCE_2023);
    await undo(store, batchId);
    expect(everything(store)).toEqual(before);
  });
});

describe('PEPs and packs', () => {
  const pepsOf = (day: string, ...lines: string[]) =>
    importAll(store, {
      [`peps ${day}.csv`]: csv(['local_id,due,held,school_urn', ...lines.map((line) => `K1,${line}`)].join('\n')),
    });
  const peps = () =>
    rows<{ pep: string }>(
      store,
      "SELECT due_on || ' ' || urn AS pep FROM pep JOIN school ON school.id = school_id ORDER BY due_on",
    ).map(({ pep }) => pep);
  const listed = async (urn: string, asAt: string) => {
    const { schoolId } = rows<{ schoolId: string }>(
      store,
      'SELECT id AS schoolId FROM school WHERE urn = ?',
      urn,
    )[0] ?? {
      schoolId: '',
    };
    return (await store.call('packs.preview', { schoolId, asAt })).children.length;
  };

  it.each([
    ['before', OAK],
    ['before', ACADEMY],
    ['after', OAK],
    ['after', ACADEMY],
  ])('that are open are the successor’s, links %s the file, which calls the school %s', async (when, urn) => {
    await enrol('2025-01-10', SINCE_2023);
    if (when === 'before') await link();
    await pepsOf('2025-05-01', `20/03/2025,,${urn}`, `01/04/2025,,${urn}`, `20/10/2025,,${urn}`);
    if (when === 'after') await link();
    expect(peps()).toEqual(['2025-03-20', '2025-04-01', '2025-10-20'].map((due) => `${due} ${ACADEMY}`));
    const before = everything(store);
    await pepsOf('2025-05-01', `20/03/2025,,${urn}`, `01/04/2025,,${urn}`, `20/10/2025,,${urn}`);
    expect(everything(store)).toEqual(before);
  });

  it('list the child on the eve at the old school, on the day at the new one, and nowhere once it had left', async () => {
    await enrol('2025-01-10', SINCE_2023);
    await link();
    const at = async () =>
      Promise.all([
        listed(OAK, '2025-03-31'),
        listed(ACADEMY, '2025-03-31'),
        listed(OAK, '2025-04-01'),
        listed(ACADEMY, '2025-04-01'),
      ]);
    expect(await at()).toEqual([1, 0, 0, 1]);
    await enrol('2025-09-01', `${OAK},01/09/2023,14/03/2025,7`);
    expect(await at()).toEqual([0, 0, 0, 0]);
  });
});
