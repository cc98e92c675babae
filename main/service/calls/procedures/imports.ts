import type { importCalls } from '#contract/imports.ts';
import { standingMerges } from '#db/history/sinceMerge.ts';
import { childrenOn } from '#db/queries/identity.ts';
import { listBatches, readBatch, readRefusalCsv } from '#db/queries/imports.ts';
import { nowOf } from '#db/queries/nowOf.ts';
import { everybody } from '#db/queries/scope.ts';
import { withoutDirectionMarks } from '#domain/words/withoutDirectionMarks.ts';
import { CallFailure } from '#service/context/callFailure.ts';
import type { ServiceContext } from '#service/context/context.ts';
import type { Progress } from '#service/context/progress.ts';
import { commitImport, inTurns } from '#service/imports/commitImport.ts';
import { templateCsv, templates } from '#service/imports/formats/templates.ts';
import { answerQuestions, needQuestions } from '#service/imports/match/answerQuestions.ts';
import { describeOpen } from '#service/imports/match/keptQuestions.ts';
import { withoutClosed } from '#service/imports/match/withoutClosed.ts';
import type { FileOutcome } from '#service/imports/plan/importPlan.ts';
import { notesCsv } from '#service/imports/plan/notesCsv.ts';
import { refusedRowsOf } from '#service/imports/plan/refusals.ts';
import { previewAgain, previewImport } from '#service/imports/previewImport.ts';
import { dropPreview, findPreview, needPreview } from '#service/imports/previews.ts';
import { refusedCsvParts } from '#service/imports/read/refusedCsv.ts';
import { notesOf } from '#service/imports/readFiles.ts';
import { undoBatch } from '#service/imports/undoBatch.ts';
import type { ProceduresOf } from './procedure.ts';

function refuseDemonstration(context: ServiceContext): void {
  if (context.demonstration)
    throw new CallFailure(
      'demonstrationStore',
      'This is a demonstration with synthetic children; it never takes real files. Create a store of your own for them.',
    );
}

/**
 * A file's own name without folders, ending, or anything that a disk or a reader may take for something else.
 *
 * @example plainFileName('../../list of May.xlsx') // 'list of May'
 */
const plainFileName = (name: string): string =>
  withoutDirectionMarks(name)
    .replace(/^.*[\\/]/, '')
    .replace(/\.(csv|txt|tsv|xlsx)$/i, '')
    .replace(/[\p{Cc}<>:"|?*]/gu, '-')
    .replace(/^[.\s]+/, '')
    .slice(0, 100) || 'file';

async function undo(context: ServiceContext, batchId: string, reason: string, progress: Progress) {
  const undone = await context.writeLong(
    progress,
    async (writer) => {
      if (readBatch(writer.connection, batchId)?.state !== 'committed')
        throw new CallFailure('conflict', 'This import was undone already.');
      const rows = await undoBatch(writer, batchId, progress);
      const undoneAt = new Date(context.clock.now()).toISOString();
      writer.update('import_batch', batchId, { state: 'undone', undone_at: undoneAt, undone_reason: reason });
      return rows;
    },
    { batchId, reason: `undo: ${reason}` },
  );
  return { batchId, undone };
}

export const importProcedures: ProceduresOf<keyof typeof importCalls> = {
  'imports.preview': (context, { files, again }) => {
    refuseDemonstration(context);
    const names = again ? needPreview(context, again.previewId).files : files;
    const jobId = context.jobs.start({
      call: 'imports.preview',
      title: names.length === 1 ? `Reading ${names[0]?.name}` : `Reading ${names.length} files`,
      unit: 'rows',
      run: (progress) => (again ? previewAgain(context, again, progress) : previewImport(context, files, progress)),
    });
    return { jobId };
  },
  'imports.commit': (context, input) => {
    refuseDemonstration(context);
    const { files } = needPreview(context, input.previewId);
    const jobId = context.jobs.start({
      call: 'imports.commit',
      title: files.length === 1 ? `Importing ${files[0]?.name}` : `Importing ${files.length} files`,
      unit: 'rows',
      run: (progress) => commitImport(context, input, progress),
    });
    return { jobId };
  },
  'imports.questions': (context) => ({ rows: describeOpen(context.reader, context.clock.today()) }),
  'imports.answer': (context, { answers }) => {
    refuseDemonstration(context);
    needQuestions(context, answers);
    const jobId = context.jobs.start({
      call: 'imports.answer',
      title: answers.length === 1 ? 'Answering a question' : `Answering ${answers.length} questions`,
      unit: 'rows',
      run: (progress) => answerQuestions(context, answers, progress),
    });
    return { jobId };
  },
  'imports.discard': (context, { previewId }) => {
    dropPreview(context, previewId);
    return {};
  },
  'imports.undo': (context, { batchId, reason }) => {
    const batch = readBatch(context.reader, batchId);
    if (!batch) throw new CallFailure('notFound', 'There is no such import in this store.');
    if (batch.state !== 'committed') throw new CallFailure('conflict', 'This import was undone already.');
    const jobId = context.jobs.start({
      call: 'imports.undo',
      title: `Undoing: ${batch.title}`,
      unit: 'changes',
      run: (progress) => undo(context, batchId, reason, progress),
    });
    return { jobId };
  },
  'imports.batches': ({ reader, clock }) => {
    const now = nowOf(reader);
    const ofMerge = new Map(standingMerges(reader).map(({ batchId, staysId }) => [batchId, now(staysId)]));
    const today = clock.today();
    const children = childrenOn(everybody, reader, [...ofMerge.values()], today, today);
    const ofChild = (batchId: string) => {
      const childId = ofMerge.get(batchId);
      return childId === undefined ? null : { childId, localId: children.get(childId)?.localId ?? '' };
    };
    return {
      rows: listBatches(reader).map(({ files, ...batch }) => ({
        ...batch,
        files: JSON.parse(files) as FileOutcome[],
        undoable: batch.state === 'committed',
        ofChild: ofChild(batch.batchId),
      })),
    };
  },
  'imports.refusedRows': async (context, { of, fileName, what }) => {
    const held = findPreview(context, of);
    if (what === 'notes') {
      const notes = held?.plan.notes.get(fileName);
      const text = notes ? notesCsv(notes) : held ? null : readRefusalCsv(context.reader, of, notesOf(fileName));
      if (text === null) throw new CallFailure('notFound', `There are no notes on ${fileName}.`);
      return { fileName: `notes-${plainFileName(fileName)}.csv`, text };
    }
    const [file, refusals] = [held?.files.find(({ name }) => name === fileName), held?.plan.refusals.get(fileName)];
    const rows = file && refusals ? await refusedRowsOf(file.bytes, refusals) : null;
    const text = rows
      ? await inTurns(refusedCsvParts({ headers: refusals?.headers ?? [], refused: rows }))
      : held
        ? null
        : readRefusalCsv(context.reader, of, fileName);
    if (text === null)
      throw new CallFailure(
        'notFound',
        `No refused rows of ${fileName} are kept here. Choose the files again to see them.`,
      );
    return { fileName: `refused-${plainFileName(fileName)}.csv`, text: withoutClosed(context.reader, text) };
  },
  'imports.templates': () => ({
    rows: templates.map(({ id, title, fileName, columns }) => ({
      templateId: id,
      title,
      fileName,
      text: templateCsv(id),
      columns: columns.map(({ name, required, help, example }) => ({ name, required, help, example })),
    })),
  }),
};
