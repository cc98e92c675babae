import { percentWords } from '#service/documents/percentWords.ts';
import type { ChildPack, PackQuestion } from './packModel.ts';
import { daysWords, longDate, plural, sentence } from './packWords.ts';

/** What makes the pack ask; an authority may ask earlier or later. */
export interface QuestionRules {
  /** Attendance below this percentage is asked about. */
  attendancePercent: number;
  /** Absence at or above this percentage of the child's own possible sessions is persistent (10 since 2015/16). */
  persistentAbsencePercent: number;
}

const DEFAULT_QUESTION_RULES: QuestionRules = { attendancePercent: 95, persistentAbsencePercent: 10 };

type Facts = Omit<ChildPack, 'questions'>;
type Ask = (question: Omit<PackQuestion, 'id'>) => void;

/**
 * Which questions the designated teacher is asked about one child, in the order of the pack's sections.
 *
 * Asked where the data calls for it: attendance under the authority's figure, a subject without a result or below its target,
 * a standing suspension, a PEP that is missing, late or has a section graded amber or red, a target nobody has evaluated, and any
 * section for which the team has no data. One general question closes every pack, so that a child about whom all is well is
 * still talked about. Ids are stable for the same facts (`attendance-1`, `pep-2`), because they name the answer fields.
 *
 * Source: issue 2 section 7 ('the questions to answer'); domain.md section 6 (persistent absence), 7 and 8.
 *
 * @example attendance 223 of 244 sessions, rules as shipped
 * // [{ id: 'attendance-1', text: 'What is being done to bring attendance to 95 %, …', because: '91.4 % of 244 sessions attended …' }, …]
 */
export function packQuestions(facts: Facts, rules: QuestionRules = DEFAULT_QUESTION_RULES): PackQuestion[] {
  const questions: PackQuestion[] = [];
  const counts = new Map<string, number>();
  const ask: Ask = (question) => {
    const number = (counts.get(question.about) ?? 0) + 1;
    counts.set(question.about, number);
    questions.push({ id: `${question.about}-${number}`, ...question, because: sentence(question.because) });
  };
  askAboutAttendance(facts, rules, ask);
  askAboutAttainment(facts, ask);
  askAboutSuspensions(facts, ask);
  askAboutPep(facts, ask);
  askAboutTargets(facts, ask);
  ask({
    about: 'general',
    text: 'What has gone well since the last PEP, in the child’s own words where you can?',
    because: 'Asked about every child, so that achievements are recorded and celebrated.',
  });
  return questions;
}

function askAboutAttendance({ attendance }: Facts, rules: QuestionRules, ask: Ask): void {
  if (!attendance.available) {
    ask({
      about: 'attendance',
      text: 'What is the child’s attendance this year (sessions possible, attended, authorised, unauthorised)?',
      because: `The team has no attendance figures: ${attendance.reason}`,
    });
    return;
  }
  const { possible, attended, authorised, unauthorised } = attendance.value.thisYear;
  if (possible === 0) {
    ask({
      about: 'attendance',
      text: 'Is the child attending, and if so where are the register marks?',
      because: 'No possible session is recorded this year.',
    });
    return;
  }
  // Whole numbers on both sides, so that exactly 95 % is not asked about through a rounding error.
  if (attended * 100 < rules.attendancePercent * possible) {
    const persistent = (authorised + unauthorised) * 100 >= rules.persistentAbsencePercent * possible;
    ask({
      about: 'attendance',
      text: `What is being done to bring attendance to ${rules.attendancePercent} %, by whom, and by when?`,
      because: `${percentWords(attended, possible)} of ${possible} sessions attended${
        persistent ? `; ${percentWords(authorised + unauthorised, possible)} missed is persistent absence` : ''
      }.`,
    });
  }
  if (unauthorised > 0) {
    ask({
      about: 'attendance',
      text: 'What lay behind the unauthorised absence, and does the social worker know of it?',
      because: `${plural(unauthorised, 'session')} of unauthorised absence this year.`,
    });
  }
}

function askAboutAttainment({ attainment }: Facts, ask: Ask): void {
  if (!attainment.available) {
    ask({
      about: 'attainment',
      text: 'What are the child’s latest assessments, targets and predictions in each subject?',
      because: `The team has no results: ${attainment.reason}`,
    });
    return;
  }
  const { points, rows } = attainment.value;
  const latest = points.at(-1);
  if (latest === undefined) {
    ask({
      about: 'attainment',
      text: 'What are the child’s latest assessments in each subject?',
      because: 'The team has targets or predictions, and no result.',
    });
  }
  const missing = rows.filter((row) => latest !== undefined && (row.results[points.length - 1] ?? null) === null);
  if (missing.length > 0) {
    ask({
      about: 'attainment',
      text: `What is the ${latest} result in ${listWords(missing.map((row) => row.subject))}?`,
      because: `No ${latest} result has reached the team.`,
    });
  }
  const behind = rows.filter((row) => row.onTrack !== null && row.onTrack.rag !== 'green');
  if (behind.length > 0) {
    ask({
      about: 'attainment',
      text: `What support is in place in ${listWords(behind.map((row) => row.subject))}, and what will change this term?`,
      because: `${behind.map((row) => `${row.subject}: ${row.onTrack?.words.toLowerCase()}`).join('; ')}.`,
    });
  }
}

function askAboutSuspensions({ suspensions }: Facts, ask: Ask): void {
  if (!suspensions.available) return;
  const standing = suspensions.value.rows.filter((row) => row.status === 'issued');
  if (standing.length === 0) return;
  ask({
    about: 'suspensions',
    text: 'What full-time education was given from day 1 of each suspension, and what would prevent another?',
    because: `${standing.length} standing in this list; ${daysWords(suspensions.value.standingSessions)} suspended in ${suspensions.value.academicYear}.`,
  });
}

function askAboutPep({ lastPep }: Facts, ask: Ask): void {
  if (!lastPep.available) {
    ask({
      about: 'pep',
      text: 'When will the next PEP meeting be held, and who will attend?',
      because: `No PEP can be shown: ${lastPep.reason}`,
    });
    return;
  }
  const pep = lastPep.value;
  if (pep.dateHeld === null) {
    ask({
      about: 'pep',
      text: 'When will this PEP meeting be held, and what stands in its way?',
      because: `No meeting is recorded; it was due on ${longDate(pep.due)}.`,
    });
  }
  if (pep.nextOverdue === true) {
    ask({
      about: 'pep',
      text: 'When will the next PEP meeting be held, and what stands in its way?',
      because: `The PEP after this one was due on ${longDate(pep.nextDue)} and has not been held.`,
    });
  }
  for (const section of pep.sections) {
    if (section.grade === 'amber' || section.grade === 'red') {
      ask({
        about: 'pep',
        text: `What will bring the section ‘${section.name}’ to green at the next PEP?`,
        because: section.reason === null ? `Graded ${section.grade}.` : `Graded ${section.grade}: ${section.reason}`,
      });
    }
  }
}

function askAboutTargets({ smartTargets }: Facts, ask: Ask): void {
  if (!smartTargets.available) return;
  for (const target of smartTargets.value) {
    if (target.evaluation === null) {
      ask({
        about: 'targets',
        text: 'Has this target been met, and what shows it?',
        because: `Not evaluated: ${target.what}`,
      });
    }
  }
}

function listWords(words: string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
