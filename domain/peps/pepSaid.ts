import type { PlainDate } from '#domain/calendar/plainDate.ts';
import type { Facts, PepRow, PepSectionRow, PepTargetRow } from '#domain/facts/factRows.ts';
import { type Difference, type Ruling, refusedFor, type Saying } from '#domain/facts/ruling.ts';
import { noLines } from '#domain/schools/schoolLines.ts';
import { findPep, type PepFound, type PepsNamed, pepTerm } from './findPep.ts';
import { type PepStatus, pepStep } from './pepLifecycle.ts';
import { pepsThroughConversions } from './pepsThroughConversions.ts';
import { statusBySteps } from './statusBySteps.ts';

/** What is said of one section; null says nothing. */
export interface PepSectionSaid {
  readonly section: string;
  readonly filled: boolean;
  readonly grade: string | null;
  readonly reason: string | null;
}

/** What is said of one SMART target; null says nothing. */
export type PepTargetSaid = Omit<PepTargetRow, 'id' | 'pepId' | 'costPounds' | 'evidence' | 'evaluation'> & {
  readonly evaluation: string | null;
};

/** A PEP as somebody says it. Only the due date must be there; null says nothing. */
export interface PepSaid {
  readonly reference: string | null;
  readonly due: PlainDate;
  /** In the app's own words. */
  readonly reason: string | null;
  readonly schoolId: string | null;
  readonly held: PlainDate | null;
  readonly submitted: PlainDate | null;
  readonly signedOff: PlainDate | null;
  readonly gradedBy: string | null;
  readonly gradedOn: PlainDate | null;
  readonly noSchoolReason: string | null;
  readonly sections: readonly PepSectionSaid[];
  readonly targets: readonly PepTargetSaid[];
  /** What the rows of the file, this one among them, name PEPs of the child by. */
  readonly others: PepsNamed;
}

/** A whole PEP: its own row and its parts. */
type Pep = { row: PepRow; sections: readonly PepSectionRow[]; targets: readonly PepTargetRow[] };

/**
 * A Personal Education Plan. It is found by `findPep`; what a row does not say stays as it is, so that nobody blanks a held PEP
 * by an empty cell; its status follows by `pepStep` alone. A signed-off PEP is locked: another word about it is an amendment, a
 * new version that begins as the one before. An older file fills in what nobody has said and changes nothing else.
 *
 * Source: domain.md section 8; issue 8 section 1; `reviews/core.md` B4.
 * @example held and submitted, then a row with only the due date // nothing
 * @example due 2024-12-20, not held, then the same kind due 2024-12-13 // one PEP, due 2024-12-13
 */
export function pepSaid(held: Facts, given: PepSaid, saying: Saying): Ruling {
  const lines = saying.schools ?? noLines;
  const amended = new Set(held.peps.map(({ amendsId }) => amendsId));
  const newest = held.peps.filter(({ id }) => !amended.has(id));
  const isSaidLater = (pep: PepRow) => namesOf(given, pep).some((what) => saying.saidLater(what) !== null);
  const sought = findPep(newest, { ...given, isSaidLater });
  if ('ask' in sought) return refusedFor(held, { field: 'due', value: given.due, reason: sought.ask });
  const { found, differences } = meant(sought, given, saying);
  // A school by another of its names says nothing new: a locked PEP is not amended by it.
  const isNamed =
    found !== null &&
    found.schoolId !== null &&
    given.schoolId !== null &&
    lines.isSame(found.schoolId, given.schoolId);
  const proposal = isNamed ? { ...given, schoolId: null } : given;
  const said = namesOf(proposal, found);
  const older = said.some((what) => saying.saidLater(what) !== null);
  const before: Pep = found
    ? {
        row: found,
        sections: held.pepSections.filter(({ pepId }) => pepId === found.id),
        targets: held.pepTargets.filter(({ pepId }) => pepId === found.id),
      }
    : { row: aNewPep(held.child[0]?.id ?? '', proposal, saying), sections: [], targets: [] };
  const over = laidOver(before, proposal, { older, saying });
  // An older voice amends nothing that is locked.
  if (older && found?.status === 'signedOff') return { facts: held, problems: [], remarks: [], said };
  if (found && isSame(before, over)) return { facts: held, problems: [], remarks: [], said };
  const isLocked = found?.status === 'signedOff';
  const { pep, remarks } = withStatus(isLocked ? amendmentOf(over, proposal, saying) : over);
  if (isLocked && proposal.due !== found.dueOn)
    remarks.push({
      field: 'due',
      value: proposal.due,
      reason: `The PEP is signed off: it stays due on ${found.dueOn}`,
    });
  const facts: Facts = {
    ...held,
    peps: pepsThroughConversions(withPep(held.peps, pep.row), lines, saying.today),
    pepSections: [...held.pepSections.filter(({ pepId }) => pepId !== pep.row.id), ...pep.sections],
    pepTargets: [...held.pepTargets.filter(({ pepId }) => pepId !== pep.row.id), ...pep.targets],
  };
  return {
    facts,
    problems: [],
    remarks,
    said,
    differences: older ? [] : differences,
    ...(found ? { countsAs: 'changed' as const } : {}),
  };
}

/** The PEP that is meant, and where that is in doubt both for a person to see and to have the other way. */
function meant(
  { pep, doubt }: Exclude<PepFound, { ask: string }>,
  { due, held }: PepSaid,
  saying: Saying,
): { found: PepRow | null; differences: readonly Difference[] } {
  if (doubt === undefined) return { found: pep, differences: [] };
  const what = `pep due ${due}`;
  const as = saying.decided?.(what) ?? (pep === null ? 'change' : 'correction');
  const isOther = as === 'change';
  const inWords = (dueOn: PlainDate, heldOn: PlainDate | null) =>
    `due ${dueOn}${heldOn === null ? ', not held' : `, held ${heldOn}`}`;
  const difference: Difference = {
    what,
    was: inWords(doubt.dueOn, doubt.heldOn),
    now: inWords(due, held ?? doubt.heldOn),
    as: isOther ? 'change' : 'correction',
    from: null,
    canFlip: true,
    answers: { correction: 'The same PEP, put right', change: 'Another PEP' },
  };
  return { found: isOther ? null : doubt, differences: [difference] };
}

