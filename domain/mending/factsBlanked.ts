import { withChanged } from '#domain/facts/edits.ts';
import type {
  EnrolmentRow,
  EpisodeRow,
  Facts,
  PepRow,
  PepSectionRow,
  PepTargetRow,
  SuspensionRow,
} from '#domain/facts/factRows.ts';
import type { PepStatus } from '#domain/peps/pepLifecycle.ts';
import { defaultPepSections } from '#domain/peps/pepSections.ts';
import { statusBySteps } from '#domain/peps/statusBySteps.ts';
import { cannotMend, type Finding, mended, type OldChange, valuesOf } from './finding.ts';

type Value = OldChange['now'];
type Blankable = 'peps' | 'enrolments' | 'episodes' | 'suspensions' | 'pepSections' | 'pepTargets';

/** Columns that an empty cell emptied in version 0.2, in words; of alternative provision 'no' is what an empty cell made of yes. */
const columns: { readonly [Kind in Blankable]: Readonly<Record<string, string>> } = {
  peps: {
    heldOn: 'held',
    submittedOn: 'submitted',
    signedOffOn: 'signed off',
    gradedBy: 'graded by',
    gradedOn: 'graded',
  },
  enrolments: { partTimeSessions: 'part-time sessions a week', alternativeProvision: 'alternative provision' },
  episodes: {
    carer: 'carer',
    placementPostcode: 'postcode',
    placementDistrictId: 'district',
    placementProvider: 'provider',
    homePostcode: 'home postcode',
    needCode: 'category of need',
  },
  suspensions: { reason1: 'reason', reason2: 'second reason', reason3: 'third reason' },
  pepSections: { grade: 'grade', reason: 'reason' },
  pepTargets: { wherePlace: 'where', howOften: 'how often' },
};

const isBlank = (value: unknown): boolean => value === null || value === undefined || value === false;
const inWords = (value: Value): string => (value === true ? 'yes' : String(value));

/**
 * Values that version 0.2 emptied because a cell was empty: dates and grades of a PEP, a part-time timetable, a carer. Put right, what
 * was held last is held again, in what is empty still; where a PEP stands follows from its dates by the steps of its life.
 *
 * Source: issue 8 section 1 (said nothing changes nothing) and section 2 (upgrade); `reviews/core.md` B1, B4, A1.
 * @example a PEP held 2024-12-10, submitted 2024-12-12, then a row with its due date alone // held and submitted again
 */
export function factsBlanked(held: Facts, changes: readonly OldChange[]): Finding[] {
  return (Object.keys(columns) as Blankable[]).flatMap((kind) =>
    held[kind].flatMap((row): Finding[] => {
      const lost = Object.keys(columns[kind]).flatMap((column) => {
        const values = valuesOf(changes, kind, row.id, column);
        const value = values.findLast((each) => !isBlank(each));
        const isStill = isBlank(values.at(-1)) && isBlank((row as unknown as Record<string, unknown>)[column]);
        return value === undefined || !isStill ? [] : [{ column, value }];
      });
      if (lost.length === 0) return [];
      const pep = pepOf(held, row);
      const childId = 'childId' in row ? row.childId : pep?.childId;
      if (childId === undefined) return [];
      const said = lost.map(({ column, value }) => `${columns[kind][column]} ${inWords(value)}`).join(', ');
      return [
        {
          kind: 'blanked',
          childId,
          rowId: row.id,
          ...about[kind](row as never, pep as never),
          was: said,
          is: 'nothing said',
          mend: 'It is as it was',
          putRight: (facts: Facts) => {
            const now = (facts[kind] as readonly { id: string }[]).find(({ id }) => id === row.id);
            if (!now || lost.some(({ column }) => !isBlank((now as unknown as Record<string, unknown>)[column])))
              return cannotMend(facts, said, 'This was changed since');
            const values = Object.fromEntries(lost.map(({ column, value }) => [column, value]));
            const rows = withChanged<{ readonly id: string }>(facts[kind], row.id, values);
            return mended(withStatus({ ...facts, [kind]: rows }, pep?.id));
          },
          otherChildId: null,
        },
      ];
    }),
  );
}

/** The PEP that a row is, or is part of. */
const pepOf = ({ peps }: Facts, row: { readonly id: string; readonly pepId?: string }): PepRow | undefined =>
  peps.find(({ id }) => id === (row.pepId ?? row.id));

const about: {
  readonly peps: (row: PepRow) => Pick<Finding, 'what' | 'schoolId'>;
  readonly enrolments: (row: EnrolmentRow) => Pick<Finding, 'what' | 'schoolId'>;
  readonly episodes: (row: EpisodeRow) => Pick<Finding, 'what' | 'schoolId'>;
  readonly suspensions: (row: SuspensionRow) => Pick<Finding, 'what' | 'schoolId'>;
  readonly pepSections: (row: PepSectionRow, pep: PepRow) => Pick<Finding, 'what' | 'schoolId'>;
  readonly pepTargets: (row: PepTargetRow, pep: PepRow) => Pick<Finding, 'what' | 'schoolId'>;
} = {
  peps: ({ dueOn, schoolId }) => ({ what: `PEP due ${dueOn}`, schoolId }),
  enrolments: ({ startDate, schoolId }) => ({ what: `Enrolment from ${startDate}`, schoolId }),
  episodes: ({ startDate }) => ({ what: `Placement from ${startDate}`, schoolId: null }),
  suspensions: ({ startDate, schoolId }) => ({ what: `Suspension from ${startDate}`, schoolId }),
  pepSections: ({ section }, { dueOn, schoolId }) => ({
    what: `PEP due ${dueOn}: ${defaultPepSections.find((each) => each.section === section)?.title ?? section}`,
    schoolId,
  }),
  pepTargets: ({ position }, { dueOn, schoolId }) => ({ what: `PEP due ${dueOn}: target ${position}`, schoolId }),
};

/** Where a PEP stands with its dates and grades back. */
function withStatus(facts: Facts, rowId: string | undefined): Facts {
  const pep = facts.peps.find(({ id }) => id === rowId);
  if (!pep) return facts;
  const sections = facts.pepSections.filter(({ pepId }) => pepId === pep.id);
  const { status } = statusBySteps(pep.status as PepStatus, {
    isBegun: pep.heldOn !== null || sections.length > 0 || facts.pepTargets.some(({ pepId }) => pepId === pep.id),
    submittedOn: pep.submittedOn,
    signedOffOn: pep.signedOffOn,
    sections,
  });
  return { ...facts, peps: withChanged(facts.peps, pep.id, { status }) };
}
