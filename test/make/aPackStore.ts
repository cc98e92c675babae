import type { Job } from '#contract/jobs.ts';
import { packExportResult } from '#contract/packs.ts';
import type { Row } from '#db/history/change.ts';
import type { Writer } from '#db/write.ts';
import { aChild, type ChildSpec } from './aChild.ts';
import { aSchool } from './aSchool.ts';
import { aStore, type TestStore } from './aStore.ts';
import { weekOf } from './weekOf.ts';

export const AS_AT = '2025-03-31';

/** Weeks of autumn 2024 and spring 2025: ill on one day of each second week. */
export const weeks = (): Record<string, string> =>
  Object.fromEntries(
    ['2024-09-02', '2024-09-09', '2024-11-04', '2025-01-06', '2025-03-03', '2025-03-31'].map((monday, index) => [
      monday,
      index % 2 === 0 ? weekOf('/') : weekOf('/ \\ I I / \\ / \\ O O'),
    ]),
  );

/** Changes rows that the builders wrote, found by a column. */
export function amend(writer: Writer, table: string, column: string, value: string, changes: Row): void {
  const rows = writer.connection.prepare(`SELECT id FROM ${table} WHERE ${column} = ?`).all(value) as { id: string }[];
  for (const { id } of rows) writer.update(table, id, changes);
}

/** A pupil with something in every section of a pack. */
export function aPupil(writer: Writer, schoolId: string, spec: ChildSpec = {}): string {
  return aChild(writer, {
    sen: [{ status: 'K' }],
    results: [
      { academicYear: '2023/24', keyStage: 'KS2', subject: 'reading', component: 'scaledScore', value: '103' },
      { academicYear: '2023/24', keyStage: 'KS2', subject: 'maths', component: 'scaledScore', value: '97' },
    ],
    targets: [
      {
        kind: 'target',
        academicYear: '2023/24',
        keyStage: 'KS2',
        subject: 'maths',
        component: 'scaledScore',
        value: '100',
      },
    ],
    suspensions: [{ start: '2025-01-21', sessions: 3 }],
    peps: [
      {
        due: '2024-12-31',
        held: '2024-12-10',
        gradedBy: 'Test Grader',
        gradedOn: '2024-12-20',
        grades: ['green', 'green', 'amber', 'green', 'red', 'green', 'green', 'green'],
        targets: [{ what: 'Read aloud for ten minutes', who: 'Class teacher', evaluation: 'underWay' }],
      },
    ],
    enrolments: [{ schoolId, start: '2024-09-01', ncYear: 7, weeks: weeks() }],
    ...spec,
  });
}

export interface PackStore {
  store: TestStore;
  schoolId: string;
  otherSchoolId: string;
  /** Ana Alpha in Thanet (EK3), Bea Beta in a confidential placement in Thanet, Cal Gamma in Ashford (EK2). */
  ana: string;
  bea: string;
  cal: string;
  /** Zed Omega of another school. */
  zed: string;
}

/** What gives the confidential placement of Bea Beta away; none of it may be in any file. */
export const SECRET = {
  postcode: 'CT9 7ZZ',
  carer: 'Mrs Wilhelmina Hiddenham',
  district: 'Thanet',
  locality: 'East Kent 3',
};

/** A store with two schools, three pupils at the first, one at the second, one sealed, one who has left care. */
export async function aPackStore(options: { today?: string } = {}): Promise<PackStore> {
  const store = await aStore({ today: options.today ?? AS_AT });
  const thanet = store.district('Thanet');
  const ids = await store.write((writer) => {
    const schoolId = aSchool(writer, {
      urn: '999001',
      name: 'Sample Academy',
      designatedTeacher: 'Dora Teacher',
      safeguardingLead: 'Sam Guard',
    });
    const otherSchoolId = aSchool(writer, { urn: '999002', name: 'Elsewhere High', designatedTeacher: 'Otto Other' });
    const named = (forename: string, surname: string, upn: string, localId: string, spec: ChildSpec = {}) =>
      aPupil(writer, schoolId, { name: { forename, surname }, upn, localId, districtId: thanet, ...spec });
    const ana = named('Ana', 'Alphaton', 'A999000000001', 'LA-1001');
    const bea = named('Bea', 'Betaworth', 'B999000000002', 'LA-1002', {
      episodes: [{ start: '2020-01-01', districtId: thanet, confidential: true }],
    });
    const cal = named('Cal', 'Gammaley', 'C999000000003', 'LA-1003', { districtId: store.district('Ashford') });
    named('Sealdon', 'Adoptham', 'D999000000004', 'LA-1004', { sealedOn: '2025-02-01' });
    named('Goneril', 'Leftwick', 'E999000000005', 'LA-1005', {
      episodes: [{ start: '2020-01-01', end: '2025-03-31', districtId: thanet }],
    });
    const zed = aPupil(writer, otherSchoolId, {
      name: { forename: 'Zed', surname: 'Omegahurst' },
      upn: 'Z999000000009',
      localId: 'LA-1009',
      districtId: thanet,
    });
    amend(writer, 'episode', 'child_id', bea, { placement_postcode: SECRET.postcode, carer: SECRET.carer });
    return { schoolId, otherSchoolId, ana, bea, cal, zed };
  });
  return { store, ...ids };
}

/** Waits until a job has ended and answers it. */
export async function ended(store: TestStore, jobId: string): Promise<Job> {
  for (;;) {
    const job = await store.call('jobs.get', { jobId });
    if (job.state !== 'running') return job as Job;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Exports a pack and answers what it wrote; throws when the job failed. */
export async function exported(
  { store, schoolId }: Pick<PackStore, 'store' | 'schoolId'>,
  folder: string,
  more: { childIds?: string[]; password?: string | null; asAt?: string; include?: string[]; leaveOut?: string[] } = {},
) {
  const { jobId } = await store.call('packs.export', { schoolId, asAt: AS_AT, folder, ...more });
  const job = await ended(store, jobId);
  if (job.state !== 'done') throw new Error(`${job.state}: ${job.error?.message}`);
  return packExportResult.parse(job.result);
}
