import type { PlainDate } from '#domain/calendar/plainDate.ts';
import { correctionOrChange } from '#domain/facts/correctionOrChange.ts';
import type { Facts, ProfessionalRow } from '#domain/facts/factRows.ts';
import type { Ruling, Saying } from '#domain/facts/ruling.ts';
import type { Said } from '#domain/facts/said.ts';
import { stretchSaid } from '#domain/facts/stretchSaid.ts';
import { foldedName } from './foldedName.ts';

/** Who works with the child; `first` is the first day of care. */
export interface ProfessionalSaid {
  readonly kind: 'socialWorker' | 'reviewingOfficer';
  readonly name: Said<string>;
  readonly first: PlainDate;
}

/**
 * The social worker or the reviewing officer. Another name is a change from the day that the file speaks of; a name that is
 * written otherwise only is the same person, and stays as it is held.
 *
 * Source: issue 8 section 1; domain.md section 11.
 * @example Sam Worker held, 'SAM WORKER' said // nothing
 */
export function professionalSaid(held: Facts, { kind, name, first }: ProfessionalSaid, saying: Saying): Ruling {
  if (!name.said || name.value === null) return { facts: held, problems: [], remarks: [], said: [] };
  const { value } = name;
  const childId = held.child[0]?.id ?? '';
  const ofKind = held.professionals.filter((row) => row.kind === kind);
  const others = held.professionals.filter((row) => row.kind !== kind);
  const { rows, differences } = stretchSaid<ProfessionalRow>(
    ofKind,
    {
      what: kind,
      same: (row) => foldedName(row.name) === foldedName(value),
      values: { name: value },
      fresh: (validFrom) => ({ id: saying.fresh(), childId, kind, name: value, validFrom, validTo: null }),
      first,
      as: correctionOrChange(kind, saying),
      inWords: (row) => row.name,
      now: value,
      canFlip: true,
    },
    saying,
  );
  const professionals = rows === ofKind ? held.professionals : [...others, ...rows];
  return { facts: { ...held, professionals }, problems: [], remarks: [], said: [kind], differences };
}
