import { addDays, type PlainDate } from '#domain/calendar/plainDate.ts';
import { withChanged } from './edits.ts';
import type { Dated } from './factRows.ts';
import type { Difference, Saying } from './ruling.ts';

/** One fact of a child that holds for stretches of time, as somebody says it. */
export interface StretchSaid<Row> {
  /** The name of what is said, as in `Ruling.said`. */
  readonly what: string;
  /** Whether a row that is held says the same. */
  readonly same: (row: Row) => boolean;
  /** The columns that say it. */
  readonly values: Partial<Row>;
  /** A new row of it. */
  readonly fresh: (from: PlainDate) => Row;
  /** From when it is taken to hold where nothing was known before. */
  readonly first: PlainDate;
  readonly as: Difference['as'];
  /** From when a change holds where the row says it: after the row in force began, and no later than the file; else the file's day. */
  readonly changedOn?: PlainDate | null;
  /** Laid over the new row of a change, or over one that is changed on its own first day; not over a correction. */
  readonly whenChanged?: Partial<Row>;
  readonly inWords: (row: Row) => string;
  readonly now: string;
  readonly canFlip: boolean;
}

type Row = Dated & { readonly id: string };

/**
 * The rows of a fact once something is said of it, as of the day that the file speaks of.
 *
 * - Nothing known: it holds from `first`, or from the day after the last stretch that has ended.
 * - The same: nothing.
 * - A correction: the row in force says it, as it always was.
 * - A change, from the day that is said of it or that of the file: the row in force ends the day before, and a new one begins; one that began on that very day is put right.
 * - An older file changes nothing: neither where something newer has spoken of it, nor where the row in force began later.
 *
 * Source: issue 8 section 1; architecture.md section 4 (facts carry valid-from and valid-to).
 * @example SMITH since birth, JONES said as of 2025-03-31 // SMITH until 2025-03-30, JONES from 2025-03-31
 */
export function stretchSaid<Stretch extends Row>(
  rows: readonly Stretch[],
  told: StretchSaid<Stretch>,
  saying: Saying,
): { rows: readonly Stretch[]; differences: readonly Difference[] } {
  const nothing = { rows, differences: [] };
  const inOrder = [...rows].sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
  const last = inOrder.findLast((row) => row.validTo === null) ?? inOrder.at(-1);
  if (last === undefined) return { rows: [told.fresh(told.first)], differences: [] };
  const { asOf } = saying;
  if (saying.saidLater(told.what) !== null) return nothing;
  if (last.validTo !== null) {
    if (asOf <= last.validTo && last.validTo >= told.first) return nothing;
    const first = last.validTo >= told.first ? addDays(last.validTo, 1) : told.first;
    return { rows: [...rows, told.fresh(first)], differences: [] };
  }
  if (told.same(last) || last.validFrom > asOf) return nothing;
  const { what, now, canFlip } = told;
  const difference = { what, was: told.inWords(last), now, canFlip };
  if (told.as === 'correction')
    return {
      rows: withChanged(rows, last.id, told.values),
      differences: [{ ...difference, as: 'correction', from: null }],
    };
  const changed = { ...told.values, ...told.whenChanged };
  const from = told.changedOn ?? asOf;
  const differences: Difference[] = [{ ...difference, as: 'change', from }];
  if (last.validFrom === from) return { rows: withChanged(rows, last.id, changed), differences };
  const ended = withChanged(rows, last.id, { validTo: addDays(from, -1) } as Partial<Stretch>);
  return { rows: [...ended, { ...told.fresh(from), ...told.whenChanged }], differences };
}
