import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#db/newId.ts';
import { insertUser, putRoles } from '#db/queries/users.ts';
import { AS_AT, amend, aPackStore, exported, type PackStore, SECRET } from '#test/make/aPackStore.ts';
import { auditEntries } from '#test/make/auditEntries.ts';
import { heldRole } from '#test/make/heldRole.ts';
import { extractedText, pdfObjects, poppler, popplerPresent, qpdf } from '#test/packs/pdfTools.ts';
import { holds, readingOf } from './pdfReading.ts';

const tools = popplerPresent();
const PASSWORD = 'a password of our own';

let made: PackStore;
let folder = '';
/** Everything that can be read out of each file, by its name: text, metadata, structure, every string and stream. */
const readings = new Map<string, string>();

beforeAll(async () => {
  made = await aPackStore();
  folder = mkdtempSync(join(tmpdir(), 'vsk-disclosure-'));
  await made.store.write((writer) => {
    const pepOf = (childId: string) =>
      (writer.connection.prepare('SELECT id FROM pep WHERE child_id = ?').get(childId) as { id: string }).id;
    const pep = pepOf(made.bea);
    const reasons = [
      'The carer, Mrs HIDDENHAM, reads with her each evening.',
      'Lives in thanet; visits are far.',
      'Post goes to ct97zz every week.',
      'Bea Betaworth speaks up in class.',
      'Her bus from CT9 is late.',
      'Placed in East Kent 3 since spring.',
      'Wilhelmina’s own words are missing.',
      'All present.',
    ];
    const rows = writer.connection.prepare('SELECT id FROM pep_section WHERE pep_id = ? ORDER BY rowid').all(pep) as {
      id: string;
    }[];
    for (const [index, { id }] of rows.entries()) writer.update('pep_section', id, { reason: reasons[index] ?? null });
    amend(writer, 'pep_target', 'pep_id', pep, {
      who: 'Mrs W. Hiddenham',
      where_place: 'At home in Thanet',
      evidence: 'Seen at CT9 7ZZ',
    });
    // The same words about a child whose placement is not confidential are nobody's secret.
    const open = writer.connection
      .prepare('SELECT id FROM pep_section WHERE pep_id = ? ORDER BY rowid')
      .get(pepOf(made.ana)) as { id: string };
    writer.update('pep_section', open.id, { reason: 'Walks to school along the Thanet coast.' });
    // The assistant head leads one locality, so the name would tell it.
    const helga = insertUser(writer, {
      id: newId(),
      name: 'Helga Localhead',
      active: true,
      createdAt: '2025-01-01T00:00:00.000Z',
    });
    putRoles(writer, helga, [heldRole('assistantHead', made.store.locality('EK3'))]);
    amend(writer, 'pep', 'id', pep, { graded_by: 'Helga Localhead' });
  });
  const { folder: written, files } = await exported(made, folder);
  for (const { fileName } of files) readings.set(fileName, await readingOf(join(written, fileName)));
});
afterAll(() => {
  made.store.close();
  rmSync(folder, { recursive: true, force: true });
});

const fileOf = (localId: string): [string, string] => {
  const found = [...readings].find(([name]) => name.includes(localId));
  if (!found) throw new Error(`There is no file of ${localId}.`);
  return found;
};

/** Names and identifiers of every child in the store, as the store holds them. */
const identitiesOf = () => {
  const rows = made.store.context.reader
    .prepare(
      `SELECT child_id AS childId, surname AS word FROM child_name UNION SELECT child_id, forename FROM child_name
       UNION SELECT child_id, value FROM child_identifier`,
    )
    .all() as { childId: string; word: string }[];
  const words = new Map<string, string[]>();
  for (const { childId, word } of rows) words.set(childId, [...(words.get(childId) ?? []), word]);
  return words;
};

