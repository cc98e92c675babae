import type { ReadConnection } from '#db/open.ts';
import type { Tell } from '#service/jobs/wire.ts';
import { keptOf } from '../match/keptQuestions.ts';
import { type FileGiven, type ImportedFile, parseFiles } from '../readFiles.ts';
import type { ImportPlan } from './importPlan.ts';
import { planFiles } from './planFiles.ts';
import { refusedRowsHere } from './refusals.ts';

/** What is to be planned: the files and the day it is; `tooLarge` are files that are known to need too much memory. */
export type ToPlan = {
  files: readonly FileGiven[];
  today: string;
  /** What a person decided in the preview, by its id. */
  decisions: ReadonlyMap<string, string>;
  tooLarge: readonly string[];
};

const SHOWN_REFUSALS = 100;

/** Reads the files and plans what they would do, from the one state of the store that `connected` answers. */
export async function makePlan(toPlan: ToPlan, connected: () => ReadConnection, tell: Tell): Promise<ImportPlan> {
  return planOf(await parseFiles(toPlan, tell), toPlan, connected, tell);
}

/** The same of files that were read before. */
export async function planOf(
  files: readonly ImportedFile[],
  { today, decisions }: Pick<ToPlan, 'today' | 'decisions'>,
  connected: () => ReadConnection,
  tell: Tell,
): Promise<ImportPlan> {
  const planned = planFiles({ connection: connected(), files, today, decisions }, tell);
  const kept: ImportPlan['kept'] = [];
  for (const file of files) {
    const waiting = planned.waiting.get(file.name);
    if (waiting) kept.push(...(await keptOf(file, waiting)));
  }
  const plan: ImportPlan = { ...planned, kept };
  for (const outcome of plan.outcomes) if (outcome.refused > 0) await showRefusals(outcome, files, plan);
  return plan;
}

/** The first refused rows of a file; that all of them are found again is proved here, before anything is written. */
async function showRefusals(
  outcome: ImportPlan['outcomes'][number],
  files: readonly ImportedFile[],
  { refusals }: ImportPlan,
): Promise<void> {
  const file = files.find(({ name }) => name === outcome.name);
  const ofFile = refusals.get(outcome.name);
  const refused = file && ofFile ? await refusedRowsHere(file.bytes, ofFile) : [];
  if (refused.length !== outcome.refused)
    throw new Error(`${outcome.name}: ${refused.length} refused rows were found again, not ${outcome.refused}.`);
  outcome.refusals = refused
    .slice(0, SHOWN_REFUSALS)
    .map(({ row, field, value, reason }) => ({ row, field, value, reason }));
}
