import type { Connection, ReadConnection } from '#db/open.ts';

export interface OpenQuestionRow {
  id: string;
  batchId: string;
  askedAt: string;
  fileName: string;
  format: string;
  asOf: string;
  row: number;
  words: string;
  content: string;
}

/** The imports that stand by which questions of a batch were answered and rows of it came in, by what they are called. */
export const answersOf = (reader: Pick<Connection | ReadConnection, 'prepare'>, batchId: string): string[] =>
  reader
    .prepare<[string], string>(
      `SELECT DISTINCT title FROM import_question AS question
       JOIN import_batch AS answering ON answering.id = json_extract(answer, '$.batchId') AND answering.state = 'committed'
       WHERE question.batch_id = ? AND json_extract(answer, '$.answer') <> 'leaveOut' ORDER BY title`,
    )
    .pluck()
    .all(batchId);

/**
 * What imports have asked and nobody has answered, the latest first. An undone import asks nothing any more; an answer that
 * was undone leaves its question open again.
 */
export const openQuestions = (reader: Pick<Connection | ReadConnection, 'prepare'>): OpenQuestionRow[] =>
  reader
    .prepare<[], OpenQuestionRow>(
      `SELECT question.id AS id, batch_id AS batchId, batch.at AS askedAt, file_name AS fileName, format, as_of AS asOf, row, words, content
       FROM import_question AS question JOIN import_batch AS batch ON batch.id = batch_id AND batch.state = 'committed'
       WHERE answer IS NULL
          OR EXISTS (SELECT 1 FROM import_batch WHERE import_batch.id = json_extract(answer, '$.batchId') AND import_batch.state = 'undone')
       ORDER BY batch.at DESC, file_name, row`,
    )
    .all();
