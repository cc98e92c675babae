import type { PlainDate } from '#domain/calendar/plainDate.ts';
import { correctionOrChange } from '#domain/facts/correctionOrChange.ts';
import type { BirthDateRow, Facts } from '#domain/facts/factRows.ts';
import { type Ruling, refusedFor, type Saying } from '#domain/facts/ruling.ts';
import { stretchSaid } from '#domain/facts/stretchSaid.ts';

/** A date of birth, and what the file calls the column it stands in. */
export interface BirthDateSaid {
  readonly dateOfBirth: PlainDate;
  readonly field: string;
}

/**
 * A date of birth. Another one is a correction: the child was never born on the first, so no second true date stays beside it.
 * For an unaccompanied child it is disputed: the earlier date ends and keeps its history, and the one now known counts on
 * every day that is looked at (`birthNowKnown`).
 *
 * Source: domain.md section 1 (a disputed date of birth keeps its history); issue 8 section 1; `reviews/core.md` B6.
 * @example 2013-08-01 held, 2013-09-01 said // 2013-09-01, and nothing else
 * @example of an unaccompanied child, as of 2025-03-31 // 2008-01-01 until 2025-03-30, 2009-06-17 disputed since
 */
export function birthDateSaid(held: Facts, { dateOfBirth, field }: BirthDateSaid, saying: Saying): Ruling {
  const what = 'dateOfBirth';
  if (dateOfBirth > saying.today)
    return refusedFor(held, { field, value: dateOfBirth, reason: 'This day is still to come: correct the date' });
  const childId = held.child[0]?.id ?? '';
  const { rows: birthDates, differences } = stretchSaid<BirthDateRow>(
    held.birthDates,
    {
      what,
      same: (row) => row.dateOfBirth === dateOfBirth,
      values: { dateOfBirth },
      fresh: (validFrom) => ({ id: saying.fresh(), childId, dateOfBirth, disputed: false, validFrom, validTo: null }),
      first: dateOfBirth,
      as: correctionOrChange(what, saying, held.uasc.length > 0 ? 'change' : 'correction'),
      whenChanged: { disputed: true },
      inWords: (row) => row.dateOfBirth,
      now: dateOfBirth,
      canFlip: true,
    },
    saying,
  );
  return { facts: { ...held, birthDates }, problems: [], remarks: [], said: [what], differences };
}
