import type { ReadConnection } from '#db/open.ts';
import type { Tell } from '#service/jobs/wire.ts';
import { keptOf } from '../match/keptQuestions.ts';
import { type FileGiven, type ImportedFile, parseFiles } from '../readFiles.ts';
import { refusedRowsTask } from '../refusedRowsTask.ts';
import type { ImportPlan } from './importPlan.ts';
import { planFiles } from './planFiles.ts';
import { refusedRowsHere, refusedRowsOf, rowsReadApart } from './refusals.ts';

/** What is to be planned: the files and the day it is; `tooLarge` are files that are known to need too much memory. */
export type ToPlan = {
  files: readonly FileGiven[];
  today: string;
  /** What a person decided in the preview, by its id. */
  decisions: ReadonlyMap<string, string>;
  tooLarge: readonly string[];
};

const SHOWN_REFUSALS = 100;

/** How a plan is made: where it reads, whom it tells, and, on a thread that has others to serve, what lets them through. */
export type Making = {
  /** Answers one state of the store; asked when the files were read. */
  connected: () => ReadConnection;
  tell: Tell;
  /** Awaited every few milliseconds; null on a thread of its own. */
  between: (() => Promise<void>) | null;
};

/** Reads the files and plans what they would do. */
export async function makePlan(toPlan: ToPlan, making: Making): Promise<ImportPlan> {
  return planOf(await parseFiles(toPlan, making), toPlan, making);
}

/** A stretch of work on a thread that has others to serve, in milliseconds. */
const TURN = 8;

/** Does work that can be left off, letting others through where there are any. */
async function done<Result>(work: Generator<undefined, Result>, between: Making['between']): Promise<Result> {
  let began = performance.now();
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    if (between === null || performance.now() - began < TURN) continue;
    await between();
    began = performance.now();
  }
}

/** The same of files that were read before. */
export async function planOf(
  files: readonly ImportedFile[],
  { today, decisions }: Pick<ToPlan, 'today' | 'decisions'>,
  { connected, tell, between }: Making,
): Promise<ImportPlan> {
  const planned = await done(planFiles({ connection: connected(), files, today, decisions }, tell), between);
  const kept: ImportPlan['kept'] = [];
  for (const file of files) {
    const waiting = planned.waiting.get(file.name);
    if (waiting) kept.push(...(await keptOf(file, waiting, between === null ? refusedRowsTask : rowsReadApart)));
  }
  const plan: ImportPlan = { ...planned, kept };
  for (const outcome of plan.outcomes) if (outcome.refused > 0) await showRefusals(outcome, files, plan, between);
  return plan;
}

/** The first refused rows of a file; that all of them are found again is proved here, before anything is written. */
async function showRefusals(
  outcome: ImportPlan['outcomes'][number],
  files: readonly ImportedFile[],
  { refusals }: ImportPlan,
  between: Making['between'],
): Promise<void> {
  const file = files.find(({ name }) => name === outcome.name);
  const ofFile = refusals.get(outcome.name);
  // A county's marks are gone through once more: not on a thread that has others to serve.
  const find = between === null ? refusedRowsHere : refusedRowsOf;
  const refused = file && ofFile ? await find(file.bytes, ofFile) : [];
  if (refused.length !== outcome.refused)
    throw new Error(`${outcome.name}: ${refused.length} refused rows were found again, not ${outcome.refused}.`);
  outcome.refusals = refused
    .slice(0, SHOWN_REFUSALS)
    .map(({ row, field, value, reason }) => ({ row, field, value, reason }));
}
