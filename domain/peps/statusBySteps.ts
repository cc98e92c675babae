import type { PlainDate } from '#domain/calendar/plainDate.ts';
import type { Remark } from '#domain/facts/ruling.ts';
import { overallQuality, type SectionGrade } from './overallQuality.ts';
import { type JudgedPep, type PepAction, type PepStatus, pepStep } from './pepLifecycle.ts';

/** What is known of a PEP after what a row said of it. */
export interface PepKnown {
  readonly isBegun: boolean;
  readonly submittedOn: PlainDate | null;
  readonly signedOffOn: PlainDate | null;
  readonly sections: readonly SectionGrade[];
}

/**
 * How the PEP is judged. One red section makes it red, whatever else is graded. A file of another system may say that it was
 * signed off and give not every grade: it was judged there, by a rubric that is not known here.
 */
function judgementOf(sections: readonly SectionGrade[]): JudgedPep {
  const { overall, withoutReason } = overallQuality(sections);
  if (sections.some(({ grade }) => grade === WORST)) return { overall: WORST, withoutReason, worst: WORST };
  return overall === null
    ? { overall: 'judged elsewhere', withoutReason: [] }
    : { overall, withoutReason, worst: WORST };
}

const WORST = 'red';

/**
 * Where a PEP stands after what is now known of it: from where it stood by the steps of its life, and by no other way. A step
 * that is not possible is not taken, and said.
 *
 * Source: domain.md section 8; issue 8 section 1 (`pepStep` is the only way a PEP's status changes).
 * @example draft, signed off on a day, red // returned, and a remark: a red PEP goes back
 * @example submitted, and nothing more known // submitted
 */
export function statusBySteps(from: PepStatus, known: PepKnown): { status: PepStatus; remarks: Remark[] } {
  let status = from;
  const remarks: Remark[] = [];
  const step = (action: PepAction, value: PlainDate | null, judged?: Parameters<typeof pepStep>[2]): void => {
    const taken = pepStep(status, action, judged);
    if (taken.ok) status = taken.value.status;
    else {
      const field = action === 'signOff' ? 'signed_off' : 'submitted';
      remarks.push({ field, value: value ?? '', reason: `Not taken: ${taken.error.detail}` });
    }
  };
  if (status === 'signedOff') return { status, remarks };
  const { isBegun, submittedOn, signedOffOn, sections } = known;
  if (status === 'due' && isBegun) step('write', null);
  if ((submittedOn ?? signedOffOn) !== null && status !== 'submitted') step('submit', submittedOn ?? signedOffOn);
  if (status !== 'submitted') return { status, remarks };
  const judged = judgementOf(sections);
  if (signedOffOn !== null) step('signOff', signedOffOn, judged);
  if (status === 'submitted' && judged.overall === WORST) step('returnToSchool', signedOffOn, judged);
  return { status, remarks };
}
