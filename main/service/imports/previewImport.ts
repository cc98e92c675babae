import { newId } from '#db/newId.ts';
import type { PlainDate } from '#domain/calendar/plainDate.ts';
import { CallFailure } from '../context/callFailure.ts';
import type { ServiceContext } from '../context/context.ts';
import type { Progress } from '../context/progress.ts';
import { planImport } from './plan/planImport.ts';
import { dropPreview, holdPreview, needPreview } from './previews.ts';
import { distinctNames, type FileGiven } from './readFiles.ts';

/** Works out what files would do, shows it, and keeps the plan until it is committed or discarded. */
export function previewImport(context: ServiceContext, given: readonly FileGiven[], progress: Progress) {
  const names = distinctNames(given.map(({ name }) => name));
  const files = given.map((file, index) => ({ ...file, name: names[index] ?? file.name }));
  return previewFiles(context, files, progress);
}

/** The files of a preview once more, some of them with another day that they speak of; the preview before is let go. */
export async function previewAgain(
  context: ServiceContext,
  { previewId, days }: { previewId: string; days: readonly { fileName: string; asOf: PlainDate }[] },
  progress: Progress,
) {
  const asOf = new Map(days.map((day) => [day.fileName, day.asOf]));
  const files = needPreview(context, previewId).files.map((file) => ({
    ...file,
    asOf: asOf.get(file.name) ?? file.asOf,
  }));
  const preview = await previewFiles(context, files, progress);
  dropPreview(context, previewId);
  return preview;
}

async function previewFiles(context: ServiceContext, files: readonly FileGiven[], progress: Progress) {
  const today = context.clock.today();
  const ahead = files.find(({ asOf }) => asOf !== undefined && asOf > today);
  if (ahead)
    throw new CallFailure(
      'invalidInput',
      `${ahead.name} cannot speak of ${ahead.asOf}, a day still to come: every later file would be taken for an older one. Give the day it was made.`,
      { field: 'asOf', value: String(ahead.asOf) },
    );
  const plan = await planImport(context, { files, decisions: new Map() }, progress);
  const previewId = newId();
  holdPreview(context, previewId, { files, plan });
  const { outcomes, possibleLeavers, questions, differences, differencesTotal, whoIs } = plan;
  return {
    previewId,
    files: outcomes,
    possibleLeavers,
    questions,
    whoIs,
    differences,
    differencesTotal,
  };
}
