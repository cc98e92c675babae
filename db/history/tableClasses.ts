/**
 * What becomes of a table's rows (exchange.md section 3.1):
 * - `fact`: about children, schools and their years; every change is in the history;
 * - `configuration`: the authority's own choices and people; every change is in the history;
 * - `appendOnly`: a register that only grows; it is its own history;
 * - `local`: of this store alone;
 * - `derived`: follows from facts, rebuilt and never edited.
 */
export type TableClass = 'fact' | 'configuration' | 'appendOnly' | 'local' | 'derived';

/** The class of every table; a test fails where one is missing. */
export const tableClasses: Readonly<Record<string, TableClass>> = {
  attainment_result: 'fact',
  attainment_target: 'fact',
  attendance_week: 'fact',
  child: 'fact',
  child_date_of_birth: 'fact',
  child_identifier: 'fact',
  child_name: 'fact',
  child_professional: 'fact',
  child_responsible_authority: 'fact',
  child_uasc: 'fact',
  enrolment: 'fact',
  episode: 'fact',
  pep: 'fact',
  pep_section: 'fact',
  pep_target: 'fact',
  possible_leaver: 'fact',
  school: 'fact',
  school_contact: 'fact',
  school_link: 'fact',
  row_alias: 'fact',
  secret_placement: 'fact',
  sen_status: 'fact',
  suspension: 'fact',
  authority_profile: 'configuration',
  bank_holiday: 'configuration',
  benchmark: 'configuration',
  code: 'configuration',
  district: 'configuration',
  locality: 'configuration',
  locality_cohort: 'configuration',
  locality_district: 'configuration',
  locality_staff: 'configuration',
  measure: 'configuration',
  postcode_area: 'configuration',
  rule_set: 'configuration',
  target: 'configuration',
  term: 'configuration',
  user: 'configuration',
  user_role: 'configuration',
  audit_entry: 'appendOnly',
  audit_subject: 'appendOnly',
  change: 'appendOnly',
  change_set: 'appendOnly',
  import_batch: 'appendOnly',
  import_question: 'appendOnly',
  import_refusal: 'appendOnly',
  pack_export: 'appendOnly',
  released_report: 'appendOnly',
  statement: 'appendOnly',
  draft: 'local',
  salvaged_row: 'local',
  store_info: 'local',
  attendance_days: 'derived',
  attendance_rollup: 'derived',
  attendance_year: 'derived',
  care_period: 'derived',
  cohort_member: 'derived',
  locality_period: 'derived',
  measure_outcome: 'derived',
};

/** Whether each change of a table's rows is written to the history. */
export const hasHistory = (table: string): boolean =>
  tableClasses[table] === 'fact' || tableClasses[table] === 'configuration';
