import type { PlainDate } from '#domain/calendar/plainDate.ts';
import { lastPeriod } from '#domain/care/lastPeriod.ts';
import { correctionOrChange } from '#domain/facts/correctionOrChange.ts';
import type { AuthorityRow, Facts } from '#domain/facts/factRows.ts';
import type { Ruling, Saying } from '#domain/facts/ruling.ts';
import { stretchSaid } from '#domain/facts/stretchSaid.ts';

/** The authority in whose care the child is; `first` is the first day of care. */
export interface AuthoritySaid {
  readonly laCode: string;
  readonly first: PlainDate;
}

/**
 * The responsible authority, which is another fact than where the child lives. Another one is a change: from the first day
 * of care, where that began anew with it, else from the day of the file.
 *
 * Source: domain.md section 1.
 * @example 887 since 2024-02-03, 886 as of 2025-06-01 with care from 2025-05-20 // 886 from 2025-05-20
 * @example 886 since 2020-01-01, 210 as of 2025-03-31 // 886 until 2025-03-30, 210 from 2025-03-31
 */
export function authoritySaid(held: Facts, { laCode, first }: AuthoritySaid, saying: Saying): Ruling {
  const what = 'responsibleAuthority';
  const childId = held.child[0]?.id ?? '';
  const { rows: authorities, differences } = stretchSaid<AuthorityRow>(
    held.authorities,
    {
      what,
      same: (row) => row.laCode === laCode,
      values: { laCode },
      fresh: (validFrom) => ({ id: saying.fresh(), childId, laCode, validFrom, validTo: null }),
      first,
      as: correctionOrChange(what, saying),
      changedOn: takenOver(held, first, saying),
      inWords: (row) => row.laCode,
      now: laCode,
      canFlip: true,
    },
    saying,
  );
  return { facts: { ...held, authorities }, problems: [], remarks: [], said: [what], differences };
}

/** The day on which care began anew in the care of the authority in force; null where it went on, or that is not known. */
function takenOver({ authorities, episodes }: Facts, first: PlainDate, { asOf }: Saying): PlainDate | null {
  const [period] = lastPeriod(episodes);
  const inForce = authorities.find(({ validTo }) => validTo === null);
  const isAnew = period !== undefined && first > period.startDate;
  return isAnew && inForce && first > inForce.validFrom && first <= asOf ? first : null;
}
