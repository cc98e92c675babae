import type { PepRow, PepSectionRow, PepTargetRow } from '#db/queries/peps.ts';
import { isPlainDate, type PlainDate } from '#domain/calendar/plainDate.ts';
import { inCareOnDueDay } from '#domain/peps/inCareOnDueDay.ts';
import type { NextPepDue } from '#domain/peps/nextPepDue.ts';
import { overallQuality } from '#domain/peps/overallQuality.ts';
import { pepCompleteness } from '#domain/peps/pepCompleteness.ts';
import { defaultPepSections } from '#domain/peps/pepSections.ts';
import { isGradedBy, lastPepHeld, pepsAsAt } from '#domain/peps/pepsAsAt.ts';
import { type PepTimeliness, pepTimeliness } from '#domain/peps/pepTimeliness.ts';
import type { Rag } from '#service/documents/pdf/chartData.ts';
import type { LastPep, RagWords, SmartTarget } from '../model/packModel.ts';

/** Of a PEP what a pack looks at. */
type PackPep = Omit<PepRow, 'childId' | 'reason' | 'schoolName'>;

/**
 * The PEP a pack shows as at a date: the one held last, in the version that stood; where none was held, the last that fell
 * due. Null where there is neither.
 *
 * Source: domain.md section 8 ('amendments are new versions').
 * @example held 2024-12-10, then due 2025-04-30 and not held, as at 2025-03-31 // the one held on 10 December 2024
 */
export function lastPepOn<Pep extends PackPep>(peps: readonly Pep[], asAt: PlainDate): Pep | null {
  const standing = pepsAsAt(peps, asAt);
  return (
    lastPepHeld(standing, asAt) ??
    standing
      .filter((pep) => pep.due <= asAt)
      .toSorted((a, b) => (a.due < b.due ? -1 : 1))
      .at(-1) ??
    null
  );
}

const isRag = (grade: string | null): grade is Rag => grade === 'green' || grade === 'amber' || grade === 'red';
const RAG_WORD: Record<Rag, string> = { green: 'Green', amber: 'Amber', red: 'Red' };

const TIMELINESS: Record<PepTimeliness, RagWords | null> = {
  onTime: { rag: 'green', words: 'On time' },
  late: { rag: 'amber', words: 'Late' },
  overdue: { rag: 'red', words: 'Overdue' },
  notYetDue: { rag: 'green', words: 'Not yet due' },
  outOfDenominator: null,
};

/** The term a PEP belongs to. @example pepTitle('2025-03-14')  // 'Spring 2025' */
export function pepTitle(due: PlainDate): string {
  const month = Number(due.slice(5, 7));
  const term = month >= 9 ? 'Autumn' : month <= 4 ? 'Spring' : 'Summer';
  return `${term} ${due.slice(0, 4)}`;
}

/**
 * One PEP as a pack prints it: its dates, and completeness, timeliness and quality apart. Grades given after the date are not
 * known yet.
 * @param next the PEP the child needs next, by the same rule as the list of children.
 * @param care the child's periods of care, for what is out of the denominator.
 */
export function lastPepOfPack(
  pep: PackPep,
  sections: readonly PepSectionRow[],
  next: NextPepDue | null,
  care: readonly { start: PlainDate; end: PlainDate | null }[],
  asAt: PlainDate,
): LastPep {
  const known = isGradedBy(pep, asAt);
  const held = pep.held !== null && pep.held <= asAt ? pep.held : null;
  const graded = known && sections.some((section) => isRag(section.grade));
  const { overall } = overallQuality(known ? sections : []);
  const timeliness = pepTimeliness({ dates: pep, counted: 'held', inCare: inCareOnDueDay(pep.due, care, asAt), asAt });
  return {
    title: pepTitle(pep.due),
    dateHeld: held,
    due: pep.due,
    timeliness: TIMELINESS[timeliness],
    completeness: completenessOf(sections),
    overall: isRag(overall) ? { rag: overall, words: RAG_WORD[overall] } : null,
    sections: graded
      ? defaultPepSections.map(({ section, title }) => {
          const own = sections.find((each) => each.section === section);
          const grade = own?.grade ?? null;
          return { name: title, grade: isRag(grade) ? grade : null, reason: own?.reason ?? null };
        })
      : [],
    gradedBy: graded ? pep.gradedBy : null,
    gradedOn: graded ? pep.gradedOn : null,
    nextDue: next !== null && next.due !== pep.due ? next.due : null,
    nextOverdue: next !== null && next.due !== pep.due && next.overdue,
  };
}

function completenessOf(sections: readonly PepSectionRow[]): { filled: number; of: number } {
  const { filled, of } = pepCompleteness(sections.filter((each) => each.filled).map((each) => each.section));
  return { filled, of };
}

const EVALUATION: Readonly<Record<string, RagWords>> = {
  notBegun: { rag: 'red', words: 'Not begun' },
  underWay: { rag: 'amber', words: 'Under way' },
  partlyMet: { rag: 'amber', words: 'Partly met' },
  met: { rag: 'green', words: 'Met' },
  notMet: { rag: 'red', words: 'Not met' },
};

/** The SMART targets of a PEP; 'by when' is a date or the words it was given in. */
export const smartTargetsOfPack = (targets: readonly PepTargetRow[]): SmartTarget[] =>
  targets.map(({ what, who, when, where, howOften, evaluation, evidence }) => {
    const outcome = EVALUATION[evaluation];
    return {
      what,
      who: textOrNull(who),
      when: isPlainDate(when) ? when : textOrNull(when),
      where: textOrNull(where),
      howOften: textOrNull(howOften),
      evaluation: outcome === undefined ? null : { outcome: { ...outcome }, evidence: textOrNull(evidence), on: null },
    };
  });

const textOrNull = (text: string | null): string | null => (text === null || text.trim() === '' ? null : text);
