/** Who fills in a section and is chased for it. */
export type SectionOwner = 'socialWorker' | 'designatedTeacher' | 'carer' | 'child' | 'virtualSchool';

export interface PepSectionDefinition {
  readonly section: string;
  readonly title: string;
  readonly owner: SectionOwner;
  /** Whether the PEP is incomplete without it. */
  readonly required: boolean;
}

/**
 * The eight sections of the default rubric, with titles and owners. Editable rows of the authority's profile; the ids are
 * what section rows store.
 *
 * Source: domain.md section 8 (default rubric); Care Planning, Placement and Case Review (England) Regulations 2010,
 * Schedule 1 (contents). Who owns which section is Kent's practice in outline [check].
 */
export const defaultPepSections: readonly PepSectionDefinition[] = [
  { section: 'childsVoice', title: 'Child’s voice', owner: 'child', required: true },
  { section: 'historyAndAttainment', title: 'History and attainment', owner: 'designatedTeacher', required: true },
  { section: 'needsAndBarriers', title: 'Needs and barriers', owner: 'designatedTeacher', required: true },
  { section: 'previousTargets', title: 'Previous targets evaluated', owner: 'designatedTeacher', required: true },
  { section: 'newTargets', title: 'New SMART targets', owner: 'designatedTeacher', required: true },
  { section: 'interventionsAndFunding', title: 'Interventions and funding', owner: 'virtualSchool', required: true },
  { section: 'transitionAndStability', title: 'Transition and stability', owner: 'socialWorker', required: true },
  { section: 'peopleAndNextDate', title: 'People and next date', owner: 'socialWorker', required: true },
];
