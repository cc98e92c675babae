import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Row } from '#db/history/change.ts';
import type { Writer } from '#db/write.ts';
import { buildDemonstration } from '#demonstration/buildDemonstration.ts';
import { demonstrationSurnames, personName } from '#demonstration/names.ts';
import { Random } from '#demonstration/random.ts';
import { makeUpn } from '#demonstration/writePeople.ts';
import type { ServiceContext } from '#service/context/context.ts';
import type { Progress } from '#service/context/progress.ts';
import { storeExists } from '#service/context/storeFiles.ts';
import { finished, readerOf, temporaryHost } from './builtStore.ts';

const { host, discard } = temporaryHost();
beforeAll(async () => {
  const reply = await host.call('store.create', { passphrase: 'a store to read from', userName: 'Reader' });
  expect(reply).toMatchObject({ ok: true });
});
afterAll(discard);

const quiet: Progress = { report: async () => undefined, cancelled: false, hold: () => undefined };

/** Builds into a writer that keeps no row, only counts and a digest in which ids are replaced by their order. */
async function digestOf(seed: number): Promise<{ counts: Record<string, number>; digest: string }> {
  const reader = readerOf(host);
  const hash = createHash('sha256');
  const counts: Record<string, number> = {};
  const order = new Map<string, number>();
  const isId = /^[0-9a-f]{8}-[0-9a-f]{4}-7/;
  let made = 0;
  const insert = (table: string, row: Row): string => {
    made += 1;
    const id = (row.id as string | undefined) ?? `0${made.toString(16).padStart(7, '0')}-0000-7`;
    counts[table] = (counts[table] ?? 0) + 1;
    const values = Object.entries({ ...row, id }).map(([column, value]) => {
      if (typeof value !== 'string' || !isId.test(value)) return `${column}=${value}`;
      if (!order.has(value)) order.set(value, order.size);
      return `${column}=#${order.get(value)}`;
    });
    hash.update(`${table} ${values.join(' ')}\n`);
    return id;
  };
  const writer = {
    insert,
    insertMany(table: string, _ownerId: string, rows: readonly Row[]): void {
      for (const row of rows) insert(table, row);
    },
    tables: new Set<string>(),
    connection: {
      prepare: (sql: string) => (sql.startsWith('SELECT') ? reader.prepare(sql) : { run: () => undefined }),
    },
  } as unknown as Writer;
  const context = {
    reader,
    keys: { changePeople: async (_: unknown, work: (writer: Writer) => void) => work(writer) },
    writeLong: (_: Progress, work: (writer: Writer) => Promise<unknown>) => work(writer),
  } as unknown as ServiceContext;
  // District ids are the store's own and the same in both builds.
  await buildDemonstration(context, seed, quiet);
  return { counts, digest: hash.digest('hex') };
}

describe('one seed, one population', () => {
  test('two builds with the same seed are the same row for row, another seed is not', async () => {
    const first = await digestOf(2011);
    const again = await digestOf(2011);
    expect(again).toEqual(first);
    expect((await digestOf(7)).digest).not.toBe(first.digest);
  }, 240_000);

  test('a stream of random numbers depends on its name only', () => {
    const draw = (name: string) =>
      Array.from(
        { length: 5 },
        (
          (random) => () =>
            random.int(0, 1_000_000)
        )(new Random(name)),
      );
    expect(draw('2011/children')).toEqual(draw('2011/children'));
    expect(draw('2011/children')).not.toEqual(draw('2011/schools'));
    const random = new Random('shares');
    const picked = Array.from({ length: 20_000 }, () =>
      random.weighted([
        ['a', 3],
        ['b', 1],
      ]),
    );
    expect(picked.filter((each) => each === 'a').length / picked.length).toBeCloseTo(0.75, 1);
  });
});

describe('nobody real', () => {
  /** The commonest surnames of England and Wales, with those most met in Kent's schools. */
  const common = new Set(
    'smith jones taylor brown williams wilson johnson davies robinson wright thompson evans walker white roberts green hall wood jackson clarke patel khan lewis james phillips thomas turner martin cooper hill ward morris moore clark lee king baker harris morgan allen harrison scott watson parker young price bennett hughes griffiths singh kaur ahmed ali begum hussain shah chowdhury mohammed nguyen kowalski nowak wisniewski ivanov garcia fernandez silva santos oliveira murphy kelly obrien ryan byrne edwards collins stewart shaw cook mitchell bell bailey carter adams campbell cox marshall simpson mills webb ellis reid knight mason hunt palmer holmes barnes chapman dixon butler powell stevens walsh foster reynolds fletcher'.split(
      ' ',
    ),
  );

  test('no surname is a common one, and every one says that it is made up', () => {
    for (const surname of demonstrationSurnames) expect(common.has(surname.toLowerCase()), surname).toBe(false);
    expect(demonstrationSurnames.length).toBeGreaterThan(250);
    expect(demonstrationSurnames.some((surname) => /[À-ž]/.test(surname))).toBe(true);
  });

  test('names come from the pool only', () => {
    const random = new Random('names');
    for (let n = 0; n < 2000; n += 1) expect(demonstrationSurnames).toContain(personName(random).surname);
  });

  test('a pupil number is made with its check letter', () => {
    // 8×2 + 0×3 + 1×4 + 2×5 + 0 + 0 + 0 + 0 + 1×10 + 0 + 0 + 1×13 = 53, 53 mod 23 = 7: H (see isUpn.ts).
    expect(makeUpn('801', '2000', 1, 1)).toBe('H801200001001');
  });
});

describe('cancelling', () => {
  test('a demonstration cancelled half way leaves no store behind', async () => {
    const other = temporaryHost();
    try {
      const jobId = other.host.startDemonstration({ passphrase: 'demonstration only', userName: 'Nobody', seed: 3 });
      const job = await finished(other.host, jobId, (message) => {
        if (message.startsWith('Writing children')) void other.host.call('jobs.cancel', { jobId });
      });
      expect(job.state).toBe('cancelled');
      expect(storeExists(other.folder)).toBe(false);
    } finally {
      other.discard();
    }
  }, 120_000);
});