const secretWords = [
  SECRET.postcode,
  SECRET.postcode.replace(' ', ''),
  'CT9',
  'Hiddenham',
  'Wilhelmina',
  SECRET.district,
  SECRET.locality,
  'EK3',
  'Localhead',
];
describe('nobody but the child is in a child’s file', () => {
  test('names, UPN and local id of every other child of the store, in text, metadata, structure and raw strings', () => {
    const identities = identitiesOf();
    expect(identities.size).toBe(6);
    for (const [childId, localId] of [
      [made.ana, 'LA-1001'],
      [made.bea, 'LA-1002'],
      [made.cal, 'LA-1003'],
    ] as const) {
      const [, reading] = fileOf(localId);
      for (const [otherId, words] of identities)
        for (const word of words) {
          // The scan itself works: the child's own words are found.
          if (otherId === childId) expect(holds(reading, word), `${localId} should hold ${word}`).toBe(true);
          else expect(holds(reading, word), `${localId} holds ${word}`).toBe(false);
        }
    }
  });

  test('the cover holds the school’s pupils, and nobody of another school, sealed, or no longer in care', () => {
    const [, cover] = fileOf('cover');
    const identities = identitiesOf();
    const pupils = [made.ana, made.bea, made.cal];
    for (const [childId, words] of identities)
      for (const word of words)
        if (!pupils.includes(childId)) expect(holds(cover, word), `the cover holds ${word}`).toBe(false);
    for (const name of ['Ana Alphaton', 'Bea Betaworth', 'Cal Gammaley']) expect(cover).toContain(name);
  });

  test('no row’s own id is in any file', () => {
    for (const [name, reading] of readings)
      expect(reading, name).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/i);
  });
});

describe('a confidential placement', () => {
  test('leaves no postcode, carer, district, locality or assistant head, not even out of free text', () => {
    const [, reading] = fileOf('LA-1002');
    for (const word of secretWords) expect(holds(reading, word), word).toBe(false);
    // '/Placement' is also a layout attribute of PDF itself, so the label is looked for as it would be printed.
    for (const word of ['Foster care', 'District', '(Placement)', 'Placement\n']) expect(reading).not.toContain(word);
    const [, cover] = fileOf('cover');
    for (const word of secretWords) expect(holds(cover, word), `cover: ${word}`).toBe(false);
  });

  test('none of its free text is there unless ticked in, without a mark; the preview says what and why', async () => {
    const [, reading] = fileOf('LA-1002');
    for (const word of ['withheld', 'confidential', 'secret', 'speaks up', 'Read aloud'])
      expect(reading.toLowerCase(), word).not.toContain(word.toLowerCase());
    const preview = await made.store.call('packs.preview', { schoolId: made.schoolId, asAt: AS_AT });
    expect(preview.problems.map(({ words }) => words)).toEqual([
      expect.stringContaining('1 passage in the PEP of LA-1001 names another child'),
      expect.stringContaining('The placement of LA-1002 is secret'),
      expect.stringContaining('7 passages in the PEP of LA-1002 name a secret placement'),
    ]);
    expect(JSON.stringify(preview.problems)).not.toMatch(/Beta|Hiddenham|Thanet|CT9/);
    const bea = preview.children.find(({ childId }) => childId === made.bea);
    expect(bea?.secretBecause).toEqual(['As the test says']);
    expect(bea?.passages.map(({ state }) => state)).toEqual([
      'never',
      'never',
      'never',
      'out',
      'never',
      'never',
      'never',
      'out',
      'never',
    ]);
    const ana = preview.children.find(({ childId }) => childId === made.ana);
    expect(ana?.passages).toMatchObject([{ state: 'in', points: [{ kind: 'district', words: 'Thanet' }] }]);
  });

  test('what is ticked in is there, and in the audit; what may not be sent, or was changed, is refused', async () => {
    const { children } = await made.store.call('packs.preview', { schoolId: made.schoolId, asAt: AS_AT });
    const passages = children.find(({ childId }) => childId === made.bea)?.passages ?? [];
    const [may] = passages.filter(({ state }) => state === 'out').map(({ passageId }) => passageId);
    const never = passages.find(({ state }) => state === 'never')?.passageId ?? '';
    const done = await exported(made, folder, { childIds: [made.bea], include: [may ?? ''] });
    const text = await readingOf(join(done.folder, done.files[0]?.fileName ?? ''));
    expect(text.replace(/\s+/g, ' ')).toContain('speaks up in class');
    for (const word of secretWords) expect(holds(text, word), word).toBe(false);
    const [{ detail } = { detail: '' }] = auditEntries(made.store.context, 'export pack files').slice(-1);
    expect(detail).toContain(`passages +${may}`);
    for (const include of [[never], ['0'.repeat(24)]])
      expect(
        await made.store.reply('packs.export', { schoolId: made.schoolId, asAt: AS_AT, folder, include }),
      ).toMatchObject({ ok: false, error: { code: 'conflict' } });
    const other = children.find(({ childId }) => childId === made.ana)?.passages[0]?.passageId ?? '';
    const left = await exported(made, folder, { childIds: [made.ana], leaveOut: [other] });
    expect(await readingOf(join(left.folder, left.files[0]?.fileName ?? ''))).not.toContain('Walks to school');
  });

  test('the scan itself works: an open placement and the same words are printed', () => {
    const [, reading] = fileOf('LA-1001');
    const words = reading.replace(/\s+/g, ' ');
    for (const expected of ['Foster care', 'Walks to school along', 'Helga Localhead'])
      expect(words).toContain(expected);
    expect(holds(words, 'Thanet')).toBe(true);
  });

  test('a placement that became confidential after the date is not told by an older pack', async () => {
    await made.store.write((writer) => {
      amend(writer, 'episode', 'child_id', made.cal, { end_date: '2025-03-20' });
      writer.insert('episode', {
        child_id: made.cal,
        start_date: '2025-03-20',
        reason_started: 'P',
        legal_status: 'C2',
        placement_type: 'U6',
        placement_district_id: made.store.district('Ashford'),
        confidential: 0,
        source: 'test',
      });
      writer.insert('secret_placement', {
        child_id: made.cal,
        from_date: '2025-03-20',
        kind: 'said',
        reason: 'As the test says',
        said_by: 'the test',
      });
    });
    const later = await exported(made, folder, { childIds: [made.cal], asAt: '2025-01-31' });
    const bytes = readFileSync(join(later.folder, later.files[0]?.fileName ?? ''));
    expect((await pdfObjects(bytes)).everyString() + (tools ? extractedText(bytes) : '')).not.toMatch(
      /Ashford|Foster care/,
    );
  });
});

