import { roles } from '#domain/access/roles.ts';
import { withoutSchool } from '#domain/enrolment/withoutSchool.ts';

/**
 * The words a column may hold, by table. They are no CHECK of the schema: a CHECK would freeze the vocabulary, since a table
 * cannot change one without being rebuilt. The `Writer` refuses any other word. A store written by a newer version may hold
 * words this one does not know; they are read as they are.
 */
export const columnWords: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  attainment_result: { entry: ['first', 'resit'], status: ['provisional', 'revised', 'final'] },
  attainment_target: { kind: ['target', 'prediction'] },
  benchmark: { kind: ['value', 'gap'] },
  child: { sex: ['M', 'F', 'U'] },
  child_identifier: { kind: ['localId', 'upn', 'formerUpn', 'uln'] },
  child_name: { kind: ['legal', 'knownAs'] },
  child_professional: { kind: ['socialWorker', 'reviewingOfficer'] },
  enrolment: { kind: ['main', 'dual', ...Object.keys(withoutSchool)] },
  import_batch: { state: ['committed', 'undone'] },
  locality_cohort: { cohort: ['outOfAuthority', 'specialEducationalNeeds'] },
  measure: { polarity: ['higher', 'lower'] },
  pep: { status: ['due', 'draft', 'submitted', 'returned', 'signedOff'] },
  pep_section: { grade: ['green', 'amber', 'red'] },
  pep_target: { evaluation: ['notEvaluated', 'notBegun', 'underWay', 'partlyMet', 'met', 'notMet'] },
  school_contact: { kind: ['designatedTeacher', 'designatedSafeguardingLead'] },
  secret_placement: { kind: ['said', 'adoption', 'sibling', 'upgrade'] },
  sen_status: { status: ['N', 'K', 'E', 'S'] },
  suspension: { category: ['SUSP', 'PERM', 'LNCH'], status: ['issued', 'cancelled', 'reinstated', 'quashed'] },
  target: { kind: ['maximumGap', 'minimumRate', 'maximumRate'] },
  term: { term: ['autumn', 'spring', 'summer'] },
  user_role: { role: roles },
};
