import { newId } from '#db/newId.ts';
import type { ReadConnection } from '#db/open.ts';
import { CallFailure } from '#service/context/callFailure.ts';
import type { ServiceContext } from '#service/context/context.ts';
import type { Progress } from '#service/context/progress.ts';
import { writeCsv } from '#service/documents/csv/writeCsv.ts';
import { putBatch } from '#service/facts/putBatch.ts';
import { allWeeks } from '../formats/attendance/packedWeeks.ts';
import { writePlan } from '../plan/importPlan.ts';
import { planOf } from '../plan/makePlan.ts';
import { type ImportedFile, parseFiles } from '../readFiles.ts';
import { LEFT_OUT } from './asked.ts';
import { askedNow, contentOf, settledWith } from './keptQuestions.ts';

/** Made where it is asked for, in one turn. */
const HERE = { tell: () => undefined, between: null };

type Answer = { questionId: string; answer: string };

/** A row without its number, which is another in the file that is made of what waited. */
const asRead = (rows: readonly object[]): string => JSON.stringify(rows.map((row) => ({ ...row, row: null })));

/** The open questions by their id. Throws `notFound` where one that is answered is not among them. */
export function needQuestions({ reader }: Pick<ServiceContext, 'reader'>, answers: readonly Answer[]) {
  const open = new Map(askedNow(reader).map((row) => [row.id, row]));
  if (new Set(answers.map(({ questionId }) => questionId)).size < answers.length)
    throw new CallFailure(
      'invalidInput',
      'One question is answered twice. Nothing was changed: give one answer to each.',
    );
  if (!answers.every(({ questionId }) => open.has(questionId)))
    throw new CallFailure('notFound', 'This was answered already, or its import was undone. Nothing was changed.');
  return open;
}

/**
 * Answers questions that imports left open: the rows that waited go in as a small import of their own, as of the day that
 * their file spoke of, and are undone with it. Refused, with nothing written, where a row is not read as it was, or an answer
 * no longer fits what is held.
 */
export async function answerQuestions(context: ServiceContext, answers: readonly Answer[], progress: Progress) {
  const open = needQuestions(context, answers);
  const today = context.clock.today();
  const decisions = new Map<string, string>();
  const files: ImportedFile[] = [];
  for (const [at, { questionId, answer }] of answers.entries()) {
    const row = open.get(questionId);
    if (!row || answer === LEFT_OUT) continue;
    const { asked, headers, cells, read } = contentOf(row);
    // A list that is made of a few rows is no whole list: the column says that it is a part.
    const bytes = new TextEncoder().encode(
      writeCsv([[...headers, 'refused_row'], ...cells.map((each) => [...each, ''])]),
    );
    const name = `answer ${at + 1}: ${row.fileName}`;
    decisions.set(`${name}${asked.id.slice(row.fileName.length)}`, answer);
    const given = { files: [{ name, bytes, asOf: row.asOf }], today, tooLarge: [] };
    const [file] = await parseFiles(given, HERE);
    const parsed = file?.content.kind === 'parsed' ? file.content.parsed : null;
    if (!file || !parsed || asRead(parsed.format === 'attendance' ? allWeeks(parsed) : parsed.rows) !== asRead(read))
      throw new CallFailure(
        'conflict',
        `What waited of ${row.fileName} is read another way by this version. Nothing was changed: bring the file in again.`,
      );
    files.push(file);
  }
  const batchId = newId();
  await progress.report(0, null);
  // Planned and written in one turn of the writer: a few rows.
  const outcomes = await context.writeLong(
    progress,
    async (writer) => {
      const connection = writer.connection as unknown as ReadConnection;
      // Somebody may have answered, or undone the import, while this waited for the writer.
      needQuestions({ reader: connection }, answers);
      const plan = await planOf(files, { today, decisions }, { connected: () => connection, ...HERE });
      const unfit = plan.outcomes.find(({ waiting, refused }) => waiting + refused > 0);
      if (unfit)
        throw new CallFailure(
          'conflict',
          `${unfit.refusals[0]?.reason ?? 'The answer no longer fits what is held'}. Nothing was changed.`,
        );
      const of = [...new Set(answers.map(({ questionId }) => open.get(questionId)?.fileName ?? ''))].join(', ');
      const title =
        answers.length === 1 ? `Answer to a question of ${of}` : `Answers to ${answers.length} questions of ${of}`;
      const at = putBatch(writer, context, { batchId, title, files: plan.outcomes });
      await writePlan(writer, plan, batchId, progress);
      for (const { questionId, answer } of answers) {
        const question = open.get(questionId);
        const settled = question ? settledWith(connection, question) : [];
        for (const id of settled)
          writer.update('import_question', id, {
            answer: JSON.stringify({ answer, batchId }),
            answered_by: context.user.id,
            answered_at: at,
          });
      }
      return plan.outcomes;
    },
    { batchId, reason: 'answer to a question of an import' },
  );
  return { batchId, files: outcomes };
}
