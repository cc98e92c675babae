import type { ChildRecord } from '#contract/children.ts';
import type { Sourced } from '#db/queries/childRecord.ts';
import type { PepRow, PepSectionRow, PepTargetRow } from '#db/queries/peps.ts';
import { asPepGrade } from '#db/queries/pepsToDate.ts';
import type { PlainDate } from '#domain/calendar/plainDate.ts';
import { inCareOnDueDay } from '#domain/peps/inCareOnDueDay.ts';
import type { NextPepDue } from '#domain/peps/nextPepDue.ts';
import { overallQuality } from '#domain/peps/overallQuality.ts';
import { pepCompleteness } from '#domain/peps/pepCompleteness.ts';
import type { PepStatus } from '#domain/peps/pepLifecycle.ts';
import { defaultPepSections } from '#domain/peps/pepSections.ts';
import { isGradedBy, lastPepHeld, pepsAsAt } from '#domain/peps/pepsAsAt.ts';
import { pepTimeliness } from '#domain/peps/pepTimeliness.ts';

type Pep = ChildRecord['peps']['rows'][number];
type Span = { start: PlainDate; end: PlainDate | null };

/** A PEP's dates as far as they had come by the date, and the status they then gave it. */
function asAtDate(pep: PepRow, asAt: PlainDate): Pick<PepRow, 'held' | 'submitted' | 'signedOff' | 'status'> {
  const known = (date: PlainDate | null) => (date !== null && date <= asAt ? date : null);
  const [held, submitted, signedOff] = [known(pep.held), known(pep.submitted), known(pep.signedOff)];
  const dates = { held, submitted, signedOff };
  if (held === pep.held && submitted === pep.submitted && signedOff === pep.signedOff)
    return { ...dates, status: pep.status };
  const status: PepStatus = signedOff ? 'signedOff' : submitted ? 'submitted' : held ? 'draft' : 'due';
  return { ...dates, status };
}

const titles = new Map(defaultPepSections.map(({ section, title }) => [section, title]));
const places = new Map(defaultPepSections.map(({ section }, place) => [section, place]));

/**
 * A child's PEPs as at a date, newest first. Completeness, timeliness (by the date held) and quality are three qualities
 * and are never merged. What was held, submitted or graded after the date is not known yet, and an amendment of which
 * nothing was so by then is not there; PEPs that fall due after the next one are left out. Source: domain.md section 8.
 */
export function pepsSection(given: {
  peps: readonly (PepRow & Sourced)[];
  /** By PEP. */
  sections: ReadonlyMap<string, readonly PepSectionRow[]>;
  targets: ReadonlyMap<string, readonly PepTargetRow[]>;
  care: readonly Span[];
  /** The PEP the child needs next (see `pepPlans`). */
  nextPep: (standing: readonly PepRow[]) => NextPepDue | null;
  asAt: PlainDate;
}): ChildRecord['peps'] {
  const { asAt, care } = given;
  const standing = pepsAsAt(given.peps, asAt);
  const next = given.nextPep(standing);
  const { sections, targets } = given;
  /** A later version is there from the first thing done to it; one to which nothing is done yet is a draft of today. */
  const isBegun = ({ id, version, held, submitted, signedOff, gradedOn }: PepRow) => {
    const dates = [held, submitted, signedOff, gradedOn].filter((date) => date !== null);
    return version === 1 || standing.some((pep) => pep.id === id) || dates.length === 0 || dates.some((d) => d <= asAt);
  };
  const isKnown = (pep: PepRow) =>
    (pep.due <= asAt || (pep.held !== null && pep.held <= asAt) || pep.due === next?.due) && isBegun(pep);
  const rows = given.peps.filter(isKnown).map((pep): Pep => {
    const dates = asAtDate(pep, asAt);
    const begun = pep.held === null || dates.held !== null;
    const isGraded = isGradedBy(pep, asAt);
    const written = (begun ? (sections.get(pep.id) ?? []) : [])
      .map((row) => (isGraded ? row : { ...row, grade: null, reason: null }))
      .toSorted((a, b) => (places.get(a.section) ?? 99) - (places.get(b.section) ?? 99));
    const { filled, of } = pepCompleteness(written.filter((row) => row.filled).map((row) => row.section));
    return {
      id: pep.id,
      origin: pep.origin,
      version: pep.version,
      reason: pep.reason,
      ...dates,
      due: pep.due,
      schoolName: pep.schoolName,
      timeliness: pepTimeliness({
        dates: { due: pep.due, held: dates.held, submitted: dates.submitted, signedOff: dates.signedOff },
        counted: 'held',
        inCare: inCareOnDueDay(pep.due, care, asAt),
        asAt,
      }),
      completeness: { filled, of },
      overall: asPepGrade(overallQuality(written).overall),
      gradedBy: isGraded ? pep.gradedBy : null,
      gradedOn: isGraded ? pep.gradedOn : null,
      sections: written.map((row) => ({
        section: row.section,
        title: titles.get(row.section) ?? row.section,
        filled: row.filled,
        grade: asPepGrade(row.grade),
        reason: row.reason,
      })),
      targets: begun ? (targets.get(pep.id) ?? []).map(({ pepId: _pepId, ...target }) => target) : [],
    };
  });
  return { nextDue: next?.due ?? null, lastHeldId: lastPepHeld(standing, asAt)?.id ?? null, rows };
}
