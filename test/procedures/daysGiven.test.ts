import { afterEach, beforeEach, expect, it } from 'vitest';
import { importPreview } from '#contract/imports.ts';
import { list } from '#test/imports/attackedSupport.ts';
import { csv, ended, type Files, importAll, preview } from '#test/imports/support.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';

let store: TestStore;
beforeEach(async () => {
  store = await aStore({ today: '2025-10-31' });
});
afterEach(() => store.close());
const filesOf = (files: Files, more: object) =>
  Object.entries(files).map(([name, text]) => ({ name, bytes: new TextEncoder().encode(String(text)), ...more }));

it.each(['2025-02-31', '2025-13-01', '2025-00-00', '0000-01-01'])(
  'a day that there is not (%s) is refused in words',
  async (day) => {
    const refused = { ok: false, error: { code: 'invalidInput' } };
    expect(await store.reply('imports.preview', { files: filesOf(list('x'), { asOf: day }) })).toMatchObject(refused);
    expect(
      await store.reply('leavers.decide', {
        leaverIds: [crypto.randomUUID()],
        decision: { as: 'left', on: day, reason: 'E8' },
      } as never),
    ).toMatchObject(refused);
    expect(await store.reply('overview.get', { asAt: day })).toMatchObject(refused);
  },
);

it('a leap day is a day, and 2024/99 is no academic year', async () => {
  const { jobId } = await store.call('imports.preview', { files: filesOf(list('x'), { asOf: '2024-02-29' }) });
  expect(importPreview.parse((await ended(store, jobId)).result).files).toMatchObject([{ asOf: '2024-02-29' }]);
  expect(
    await store.reply('reports.gap', { asAt: '2025-03-31', fromYear: '2024/99', toYear: '2024/25' } as never),
  ).toMatchObject({ ok: false });
});

it('what two files of long names ask can be confirmed', async () => {
  const of = (worker: string) =>
    csv(`local_id,legal_surname,legal_forename,date_of_birth,responsible_authority,care_start,social_worker
      K1,Sample,Ana,05/05/2012,886,03/02/2024,${worker}`);
  const long = (end: string) =>
    `Children Looked After weekly list for the Virtual School as agreed with Management Information and the Integrated Children Services team, all localities and out of county placements included, checked ${end} 2025-03-01.csv`;
  const seen = await preview(store, { [long('by A')]: of('Sam'), [long('by B')]: of('Kim') });
  expect(seen.questions.some(({ id }) => id.length > 400)).toBe(true);
  const { jobId } = await store.call('imports.commit', {
    previewId: seen.previewId,
    confirmed: seen.questions.map(({ id }) => id),
  });
  expect((await ended(store, jobId)).state).toBe('done');
});

it('a file that asks of more than fifty schools can be confirmed', async () => {
  const urns = Array.from({ length: 52 }, (_, at) => ({
    from: `${110001 + at}`,
    to: `${120001 + Math.floor(at / 2)}`,
    at,
  }));
  const schools = [
    ...urns.map(({ from }) => `${from},School ${from},secondary`),
    ...new Set(urns.map(({ to }) => `${to},Academy ${to},secondary`)),
  ];
  const letter = (at: number) => String.fromCharCode(97 + at);
  const people = urns.map(
    ({ from, at }) =>
      `S${at},Child${letter(at % 26)}${letter(Math.floor(at / 26))},Ana,0${1 + (at % 9)}/05/2012,886,03/02/2024,${from},7`,
  );
  const links = urns.map(({ from, to }) => `${from},${to},Academy ${to},Successor - merged,01-09-2024`);
  await importAll(store, {
    'schools 2024-01-01.csv': csv(['urn,name,phase', ...schools].join('\n')),
    'list 2024-02-01.csv': csv(
      [
        'local_id,legal_surname,legal_forename,date_of_birth,responsible_authority,care_start,school_urn,nc_year',
        ...people,
      ].join('\n'),
    ),
  });
  const seen = await preview(store, {
    'links 2024-11-01.csv': csv(['URN,LinkURN,LinkName,LinkType,LinkEstablishedDate', ...links].join('\n')),
  });
  expect(seen.questions.length).toBeGreaterThan(50);
  const confirmed = seen.questions.map(({ id }) => id);
  expect(await store.reply('imports.commit', { previewId: seen.previewId, confirmed })).toMatchObject({ ok: true });
});
