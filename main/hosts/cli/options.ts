import { parseArgs } from 'node:util';

/** The options as they were given. */
export type CliValues = ReturnType<typeof parseOptions>['values'];

/** Reads the command line; throws with a sentence when an option is unknown or lacks its value. */
export function parseOptions() {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  return parseArgs({
    allowPositionals: true,
    options: {
      store: text,
      'passphrase-fd': text,
      'password-fd': text,
      name: text,
      refused: text,
      'dry-run': flag,
      confirm: flag,
      questions: text,
      answers: text,
      check: flag,
      measure: text,
      year: text,
      from: text,
      by: text,
      peer: text,
      cohort: text,
      pool: text,
      format: text,
      school: text,
      out: text,
      'as-at': text,
      'as-of': text,
      seed: text,
      help: { type: 'boolean', short: 'h' },
    },
  });
}
