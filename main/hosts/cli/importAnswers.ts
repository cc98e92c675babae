import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { ImportPreview } from '#contract/imports.ts';
import { CliFailure } from './work.ts';
import { writePrivately } from './writePrivately.ts';

/** Answers by the id of what is asked: a child's id, 'new', 'leaveOut' or 'later'; 'yes'; 'change' or 'correction'. */
const answersFile = z.record(z.string(), z.string());
export type Answers = Readonly<Record<string, string>>;

/** The answers in a file, as `--questions` offered them. */
export function readAnswers(path: string | undefined): Answers {
  if (path === undefined) return {};
  try {
    return answersFile.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    throw new CliFailure(
      'invalidInput',
      `${path} holds no answers: it must be JSON such as {"results.csv: local_id 4711": "later"}. Nothing was imported.`,
    );
  }
}

/** What is asked and has no answer yet, or one that is not offered: of the files as a whole, and of whom rows mean. */
export function openOf({ questions, whoIs }: ImportPreview, answers: Answers, confirm: boolean) {
  const asked = [
    ...questions
      .filter(() => !confirm)
      .map(({ id, words, confirm: label }) => ({ id, asks: words, answers: [{ answer: 'yes', means: label }] })),
    ...whoIs.map(({ id, fileName, row, rows, words, says, canBeNew, candidates }) => ({
      id,
      asks: `${fileName}, ${row === 0 ? 'marks' : `row ${row}`}: ${words}`,
      rows,
      says,
      answers: [
        ...candidates.map(({ childId, agrees, ...child }) => ({
          answer: childId,
          means: 'this child',
          ...child,
          agrees,
        })),
        ...(canBeNew ? [{ answer: 'new', means: 'a child who is not here yet' }] : []),
        { answer: 'leaveOut', means: 'leave these rows out' },
        { answer: 'later', means: 'keep these rows, and ask again under Data' },
      ],
    })),
  ];
  return asked.filter(({ id, answers: offered }) => !offered.some(({ answer }) => answer === answers[id]));
}

/** What was left for later: that alone may wait. */
export const laterOf = (answers: Answers): string[] => Object.keys(answers).filter((id) => answers[id] === 'later');

/** Writes what is asked where the person can answer it; nobody else of the computer may read it. */
export const writeQuestions = (path: string, open: ReturnType<typeof openOf>): void =>
  writePrivately(path, `${JSON.stringify(open, null, 2)}\n`);

/** The answers as the commit takes them; what is left for later is no decision. */
export const decisionsOf = (answers: Answers): { id: string; answer: string }[] =>
  Object.entries(answers)
    .filter(([, answer]) => answer !== 'later' && answer !== 'yes')
    .map(([id, answer]) => ({ id, answer }));
