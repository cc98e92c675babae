import type { z } from 'zod';
import type { importCalls } from '#contract/imports.ts';
import { newId } from '#db/newId.ts';
import { listBatches, readBatch, readRefusalCsv } from '#db/queries/imports.ts';
import { withoutDirectionMarks } from '#domain/words/withoutDirectionMarks.ts';
import { CallFailure } from '#service/context/callFailure.ts';
import type { ServiceContext } from '#service/context/context.ts';
import type { Progress } from '#service/context/progress.ts';
import { applyFiles, type FileOutcome } from '#service/imports/apply/applyFiles.ts';
import { refusedCsvParts } from '#service/imports/formats/refusedCsv.ts';
import { templateCsv, templates } from '#service/imports/formats/templates.ts';
import { answerQuestions, needQuestions } from '#service/imports/match/answerQuestions.ts';
import { describeOpen, keepQuestions } from '#service/imports/match/keptQuestions.ts';
import { dropPreview, findPreview, holdPreview, needPreview } from '#service/imports/previews.ts';
import { type ImportedFile, readFiles } from '#service/imports/readFiles.ts';
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

const titleOf = (outcomes: readonly FileOutcome[]): string => {
  const titles = [...new Set(outcomes.filter((file) => file.format !== null).map((file) => file.formatTitle))];
  return titles.length > 0 ? titles.join(', ') : 'Nothing to import';
};

/** A long text, with every waiting call let through between its parts. */
async function inTurns(parts: Iterable<string>): Promise<string> {
  const made: string[] = [];
  for (const part of parts) {
    made.push(part);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return made.join('');
}

async function preview(
  context: ServiceContext,
  files: z.output<(typeof importCalls)['imports.preview']['input']>['files'],
  progress: Progress,
) {
  const previewId = newId();
  const today = context.clock.today();
  const read = await readFiles(files, today, progress);
  const applied = await context.writeLong(
    progress,
    (writer) =>
      applyFiles({ writer, progress, files: read, today, batchId: previewId, decisions: new Map(), preview: true }),
    { rollBack: true },
  );
  holdPreview(context, previewId, { files: read, refusedRowsOf: applied.refusedRowsOf });
  const { outcomes, possibleLeavers, questions, differences, differencesTotal, whoIs } = applied;
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

/** Rows from which on an import is backed up before. */
const LARGE_IMPORT = 500;

const rowsOf = (files: readonly ImportedFile[]): number =>
  files.reduce((sum, { content }) => sum + (content.kind === 'parsed' ? content.parsed.dataRows : 0), 0);

type Commit = z.output<(typeof importCalls)['imports.commit']['input']>;

async function commit(context: ServiceContext, { previewId, confirmed, decisions }: Commit, progress: Progress) {
  const { files } = needPreview(context, previewId);
  if (rowsOf(files) >= LARGE_IMPORT) await context.store.backUp('import', progress);
  const batchId = newId();
  const outcomes = await context.writeLong(
    progress,
    async (writer) => {
      const applied = await applyFiles({
        writer,
        progress,
        files,
        today: context.clock.today(),
        batchId,
        decisions: new Map(decisions.map(({ id, answer }) => [id, answer])),
        preview: false,
      });
      // Asked again of what is really written: the store may have changed since the preview.
      const open = applied.questions.find((question) => !confirmed.includes(question.id));
      if (open)
        throw new CallFailure('conflict', `Not imported. ${open.words} Look at the file; confirm it if it is right.`);
      writer.insert('import_batch', {
        id: batchId,
        at: new Date(context.clock.now()).toISOString(),
        user_id: context.user.id,
        title: titleOf(applied.outcomes),
        files: JSON.stringify(applied.outcomes),
        state: 'committed',
      });
      for (const { name, refused } of applied.outcomes) {
        const rows = refused === 0 ? null : await applied.refusedRowsOf(name);
        if (rows)
          writer.insert('import_refusal', {
            batch_id: batchId,
            file_name: name,
            csv: await inTurns(refusedCsvParts(rows)),
          });
      }
      for (const file of files) {
        const waiting = applied.waiting.get(file.name);
        if (waiting) await keepQuestions(writer, batchId, file, waiting);
      }
      return applied.outcomes;
    },
    { batchId, reason: 'import' },
  );
  dropPreview(context, previewId);
  return { batchId, files: outcomes };
}

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
  'imports.preview': (context, { files }) => {
    refuseDemonstration(context);
    const jobId = context.jobs.start({
      call: 'imports.preview',
      title: files.length === 1 ? `Reading ${files[0]?.name}` : `Reading ${files.length} files`,
      unit: 'rows',
      run: (progress) => preview(context, files, progress),
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
      run: (progress) => commit(context, input, progress),
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
  'imports.batches': ({ reader }) => ({
    rows: listBatches(reader).map(({ files, ...batch }) => ({
      ...batch,
      files: JSON.parse(files) as FileOutcome[],
      undoable: batch.state === 'committed',
    })),
  }),
  'imports.refusedRows': async (context, { of, fileName }) => {
    const inMemory = findPreview(context, of);
    const rows = inMemory ? await inMemory.refusedRowsOf(fileName) : null;
    const text = rows
      ? await inTurns(refusedCsvParts(rows))
      : inMemory
        ? null
        : readRefusalCsv(context.reader, of, fileName);
    if (text === null)
      throw new CallFailure(
        'notFound',
        `No refused rows of ${fileName} are kept here. Choose the files again to see them.`,
      );
    return { fileName: `refused-${plainFileName(fileName)}.csv`, text };
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
