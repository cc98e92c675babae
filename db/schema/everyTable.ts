/** Every table by its schema name: what the writer, the generated tests and the schema guard walk over. */
export {
  authorityProfile,
  bankHoliday,
  code,
  district,
  locality,
  localityCohort,
  localityDistrict,
  localityStaff,
  postcodeArea,
  ruleSet,
  term,
  user,
  userRole,
} from './authority.ts';
export {
  carePeriod,
  child,
  childDateOfBirth,
  childIdentifier,
  childName,
  childProfessional,
  childResponsibleAuthority,
  childUasc,
  cohortMember,
  enrolment,
  episode,
  localityPeriod,
  possibleLeaver,
  senStatus,
} from './children.ts';
export {
  attainmentResult,
  attainmentTarget,
  attendanceDays,
  attendanceRollup,
  attendanceWeek,
  attendanceYear,
  measureOutcome,
  pep,
  pepSection,
  pepTarget,
  suspension,
} from './education.ts';
export { change, changeSet } from './history.ts';
export { benchmark, measure, target } from './measures.ts';
export {
  auditEntry,
  auditSubject,
  draft,
  importBatch,
  importQuestion,
  importRefusal,
  packExport,
  releasedReport,
  rowAlias,
  salvagedRow,
  statement,
  storeInfo,
} from './records.ts';
export { school, schoolContact, schoolLink } from './schools.ts';
export { secretPlacement } from './secrecy.ts';