describe('with a password', () => {
  test('every file opens only with it, and holds nothing in the clear', async () => {
    const { folder: written, files } = await exported(made, folder, { childIds: [made.ana], password: PASSWORD });
    for (const { fileName, pages } of files) {
      const bytes = readFileSync(join(written, fileName));
      for (const word of ['Alphaton', 'A999000000001', 'Sample Academy', 'Dora Teacher'])
        expect(bytes.includes(word) || bytes.includes(Buffer.from(word, 'utf16le')), word).toBe(false);
      expect((await qpdf(bytes, ['--check', '/in.pdf'])).out).toMatch(/invalid password/i);
      expect((await qpdf(bytes, ['--password=another password', '--check', '/in.pdf'])).out).toMatch(
        /invalid password/i,
      );
      const opened = await qpdf(bytes, [`--password=${PASSWORD}`, '--show-encryption', '/in.pdf']);
      expect(opened.out).toMatch(/R = 6/);
      if (!tools) continue;
      expect(() => poppler('pdfinfo', bytes)).toThrow();
      const path = join(written, fileName);
      const info = execFileSync('pdfinfo', ['-upw', PASSWORD, path], { encoding: 'utf8' });
      expect(info).toContain(`Pages:           ${pages}`);
      expect(info).toContain('AES-256');
    }
  });

  test('the password is in no row of the store’s register, audit or change log', () => {
    for (const table of ['pack_export', 'change', 'change_set']) {
      const rows = made.store.context.reader.prepare(`SELECT * FROM ${table}`).all();
      expect(JSON.stringify(rows)).not.toContain(PASSWORD);
    }
    expect(JSON.stringify(auditEntries(made.store.context))).not.toContain(PASSWORD);
  });

  test('no temporary file is left beside the packs', () => {
    const left = readdirSync(folder, { recursive: true }).filter((name) => String(name).includes('.part'));
    expect(left).toEqual([]);
  });
});
