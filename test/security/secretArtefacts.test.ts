import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CallOutput } from '#contract/calls.ts';
import { packExportResult, packOpened, packSaved } from '#contract/packs.ts';
import { schoolsNamedIn } from '#db/queries/packsNames.ts';
import type { Writer } from '#db/write.ts';
import { backUp, jobResult } from '#test/backups/support.ts';
import { csv, importAll, undo } from '#test/imports/support.ts';
import type { EpisodeSpec } from '#test/make/aChild.ts';
import { AS_AT, amend, aPupil, ended, exported, weeks } from '#test/make/aPackStore.ts';
import { aSchool } from '#test/make/aSchool.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { auditEntries } from '#test/make/auditEntries.ts';
import { holds, readingOf } from './pdfReading.ts';

const HEAD = 'Helga Localhead';
/** A day on which every child was at the school already, and none had moved. */
const BEFORE = '2025-01-31';
const PASSWORD = 'lantern copper meadow';
const FORMER_SCHOOL = 'Cliffedge Formerschool';
/** How each child came to be secret; every one is now at Sample Academy. */
const CASES = {
  said: 'said to be confidential',
  ended: 'the placement ended yesterday, nobody has answered since',
  past: 'ended yesterday by a person, with a reason; the child lives openly in Ashford',
  A3: 'placed for adoption',
  A4: 'placed for adoption',
  A5: 'placed for adoption',
  A6: 'placed for adoption',
  back: 'placed for adoption and back in foster care',
  sibling: 'at the carer of a child whose placement is secret',
  backup: 'secret since a backup that was restored',
  undone: 'told by an import that was undone',
} as const;
type Case = keyof typeof CASES;
const cases = Object.keys(CASES) as Case[];
const letterOf = (name: Case) => 'abcdefghijk'.charAt(cases.indexOf(name));
/** The words of each child that nothing which leaves may hold. */
const surnameOf = (name: Case) => `Pupil${letterOf(name)}worth`;
const postcodeOf = (name: Case) => `CT9 ${cases.indexOf(name) % 10}Z${letterOf(name).toUpperCase()}`;
const carerOf = (name: Case) => `Mrs Wilhel${letterOf(name)}mina Hidden${letterOf(name)}ham`;
const localIdOf = (name: Case) => `S-${cases.indexOf(name) + 100}`;
const OPEN = 'LA-1001';

let store: TestStore;
let schoolId = '';
let folder = '';
/** What left, by its name: everything that can be read out of it. */
const left = new Map<string, string>();
const childIds = new Map<Case, string>();

function episodesOf(name: Case): EpisodeSpec[] {
  const thanet = store.district('Thanet');
  const ashford = store.district('Ashford');
  const first = { start: '2020-01-01', districtId: thanet };
  if (/^A\d$/.test(name)) return [{ ...first, placementType: name, legalStatus: 'E1' }];
  if (name === 'back')
    return [
      { ...first, end: '2025-02-01', placementType: 'A4', legalStatus: 'E1' },
      { start: '2025-02-01', districtId: thanet },
    ];
  if (name === 'ended' || name === 'past')
    return [
      { ...first, end: '2025-03-30', confidential: true },
      { start: '2025-03-30', districtId: ashford },
    ];
  return [{ ...first, confidential: name === 'said' }];
}

function writeChild(writer: Writer, name: Case, formerId: string): void {
  const id = aPupil(writer, schoolId, {
    name: { forename: 'Ida', surname: surnameOf(name) },
    localId: localIdOf(name),
    upn: `K99900000${100 + cases.indexOf(name)}`,
    episodes: episodesOf(name),
    enrolments: [
      { schoolId: formerId, start: '2023-09-01', end: '2024-09-01', ncYear: 6 },
      { schoolId, start: '2024-09-02', ncYear: 7, weeks: weeks() },
    ],
    suspensions: [{ start: '2025-01-21', sessions: 3, schoolId: formerId }],
  });
  childIds.set(name, id);
  const carer = name === 'sibling' ? carerOf('said') : carerOf(name);
  const postcode = name === 'sibling' ? postcodeOf('said') : postcodeOf(name);
  const episodes = writer.connection
    .prepare('SELECT id FROM episode WHERE child_id = ? ORDER BY start_date')
    .pluck()
    .all(id) as string[];
  writer.update('episode', episodes[0] ?? '', { carer, placement_postcode: postcode });
  const pep = String(writer.connection.prepare('SELECT id FROM pep WHERE child_id = ?').pluck().get(id));
  amend(writer, 'pep', 'id', pep, { graded_by: HEAD });
  const texts = [
    `${carer} reads with her.`,
    `Lives at ${postcode}.`,
    'Swims in Margate.',
    'East-Kent 3 holds the file.',
    `Was at ${FORMER_SCHOOL} before.`,
    'Speaks up in class.',
  ];
  const sections = writer.connection
    .prepare('SELECT id FROM pep_section WHERE pep_id = ? ORDER BY id')
    .pluck()
    .all(pep);
  for (const [index, reason] of texts.entries()) writer.update('pep_section', String(sections[index]), { reason });
  amend(writer, 'pep_target', 'pep_id', pep, { who: carer, where_place: 'At home in Thanet', evidence: HEAD });
}

