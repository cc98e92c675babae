import type { PlainDate } from '#domain/calendar/plainDate.ts';
import { foldText } from '#domain/words/foldText.ts';

/** A school, or another place of learning that is called one; not every one has a URN. */
export interface SchoolRow {
  readonly id: string;
  readonly urn: string | null;
  readonly laestab: string | null;
  readonly name: string;
  readonly phase: string | null;
  readonly districtId: string | null;
  readonly postcode: string | null;
  readonly openedOn: PlainDate | null;
  readonly closedOn: PlainDate | null;
}

/**
 * What a school goes by in what has been said of it: its number, else its name.
 *
 * @example schoolKey({ urn: '118264', name: 'Oak School' }) // '118264'
 * @example schoolKey({ urn: null, name: 'The Lighthouse' }) // 'the lighthouse'
 */
export const schoolKey = ({ urn, name }: Pick<SchoolRow, 'urn' | 'name'>): string => urn ?? foldText(name);
