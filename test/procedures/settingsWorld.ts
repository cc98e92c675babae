import { expect } from 'vitest';
import type { CallInput, CallName } from '#contract/calls.ts';
import type { Job } from '#contract/jobs.ts';
import { rebuildDerived } from '#db/derived/rebuildDerived.ts';
import { aChild } from '#test/make/aChild.ts';
import { aSchool } from '#test/make/aSchool.ts';
import { aStore } from '#test/make/aStore.ts';
import { weekOf } from '#test/make/weekOf.ts';

export const today = '2025-03-31';

/** A store with five children (and two who left) whose places the settings decide, and what tests of the settings ask of it. */
export async function aSettingsWorld() {
  const store = await aStore({ today });
  /** Two children in Thanet (one with a plan), one in Swale, one in Medway, one whose postcode nobody knows. */
  const children: Record<'thanet' | 'withPlan' | 'swale' | 'medway' | 'unknown', string> = {
    thanet: '',
    withPlan: '',
    swale: '',
    medway: '',
    unknown: '',
  };
  await store.write((writer) => {
    const schoolId = aSchool(writer);
    const enrolments = [{ schoolId, start: '2021-09-01', ncYear: 6, weeks: { '2025-03-03': weekOf('U') } }];
    const add = (district: string | null, more = {}) =>
      aChild(writer, {
        districtId: district === null ? null : store.district(district),
        dateOfBirth: '2014-01-10',
        enrolments,
        ...more,
      });
    children.thanet = add('Thanet');
    children.withPlan = add('Thanet', { sen: [{ status: 'E', from: '2019-01-01' }] });
    children.swale = add('Swale');
    children.medway = add('Medway');
    children.unknown = add(null);
    // Who left before a change is as they were; who left after it follows up to their last day.
    for (const end of ['2024-05-01', '2024-12-01'])
      aChild(writer, {
        episodes: [{ start: '2020-01-01', end, reasonCeased: 'E4A', districtId: store.district('Thanet') }],
        sen: [{ status: 'S', from: '2019-01-01', to: '2024-08-31' }],
        enrolments: [{ schoolId, start: '2021-09-01', weeks: { '2024-04-22': weekOf('/') } }],
      });
  });
  const read = <Each>(sql: string, ...values: unknown[]) => store.context.reader.prepare(sql).all(...values) as Each[];

  /** Makes a change and waits for its job; answers the change's id. */
  async function done<Name extends CallName & `settings.${string}`>(
    name: Name,
    input: CallInput<Name>,
  ): Promise<string> {
    const { changeId, jobId } = (await store.call(name, input)) as { changeId: string; jobId?: string };
    for (;;) {
      if (jobId === undefined) return changeId;
      const job: Job = await store.call('jobs.get', { jobId });
      if (job.state === 'done') {
        expect(job.result).toEqual({ changeId });
        return changeId;
      }
      if (job.state !== 'running') throw new Error(`${job.error?.code}: ${job.error?.message}`);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }
  const failure = async (name: string, input: unknown) => {
    const reply = await store.reply(name, input);
    return reply.ok ? null : { code: reply.error.code, ...reply.error.detail };
  };

  const derivedTables = [
    'locality_period',
    'care_period',
    'cohort_member',
    'attendance_rollup',
    'attendance_year',
    'attendance_days',
  ];
  /** Everything that follows from facts, without the ids that a rebuild makes anew. */
  const derived = () =>
    Object.fromEntries(
      derivedTables.map((table) => [
        table,
        read<Record<string, unknown>>(`SELECT * FROM ${table}`)
          .map(({ id: _made, ...row }) => JSON.stringify(row))
          .sort(),
      ]),
    );
  /** What a rebuild of every child from scratch finds; it must be what is stored already. */
  async function expectAsRebuilt(): Promise<void> {
    const stored = derived();
    await store.write((writer) =>
      rebuildDerived(
        writer.connection,
        read<{ id: string }>('SELECT id FROM child').map(({ id }) => id),
      ),
    );
    expect(derived()).toEqual(stored);
  }
  const childrenIn = async (asAt = today) =>
    Object.fromEntries(
      (await store.call('overview.get', { asAt })).localities.map((row) => [
        row.isCounty ? 'county' : row.name,
        row.children.value,
      ]),
    );
  const absenceIn = async () =>
    Object.fromEntries(
      (await store.call('reports.attendanceSummary', { asAt: today, fromYear: '2024/25', toYear: '2024/25' })).rows.map(
        (row) => [row.isCounty ? 'county' : row.name, row.absence.denominator],
      ),
    );
  const localityOf = (childId: string, date: string) =>
    read<{ name: string | null }>(
      `SELECT locality.name FROM locality_period LEFT JOIN locality ON locality.id = locality_id
       WHERE child_id = ? AND start_date <= ? AND (end_date IS NULL OR end_date >= ?)`,
      childId,
      date,
      date,
    )[0]?.name;
  return { store, children, read, done, failure, expectAsRebuilt, childrenIn, absenceIn, localityOf };
}

export type SettingsWorld = Awaited<ReturnType<typeof aSettingsWorld>>;