beforeAll(async () => {
  store = await aStore({ today: AS_AT });
  folder = mkdtempSync(join(tmpdir(), 'vsk-artefacts-'));
  await store.signInAs({ role: 'assistantHead', localityId: store.locality('EK3'), name: HEAD });
  await store.signInAsAdministrator();
  await store.write((writer) => {
    schoolId = aSchool(writer, {
      urn: '999001',
      name: 'Sample Academy',
      designatedTeacher: 'Dora Teacher',
      safeguardingLead: 'Sam Guard',
    });
    const formerId = aSchool(writer, { urn: '999003', name: FORMER_SCHOOL });
    for (const name of cases) writeChild(writer, name, formerId);
    aPupil(writer, schoolId, {
      name: { forename: 'Ana', surname: 'Alphaton' },
      localId: OPEN,
      districtId: store.district('Thanet'),
    });
  });
  const childId = (name: Case) => childIds.get(name) ?? '';
  const past = (await store.call('children.get', { childId: childId('past'), asAt: AS_AT })).secrecy[0];
  await store.call('secrets.answer', {
    childId: childId('past'),
    secretId: past?.id ?? '',
    answer: 'open',
    reason: 'the risk is over',
  });
  const says = (name: Case) =>
    csv(
      `local_id,legal_surname,legal_forename,date_of_birth,sex,ethnicity,responsible_authority,care_start,legal_status,placement_type,placement_start,placement_postcode,school_urn,nc_year,carer,confidential_placement\n` +
        `${localIdOf(name)},${surnameOf(name)},Ida,05/05/2012,F,WBRI,886,01/01/2020,C2,U6,01/01/2020,${postcodeOf(name)},999001,7,${carerOf(name)},yes`,
    );
  const backupId = await backUp(store);
  await store.call('secrets.mark', { childId: childId('backup'), reason: 'a risk at home' });
  await jobResult(store, 'backups.restore', { backupId, reason: 'a wrong import' });
  const { batchId } = await importAll(store, { 'list.csv': says('undone') });
  expect((await undo(store, batchId)).state).toBe('done');

  const outOf = ({ children }: CallOutput<'packs.preview'>) =>
    children.flatMap(({ passages }) =>
      passages.filter(({ state }) => state === 'out').map(({ passageId }) => passageId),
    );
  const today = await store.call('packs.preview', { schoolId, asAt: AS_AT });
  const earlier = await store.call('packs.preview', { schoolId, asAt: BEFORE });
  for (const [kind, asAt, include] of [
    ['nothing ticked', AS_AT, []],
    ['all ticked', AS_AT, outOf(today)],
    ['before', BEFORE, outOf(earlier)],
  ] as const) {
    const done = await exported({ store, schoolId }, folder, { asAt, include: [...include] });
    for (const { fileName } of done.files)
      left.set(`${kind}: ${fileName}`, `${basename(done.folder)}\n${await readingOf(join(done.folder, fileName))}`);
  }
  await asOneFile(outOf(today));
  const purpose = 'cover for a meeting';
  const lists = {
    county: { filters: {} },
    locality: { filters: { localityId: store.locality('EK3') } },
    school: { filters: { schoolId } },
    name: { filters: { search: 'ida' } },
  };
  for (const asAt of [AS_AT, BEFORE]) {
    const when = asAt === AS_AT ? '' : ', before';
    for (const [name, more] of Object.entries(lists)) {
      const made = await store.call('exports.children', { asAt, purpose, ...more });
      left.set(`list: ${name}${when}`, `${made.fileName}\n${made.text}`);
    }
  }
  for (const localityId of [null, store.locality('EK3')]) {
    const drill = { figure: 'children', asAt: AS_AT, academicYear: null, localityId, measure: null };
    const made = await store.call('exports.behindFigure', { drill, purpose });
    left.set(`behind a figure: ${localityId === null ? 'county' : 'locality'}`, `${made.fileName}\n${made.text}`);
  }
  left.set('history', JSON.stringify(await store.call('packs.history', {})));
  left.set('audit', JSON.stringify(auditEntries(store.context)));
  left.set('audit as listed', JSON.stringify(await store.call('audit.list', {})));
}, 120_000);
afterAll(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The pack as one encrypted file, opened again with its password. */
async function asOneFile(include: string[]): Promise<void> {
  const into = join(folder, 'one');
  mkdirSync(into);
  const result = async (jobId: string) => (await ended(store, jobId)).result;
  const input = { schoolId, asAt: AS_AT, folder: into, as: 'file' as const, password: PASSWORD, include };
  const made = packExportResult.parse(await result((await store.call('packs.export', input)).jobId));
  const path = made.packFile?.path ?? '';
  const bytes = new Uint8Array(readFileSync(path));
  left.set('one file, closed', `${basename(path)}\n${readFileSync(path).subarray(0, 400).toString('latin1')}`);
  const open = packOpened.parse(
    await result((await store.call('packs.open', { file: bytes, password: PASSWORD })).jobId),
  );
  left.set('one file, its list of documents', JSON.stringify(open));
  const saved = packSaved.parse(
    await result((await store.call('packs.saveOpened', { openedId: open.openedId, folder: into })).jobId),
  );
  for (const { fileName } of saved.files)
    left.set(`one file: ${fileName}`, await readingOf(join(saved.folder, fileName)));
}

/** What tells where a secret child is or was; `Foster care` and the like stand in the pack of an open one. */
const told = [
  ...cases.flatMap((name) => [
    ...carerOf(name).split(' ').slice(1),
    postcodeOf(name),
    postcodeOf(name).replace(' ', ''),
  ]),
  'CT9',
  'Thanet',
  'Margate',
  'East Kent 3',
  'East-Kent 3',
  'EK3',
  'Localhead',
  'Helga',
  'Cliffedge',
  'Formerschool',
];
/** Marks of what is left out, which no file of a child bears; a cover says of every pack that it is confidential. */
const marks = ['confidential', 'withheld', 'secret', 'adoption', 'adopted'];
const open = [...cases, 'open'].length;
const pdfs = () => [...left].filter(([name]) => name.endsWith('.pdf'));
const ofChildren = () => pdfs().filter(([name]) => !name.endsWith('cover.pdf'));
const wordsIn = (text: string, words: readonly string[]) => words.filter((word) => holds(text, word));

describe('nothing that leaves tells the place, carer, postcode, locality, head or former school of a secret child', () => {
  test('everything was made: packs with nothing and with all ticked, of today and of before, and one file opened', () => {
    // Each pack has a file for every child and the cover.
    expect(pdfs().length).toBe(4 * (open + 1));
    expect(left.has('one file, its list of documents')).toBe(true);
    expect(
      ofChildren().filter(([, text]) => text.replace(/\s+/g, ' ').includes('Speaks up in class')).length,
    ).toBeGreaterThan(2 * cases.length);
  });

  test('every file of a secret child, and every cover: text, metadata, fields, strings, streams and names', () => {
    for (const [name, text] of pdfs()) {
      if (name.includes(OPEN)) continue;
      expect([name, wordsIn(text, told)]).toEqual([name, []]);
      if (!name.endsWith('cover.pdf')) expect([name, wordsIn(text, marks)]).toEqual([name, []]);
      // Who lives openly now has an open place of today.
      const isOpenNow = name.includes(localIdOf('past')) && !name.startsWith('before');
      expect([name, wordsIn(text, ['Foster care', 'Ashford'])]).toEqual([
        name,
        isOpenNow ? ['Foster care', 'Ashford'] : [],
      ]);
    }
  });

  test('the file as it is sent, its list of documents, the history and the audit', () => {
    for (const name of ['one file, closed', 'one file, its list of documents', 'history']) {
      expect([name, wordsIn(left.get(name) ?? '', [...told, ...marks])]).toEqual([name, []]);
    }
    // The audit does not leave; it names its people, and still no place.
    const people = ['Localhead', 'Helga'];
    for (const name of ['audit', 'audit as listed'])
      expect(wordsIn(left.get(name) ?? '', told).filter((word) => !people.includes(word))).toEqual([]);
  });

  test('lists: a secret child’s line says nothing of the place, and stands in no list of one place', () => {
    const lists = [...left].filter(([name]) => /^(list|behind)/.test(name));
    expect(lists.length).toBe(10);
    for (const [name, text] of lists) {
      const lines = text.split('\r\n').filter((line) => !line.includes('ALPHATON'));
      const secret = lines.filter((line) => cases.some((each) => line.includes(surnameOf(each).toUpperCase())));
      const now = secret.filter((line) => !line.includes(surnameOf('past').toUpperCase()));
      const before = name.includes('before');
      const told5 = [...told, 'Sample Academy', 'Foster care', 'Ashford', 'East Kent 2'];
      expect([name, wordsIn((before ? secret : now).join('\n'), told5)]).toEqual([name, []]);
      if (/locality|school/.test(name)) expect([name, (before ? secret : now).length]).toEqual([name, 0]);
      else expect(now.length).toBe(cases.length - 1);
      expect([name, wordsIn(lines.join('\n'), told)]).toEqual([name, []]);
    }
  });
});

test('the same scan finds the place of a child whose placement is open', () => {
  const found = [...left].filter(([name]) => name.includes(OPEN)).map(([, text]) => wordsIn(text, told));
  expect(found).toEqual([1, 2, 3, 4].map(() => ['Thanet', 'Localhead', 'Helga']));
  expect(wordsIn(left.get('list: county') ?? '', told)).toEqual(['East Kent 3']);
});

test.each([
  'was at Cliffedge\nFormerschool',
  'was at Cliffedge-Formerschool',
  'was at Cliffedge Former-\nschool',
  'was at Ｃliffedge Formerschооl',
  'was at CLIFFEDGE  FORMERSCHOOL',
])('a school is found in a text however it is written: %j', (text) =>
  expect(schoolsNamedIn(store.context.reader, text, schoolId)).toEqual([FORMER_SCHOOL]),
);
