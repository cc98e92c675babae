import type { CallName } from '#contract/calls.ts';
import type { GoldenStore } from './goldenStore.ts';

export type Question = { call: CallName; what: string; input: unknown };

/** Queries that are not asked, and why: their answers are of the moment or of the machine, or belong to another part. */
export const notAsked: Partial<Record<CallName, string>> = {
  'jobs.get': 'how far work is, at a moment',
  'jobs.running': 'what is under way, at a moment',
  'diagnostics.read': 'versions and places of the machine',
  'backups.list': 'files of the run, with their times',
  'updates.settings': 'of the installation, not the store',
  'store.checkFolder': 'of the disk of the machine',
  'recovery.inspect': 'asked before unlocking; has tests of its own',
  'keys.list': 'times and ids of slots',
  'audit.list': 'what this run itself has asked',
  'audit.faults': 'of the files of the run; has tests of its own',
  'children.mergePreview': 'of two records that nobody would merge here; has tests of its own',
  'children.whoCanConfirm': 'people beside the one who asks, who is alone here; has tests of its own',
  'settings.proposedYear': 'follows from its input alone; has tests of its own',
};

const dates = ['2025-03-31', '2024-12-31', '2024-08-15'] as const;
const figures = [
  'children',
  'lac12',
  'absence',
  'persistentAbsence',
  'suspended',
  'pepsOnTime',
  'pepQuality',
  'need:pepsDueSoon',
  'need:pepsToGrade',
  'need:lowAttendance',
  'need:suspendedDays',
  'need:withoutSchool',
  'need:possibleLeavers',
] as const;

type Found = { id: string; name: string };

/** What the frozen store holds that questions are asked about, by names that do not change. */
function subjects(store: GoldenStore) {
  const children = store.rows<Found>(
    `SELECT child_id AS id, value AS name FROM child_identifier
     WHERE kind = 'localId' AND (value LIKE 'U0%' OR value LIKE '%37') ORDER BY value`,
  );
  const schools = store.rows<Found>(
    `SELECT s.id, s.urn AS name FROM school s JOIN enrolment e ON e.school_id = s.id
     WHERE e.end_date IS NULL GROUP BY s.id ORDER BY count(*) DESC, s.urn LIMIT 3`,
  );
  const localities = store.rows<Found>('SELECT id, short_name AS name FROM locality ORDER BY short_name');
  const measures = store.rows<{ id: string }>('SELECT code AS id FROM measure ORDER BY code').map(({ id }) => id);
  return { children, schools, localities, measures };
}

/** Every question of the record, the same for every person. */
export function questions(store: GoldenStore): Question[] {
  const { children, schools, localities, measures } = subjects(store);
  const ek3 = localities.find(({ name }) => name === 'EK3')?.id ?? null;
  const asked: Question[] = [];
  const ask = (call: CallName, what: string, input: unknown) => asked.push({ call, what, input });

  for (const asAt of dates) {
    ask('overview.get', asAt, { asAt });
    ask('overview.get', `${asAt} EK3`, { asAt, localityId: ek3 });
    ask('children.list', asAt, { asAt, filters: {} });
    ask('children.list', `${asAt} everybody's`, { asAt, filters: { responsibility: 'all' } });
    ask('schools.list', asAt, { asAt });
    ask('search.all', asAt, { text: 'Unt', asAt, limit: 50 });
    for (const { id, name } of children)
      if (asAt !== '2024-08-15' || name.startsWith('U0')) ask('children.get', `${asAt} ${name}`, { childId: id, asAt });
    for (const { id, name } of schools) ask('packs.preview', `${asAt} ${name}`, { schoolId: id, asAt });
    for (const figure of figures)
      for (const localityId of [null, ek3])
        ask('figures.children', `${asAt} ${figure}${localityId === null ? '' : ' EK3'}`, {
          drill: { figure, asAt, academicYear: null, localityId, measure: null },
        });
    ask('reports.attendanceSummary', asAt, { asAt, fromYear: '2021/22', toYear: '2024/25' });
  }
  for (const measure of measures) {
    ask('reference.benchmarks', measure, { measure });
    const gap = (peer: string, cohort: string, uasc: string, by: string) =>
      ask('reports.gap', `${measure} ${peer} ${cohort} ${uasc} UASC by ${by}`, {
        measure,
        fromYear: '2005/06',
        toYear: '2024/25',
        peer,
        cohort,
        by,
        uasc,
      });
    gap('England', 'LAC12', 'with', 'locality');
    for (const cohort of ['LAC12', 'all'])
      for (const uasc of ['with', 'without']) for (const by of ['county', 'locality']) gap('Kent', cohort, uasc, by);
    ask('figures.children', `measure ${measure}`, {
      drill: { figure: 'measure', asAt: '2025-03-31', academicYear: '2023/24', localityId: null, measure },
    });
  }
  for (const [call, input] of [
    ['reference.measures', {}],
    ['releases.list', {}],
    ['secrets.asked', {}],
    ['reports.previewOverview', { asAt: '2025-03-31' }],
    ['reports.previewGap', { measure: 'ks2-rwm-expected', fromYear: '2018/19', toYear: '2023/24' }],
    ['imports.templates', {}],
    ['imports.batches', {}],
    ['imports.questions', {}],
    ['leavers.list', {}],
    ['earlierVersion.list', {}],
    ['packs.history', {}],
    ['drafts.read', { key: 'a form' }],
    ['users.list', {}],
    ['settings.profile', {}],
    ['settings.localities', { asAt: '2025-03-31' }],
    ['settings.districts', { asAt: '2025-03-31' }],
    ['settings.postcode', { postcode: 'CT9 1AB', asAt: '2025-03-31' }],
    ['settings.unresolvedPostcodes', {}],
    ['settings.calendar', {}],
    ['settings.targets', {}],
    ['settings.minimumToRate', { asAt: '2025-03-31' }],
    ['settings.history', {}],
    ['imports.refusedRows', { of: '01900000-0000-7000-8000-00000000dead', fileName: 'list.csv' }],
    ['store.status', {}],
  ] as const)
    ask(call, '', input);
  return asked;
}
