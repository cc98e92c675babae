import type { Writer } from '#db/write.ts';
import type { AssessmentStage, ResultComponent, ResultEntry, ResultStatus } from '#domain/attainment/result.ts';
import type { AcademicYear } from '#domain/calendar/academicYear.ts';
import type { PlainDate } from '#domain/calendar/plainDate.ts';
import type { DemoChild } from './demoChild.ts';
import type { Random } from './random.ts';

export type DemoResult = {
  child: DemoChild;
  academicYear: AcademicYear;
  keyStage: AssessmentStage;
  subject: string;
  component: ResultComponent;
  value: string;
  entry: ResultEntry;
};

/** When each version of a summer's results arrives: key stage 2 in July, key stage 4 in August, then revised and final. */
const versionsOf = (result: DemoResult): { status: ResultStatus; receivedOn: PlainDate }[] => {
  const summer = Number(result.academicYear.slice(0, 4)) + 1;
  const provisional = {
    status: 'provisional',
    receivedOn: `${summer}-${result.keyStage === 'KS2' ? '07-09' : '08-22'}`,
  } as const;
  const revised = { status: 'revised', receivedOn: `${summer}-12-12` } as const;
  const final = { status: 'final', receivedOn: `${summer + 1}-02-27` } as const;
  if (result.academicYear === '2024/25') return [provisional, revised];
  if (result.academicYear === '2023/24') return [provisional, revised, final];
  return result.academicYear === '2022/23' ? [provisional, final] : [final];
};

/** A provisional value that was mended later: one scaled-score point, or one grade, lower. */
const asFirstReported = (value: string): string => {
  if (/^1\d\d$|^8[1-9]$|^9\d$/.test(value)) return String(Number(value) - 1);
  return /^[2-9]$/.test(value) ? String(Number(value) - 1) : value;
};

/** Writes a result with its life: each version supersedes the one before, and the last one stands. */
export function writeResult(writer: Writer, random: Random, result: DemoResult): void {
  const versions = versionsOf(result);
  const mended = versions.length > 1 && random.chance(0.03);
  let supersedes: string | null = null;
  for (const [index, { status, receivedOn }] of versions.entries()) {
    const value = mended && index < versions.length - 1 ? asFirstReported(result.value) : result.value;
    supersedes = writer.insert('attainment_result', {
      child_id: result.child.id,
      academic_year: result.academicYear,
      key_stage: result.keyStage,
      subject: result.subject,
      component: result.component,
      value,
      status,
      entry: result.entry,
      received_on: receivedOn,
      issued_on: receivedOn,
      source: 'Demonstration results',
      supersedes_id: supersedes,
    });
  }
}

/** Children from the likeliest to do well to the least: chance, with a plan or a short time in the country holding back. */
export function byPromise(random: Random, children: readonly DemoChild[]): DemoChild[] {
  return children
    .map((child) => {
      const needs = child.sen.at(-1)?.status;
      const held = needs === 'E' || needs === 'S' ? 0.6 : needs === 'K' ? 0.2 : 0;
      return { child, key: random.next() - held - (child.uasc ? 0.4 : 0) };
    })
    .sort((a, b) => b.key - a.key)
    .map(({ child }) => child);
}

/** How many of `n` make a percentage: `countOf(45, 80)` is 36. */
export const countOf = (percentage: number, n: number): number => Math.min(n, Math.round((percentage / 100) * n));
