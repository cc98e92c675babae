import { afterEach, beforeEach, expect, it } from 'vitest';
import { aChild } from '#test/make/aChild.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';

let store: TestStore;
beforeEach(async () => {
  store = await aStore({ today: '2025-03-31' });
  await store.write((writer) => {
    aChild(writer, {
      name: { forename: 'Ana', surname: 'Secret' },
      dateOfBirth: '2013-01-10',
      episodes: [{ start: '2020-01-01', districtId: null, confidential: true }],
    });
    aChild(writer, { name: { forename: 'Ben', surname: 'Plain' }, dateOfBirth: '2013-01-10', districtId: null });
    aChild(writer, {
      name: { forename: 'Cat', surname: 'Thanetian' },
      dateOfBirth: '2013-01-10',
      districtId: store.district('Thanet'),
    });
  });
});
afterEach(() => store.close());
const drill = (figure: string) =>
  ({ figure, asAt: '2025-03-31', localityId: null, measure: null, academicYear: null, toDate: false }) as never;

it('a list of those in no locality leaves out a child whose placement is secret, as the list of children does', async () => {
  const list = await store.call('exports.children', {
    asAt: '2025-03-31',
    filters: { localityId: 'unallocated' },
    sort: { column: 'listName', descending: false },
    purpose: 'a meeting',
  } as never);
  expect(list.text).toContain('PLAIN');
  expect(list.text).not.toContain('SECRET');
  const behind = await store.call('exports.behindFigure', { drill: drill('need:unallocated'), purpose: 'a meeting' });
  expect(behind.text).toContain('PLAIN');
  expect(behind.text).not.toContain('SECRET');
});
it('the column of how a child counts tells nothing of the school place of a secret child that the school column keeps', async () => {
  await store.write((writer) => {
    const [child] = writer.connection
      .prepare("SELECT child_id AS id FROM child_name WHERE surname = 'Secret'")
      .all() as { id: string }[];
    writer.insert('enrolment', {
      child_id: child?.id ?? '',
      school_id: null,
      kind: 'homeEducation',
      nc_year: 7,
      start_date: '2025-01-06',
      end_date: null,
      part_time_sessions: null,
      alternative_provision: 0,
    });
  });
  const list = await store.call('exports.children', {
    asAt: '2025-03-31',
    filters: {},
    sort: { column: 'listName', descending: false },
    purpose: 'a meeting',
  } as never);
  const behind = await store.call('exports.behindFigure', { drill: drill('need:withoutSchool'), purpose: 'a meeting' });
  const of = (text: string) =>
    text
      .split('\r\n')
      .filter((line) => line.includes('SECRET'))
      .join();
  expect(of(list.text)).not.toMatch(/home/i);
  expect(of(behind.text)).not.toMatch(/home/i);
});