/** What the PEP is called in what was said: by its reference and by its kind and term, as they are and as they will be. */
function namesOf({ reference, reason, due }: PepSaid, found: PepRow | null): string[] {
  const names = [
    reference,
    found?.reference ?? null,
    pepTerm(reason ?? found?.reason ?? 'review', due),
    found && pepTerm(found.reason, found.dueOn),
  ];
  return [...new Set(names.filter((name) => name !== null))].map((name) => `pep ${name}`);
}

const withPep = (all: readonly PepRow[], row: PepRow): readonly PepRow[] =>
  all.some(({ id }) => id === row.id) ? all.map((each) => (each.id === row.id ? row : each)) : [...all, row];

const aNewPep = (childId: string, { due, reason }: PepSaid, saying: Saying): PepRow => ({
  id: saying.fresh(),
  childId,
  schoolId: null,
  version: 1,
  amendsId: null,
  reason: reason ?? 'review',
  status: 'due',
  dueOn: due,
  heldOn: null,
  submittedOn: null,
  signedOffOn: null,
  gradedBy: null,
  gradedOn: null,
  noSchoolReason: null,
  reference: null,
});

type Voice = { older: boolean; saying: Saying };

/** What is held with what is said laid over it; an older voice only fills in what is empty. */
function laidOver({ row, sections, targets }: Pep, said: PepSaid, { older, saying }: Voice): Pep {
  const one = <Value>(now: Value | null, was: Value | null): Value | null => (older ? (was ?? now) : (now ?? was));
  const due = older || row.status === 'signedOff' ? row.dueOn : said.due;
  return {
    row: {
      ...row,
      schoolId: one(said.schoolId, row.schoolId),
      reference: one(said.reference, row.reference),
      reason: older ? row.reason : (said.reason ?? row.reason),
      dueOn: due,
      heldOn: one(said.held, row.heldOn),
      submittedOn: one(said.submitted, row.submittedOn),
      signedOffOn: one(said.signedOff, row.signedOffOn),
      gradedBy: one(said.gradedBy, row.gradedBy),
      gradedOn: one(said.gradedOn, row.gradedOn),
      noSchoolReason: one(said.noSchoolReason, row.noSchoolReason),
    },
    sections: joined(
      sections,
      said.sections,
      ({ section }) => section,
      (was, now) => ({
        ...was,
        filled: older ? was.filled : now.filled,
        grade: one(now.grade, was.grade),
        reason: one(now.reason, was.reason),
      }),
      (now) => ({ id: saying.fresh(), pepId: row.id, content: null, ...now }),
    ),
    targets: joined(
      targets,
      said.targets,
      ({ position }) => position,
      (was, now) =>
        older
          ? was
          : {
              ...{ ...was, ...now },
              wherePlace: now.wherePlace ?? was.wherePlace,
              howOften: now.howOften ?? was.howOften,
              evaluation: now.evaluation ?? was.evaluation,
            },
      (now) => ({
        ...{ id: saying.fresh(), pepId: row.id, costPounds: null, evidence: null },
        ...now,
        evaluation: now.evaluation ?? 'notEvaluated',
      }),
    ),
  };
}

/** Parts that are held with those that are said: each by its key changed, or new; none is taken away. */
function joined<Held, Said>(
  held: readonly Held[],
  said: readonly Said[],
  keyOf: (part: Held | Said) => unknown,
  change: (was: Held, now: Said) => Held,
  make: (now: Said) => Held,
): readonly Held[] {
  const kept = held.map((was) => {
    const now = said.find((each) => keyOf(each) === keyOf(was));
    return now ? change(was, now) : was;
  });
  const fresh = said.filter((each) => !held.some((was) => keyOf(was) === keyOf(each)));
  return [...kept, ...fresh.map(make)];
}

const isSame = (before: Pep, after: Pep): boolean => JSON.stringify(before) === JSON.stringify(after);

/** A new version of a locked PEP: the whole of it under ids of its own, submitted and signed off only as is said of it. */
function amendmentOf({ row, sections, targets }: Pep, { submitted, signedOff }: PepSaid, saying: Saying): Pep {
  const step = pepStep('signedOff', 'amend');
  const status = step.ok ? step.value.status : 'draft';
  const id = saying.fresh();
  return {
    row: {
      ...row,
      id,
      version: row.version + 1,
      amendsId: row.id,
      status,
      submittedOn: submitted,
      signedOffOn: signedOff,
    },
    sections: sections.map((part) => ({ ...part, id: saying.fresh(), pepId: id })),
    targets: targets.map((part) => ({ ...part, id: saying.fresh(), pepId: id })),
  };
}

function withStatus(pep: Pep) {
  const { row, sections, targets } = pep;
  const { status, remarks } = statusBySteps(row.status as PepStatus, {
    isBegun: row.heldOn !== null || sections.length > 0 || targets.length > 0,
    submittedOn: row.submittedOn,
    signedOffOn: row.signedOffOn,
    sections,
  });
  // A sign-off that was not possible is no sign-off: its day is said, and not taken.
  const signedOffOn = status === 'signedOff' ? row.signedOffOn : null;
  return { pep: { ...pep, row: { ...row, status, signedOffOn } }, remarks };
}
