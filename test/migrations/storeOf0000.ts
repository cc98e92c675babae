import type { Connection } from '#db/open.ts';

/** Two children of a store as version 0000 wrote it, in plain SQL: later versions of the writer know other columns. */
export const childWithMarks = '01900000-0000-7000-8000-000000000001';
export const childWithoutSchool = '01900000-0000-7000-8000-000000000002';
export const thanet = 'locality-thanet';

/** Present all week but for one ill morning: 9 of 10 sessions attended. */
export const marks = 'I \\ / \\ / \\ / \\ / \\ ';

export function fillStoreOf0000(connection: Connection): void {
  const add = (table: string, row: Record<string, string | number | null>) =>
    connection
      .prepare(
        `INSERT INTO "${table}" (${Object.keys(row).join(', ')}) VALUES (${Object.keys(row)
          .map(() => '?')
          .join(', ')})`,
      )
      .run(...Object.values(row));
  const always = { valid_from: '2000-01-01', valid_to: null };
  add('store_info', { key: 'storeId', value: 'a store of version 0000' });
  add('authority_profile', { id: 'profile', la_code: '886', name: 'Kent', virtual_school_name: 'Virtual School Kent' });
  add('district', { id: 'district', code: 'E07000114', name: 'Thanet', former_name: null, la_code: '886', ...always });
  add('locality', { id: thanet, name: 'East Kent 3', short_name: 'EK3', position: 4, ...always });
  add('locality_district', { id: 'in', locality_id: thanet, district_id: 'district', ...always });
  add('term', {
    id: 'term',
    academic_year: '2024/25',
    term: 'spring',
    half: 2,
    start_date: '2025-02-24',
    end_date: '2025-04-04',
  });
  add('rule_set', { id: 'rule', kind: 'minimumCohortToRate', value: '10', source: 'test', ...always });
  add('measure', {
    id: 'measure',
    code: 'absence-overall',
    name: 'Overall absence',
    unit: 'percent',
    polarity: 'lower',
    definition: 'Absence',
  });
  add('target', {
    id: 'target',
    measure_id: 'measure',
    academic_year: '2024/25',
    geography: 'Kent',
    kind: 'maximumRate',
    value: 9,
    floor: null,
    peer: null,
    source: 'test',
    position: 0,
  });
  add('benchmark', {
    id: 'benchmark',
    measure_id: 'measure',
    kind: 'value',
    published_name: 'x',
    geography: 'Kent',
    cohort_kind: 'ALL',
    cohort_variant: '',
    academic_year: '2024/25',
    value: 7.1,
    unit: '%',
    definition: '',
    source: '',
    url: '',
    vintage: '',
    confidence: 'high',
  });
  add('user', {
    id: 'user',
    name: 'An Administrator',
    role: 'administrator',
    locality_id: null,
    active: 1,
    created_at: '2025-01-01T09:00:00.000Z',
  });
  add('school', {
    id: 'school',
    urn: '118000',
    laestab: null,
    name: 'A School',
    phase: 'Primary',
    district_id: 'district',
    postcode: null,
    opened_on: null,
    closed_on: null,
  });
  add('school_contact', {
    id: 'contact',
    school_id: 'school',
    kind: 'designatedTeacher',
    name: 'A Teacher',
    email: null,
    telephone: null,
    ...always,
  });
  for (const [index, child] of [childWithMarks, childWithoutSchool].entries()) {
    const own = { child_id: child };
    add('child', { id: child, sex: 'F', ethnicity: null, first_language: null, disabled: 0, sealed_on: null });
    add('child_identifier', {
      id: `identifier-${index}`,
      ...own,
      kind: 'localId',
      value: `K${index}`,
      issuer: '886',
      ...always,
    });
    add('child_name', { id: `name-${index}`, ...own, kind: 'legal', surname: 'Sample', forename: 'Ana', ...always });
    add('child_date_of_birth', { id: `birth-${index}`, ...own, date_of_birth: '2014-05-05', disputed: 0, ...always });
    add('child_responsible_authority', { id: `authority-${index}`, ...own, la_code: '886', ...always });
    add('episode', {
      id: `episode-${index}`,
      ...own,
      start_date: '2022-06-01',
      end_date: null,
      reason_started: 'S',
      legal_status: 'C2',
      need_code: 'N1',
      placement_type: 'U6',
      placement_district_id: 'district',
      confidential: 0,
      source: 'test',
    });
    add('care_period', { id: `care-${index}`, ...own, kind: 'all', start_date: '2022-06-01', end_date: null });
    add('locality_period', {
      id: `place-${index}`,
      ...own,
      locality_id: thanet,
      reason: 'district',
      start_date: '2022-06-01',
      end_date: null,
    });
    add('sen_status', { id: `sen-${index}`, ...own, status: 'K', ...always });
  }
  const own = { child_id: childWithMarks };
  add('enrolment', {
    id: 'enrolment',
    ...own,
    school_id: 'school',
    nc_year: 4,
    kind: 'main',
    part_time_sessions: null,
    alternative_provision: 0,
    start_date: '2022-09-01',
    end_date: null,
  });
  add('attendance_week', { id: 'week-1', enrolment_id: 'enrolment', week_start: '2025-03-03', marks });
  add('attendance_week', { id: 'week-2', enrolment_id: 'enrolment', week_start: '2024-03-04', marks });
  add('attendance_rollup', {
    academic_year: '2024/25',
    ...own,
    month: '2025-03',
    locality: thanet,
    in_care: 1,
    attended: 9,
    authorised: 1,
    unauthorised: 0,
    not_possible: 0,
    conflicts: 0,
  });
  add('attendance_rollup', {
    academic_year: '2023/24',
    ...own,
    month: '2024-03',
    locality: thanet,
    in_care: 1,
    attended: 9,
    authorised: 1,
    unauthorised: 0,
    not_possible: 0,
    conflicts: 0,
  });
  add('attainment_result', {
    id: 'result',
    ...own,
    academic_year: '2024/25',
    key_stage: 'KS2',
    subject: 'reading',
    component: 'test',
    value: '101',
    status: 'final',
    entry: 'first',
    received_on: '2025-07-10',
    source: 'test',
    supersedes_id: null,
  });
  add('attainment_target', {
    id: 'aim',
    ...own,
    kind: 'target',
    academic_year: '2024/25',
    key_stage: 'KS2',
    subject: 'reading',
    component: 'test',
    value: '100',
    set_on: '2024-09-10',
  });
  add('suspension', {
    id: 'suspension',
    ...own,
    school_id: 'school',
    category: 'SUSP',
    start_date: '2025-02-26',
    sessions: 3,
    reason_1: 'DB',
    status: 'issued',
    exam_affected: 0,
  });
  add('pep', {
    id: 'pep',
    ...own,
    school_id: 'school',
    version: 1,
    amends_id: null,
    reason: 'review',
    status: 'submitted',
    due_on: '2025-03-10',
    held_on: '2025-03-08',
    submitted_on: '2025-03-12',
  });
  add('pep_section', {
    id: 'section',
    pep_id: 'pep',
    section: 'voice',
    filled: 1,
    content: 'Words',
    grade: 'green',
    reason: 'Heard',
  });
  add('pep_target', {
    id: 'pep-target',
    pep_id: 'pep',
    position: 0,
    what: 'Read',
    when_by: '2025-07-01',
    who: 'Teacher',
    evaluation: 'underWay',
  });
  add('possible_leaver', {
    id: 'leaver',
    child_id: childWithoutSchool,
    noticed_on: '2025-03-01',
    batch_id: 'batch',
    resolved_on: null,
    resolution: null,
  });
  add('import_batch', {
    id: 'batch',
    at: '2025-03-01T09:00:00.000Z',
    user_id: 'user',
    title: 'List',
    files: '[]',
    state: 'committed',
  });
  add('import_refusal', { id: 'refusal', batch_id: 'batch', file_name: 'list.csv', csv: 'row\r\n' });
  add('change_log', {
    id: 'change',
    table_name: 'child',
    row_key: childWithMarks,
    field: '*',
    old: null,
    new: null,
    actor_id: 'user',
    device_id: 'device',
    clock: '0019000000000000',
    batch_id: 'batch',
    reason: null,
  });
  add('audit_entry', {
    id: 'audit',
    at: '2025-03-01T09:00:00.000Z',
    user_id: 'user',
    user_name: 'An Administrator',
    action: 'read child',
    outcome: 'done',
    detail: 'children.get',
  });
  add('audit_subject', { id: 'subject', audit_id: 'audit', kind: 'child', subject_id: childWithMarks });
}
