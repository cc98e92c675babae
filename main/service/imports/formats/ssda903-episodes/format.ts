import { episodesOfDays } from '#domain/care/episodesOfDays.ts';
import { type CellReader, date, localId, oneOf, postcode, text } from '#service/imports/read/cells.ts';
import { endBeforeStart, warnOfLostNoughts } from '#service/imports/read/columns.ts';
import { optional, type RowOf, refuseRepeats, required, type TableFormat } from '#service/imports/read/table.ts';
import {
  LEGAL_STATUSES,
  NEED_CODES,
  PLACEMENT_TYPES,
  REASONS_EPISODE_CEASED,
  REASONS_EPISODE_STARTED,
} from '../ssda903Codes.ts';
import type { SourceRow, Warning } from '../types.ts';

const codes = <Code extends string>(list: readonly Code[]): Record<Code, string[]> =>
  Object.fromEntries(list.map((code) => [code, []])) as unknown as Record<Code, string[]>;

/** A code in capitals, checked for its shape only, since its list changes from year to year. */
const shaped =
  (shape: RegExp, what: string): CellReader<string> =>
  (cell) =>
    shape.test(cell.toUpperCase())
      ? { ok: true, value: cell.toUpperCase() }
      : { ok: false, reason: `Not ${what} of the SSDA903` };

const columns = {
  localId: required('CHILD', localId, { title: 'Child' }),
  start: required('DECOM', date, { title: 'Episode commenced' }),
  reasonStarted: required('RNE', oneOf(codes(REASONS_EPISODE_STARTED)), { title: 'Reason for new episode' }),
  legalStatus: required('LS', oneOf(codes(LEGAL_STATUSES)), { title: 'Legal status' }),
  needCode: optional('CIN', shaped(/^N\d$/, 'a need code'), { mustBeRead: true, title: 'Category of need' }),
  placementType: optional('PLACE', shaped(/^[A-Z]\d{1,2}$/, 'a placement code'), {
    tellsPlace: true,
    mustBeRead: true,
    title: 'Placement type',
  }),
  placementProvider: optional('PLACE_PROVIDER', text(10), { title: 'Placement provider' }),
  end: optional('DEC', date, { mustBeRead: true, title: 'Episode ceased' }),
  reasonCeased: optional('REC', shaped(/^(X1|E\d{1,2}[AB]?)$/, 'a reason code'), {
    mustBeRead: true,
    title: 'Reason episode ceased',
  }),
  reasonPlacementChange: optional('REASON_PLACE_CHANGE', text(10), { title: 'Reason for placement change' }),
  homePostcode: optional('HOME_POST', text(10), { title: 'Home postcode', tellsPlace: true }),
  placementPostcode: optional('PL_POST', text(10), { title: 'Placement postcode', tellsPlace: true }),
  /** Ofsted's number of the placement provider. It is never a school, whatever it looks like. */
  ofstedUrn: optional('URN', text(20), { title: "Ofsted's number of the provider" }),
};

/** One episode of the SSDA903. `start` is DECOM and `end` DEC: the day an episode ends is the day the next begins. */
export type Ssda903EpisodeRow = RowOf<typeof columns>;

const notListed = (list: readonly string[], field: string, value: string | null): Omit<Warning, 'row'>[] =>
  value === null || list.includes(value)
    ? []
    : [{ field, value, reason: 'This code is not on the list the app knows: it is kept as it stands' }];

const readPostcode = (
  field: string,
  value: string | null,
): { value: string | null; warnings: Omit<Warning, 'row'>[] } => {
  if (value === null) return { value: null, warnings: [] };
  const read = postcode(value);
  if (read.ok) return { value: read.value, warnings: [] };
  return { value: null, warnings: [{ field, value, reason: 'Not a whole postcode: the episode is taken without it' }] };
};

/** Overlaps, gaps and second open episodes of each child, in time order. They are listed; the episodes are taken as they stand. */
const warnOfBreaks = (rows: readonly (Ssda903EpisodeRow & SourceRow)[]): Warning[] => {
  const byChild = new Map<string, (Ssda903EpisodeRow & SourceRow)[]>();
  for (const row of rows) {
    const own = byChild.get(row.localId);
    if (own) own.push(row);
    else byChild.set(row.localId, [row]);
  }
  const warnings: Warning[] = [];
  for (const episodes of byChild.values()) {
    episodes.sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : a.row - b.row));
    for (const [index, episode] of episodes.entries()) {
      const next = episodes[index + 1];
      const tell = (field: string, value: string, reason: string) =>
        warnings.push({ row: episode.row, field, value, reason });
      if (episode.end === null) {
        if (next) tell('DEC', '', `The episode is open although another begins on ${next.start} (row ${next.row})`);
      } else if (next && next.start < episode.end) {
        tell('DEC', episode.end, `Overlaps the episode that begins on ${next.start} (row ${next.row})`);
      } else if (episode.reasonCeased === 'X1' && next?.start !== episode.end) {
        const then = next ? `the next begins on ${next.start} (row ${next.row})` : 'no later one follows';
        tell('REC', 'X1', `Care is said to continue from ${episode.end}, but ${then}: there is a gap`);
      } else if (episode.reasonCeased !== 'X1' && next?.start === episode.end) {
        tell(
          'REC',
          episode.reasonCeased ?? '',
          `Care is said to end on ${episode.end}, but goes on the same day (row ${next.row})`,
        );
      }
    }
  }
  return warnings.sort((a, b) => (a.row ?? 0) - (b.row ?? 0));
};

const OF_NO_DAY =
  'It ends on the day it begins, and another episode begins on that day: this one is left out, and the other holds from then';

/**
 * SSDA903 Episodes: one row an episode of care. Refused: an end without a reason or a reason without an end, an end
 * before the start, two episodes of a child that begin on one day. Listed and taken: overlaps, gaps, a second open
 * episode, codes newer than the app. The URN is Ofsted's and goes nowhere near a school.
 *
 * Source: DfE, guide to the SSDA903 collection, Episodes file (domain notes, section 10).
 */
export const ssda903Episodes: TableFormat<typeof columns, Ssda903EpisodeRow> = {
  id: 'ssda903-episodes',
  title: 'SSDA903 Episodes',
  columns,
  signature: ['CHILD', 'DECOM', 'RNE', 'LS'],
  finish: (row) => {
    const faults = endBeforeStart(row.start, row.end, 'DEC', 'day the episode commenced');
    if (row.end === null && row.reasonCeased !== null) {
      const reason = 'The episode has a reason for ceasing but no day: fill in DEC, or empty REC if it is open';
      faults.push({ field: 'REC', value: row.reasonCeased, reason });
    }
    if (row.end !== null && row.reasonCeased === null) {
      const reason = 'The episode has ceased without a reason: fill in REC (X1 where care continues)';
      faults.push({ field: 'REC', value: '', reason });
    }
    const home = readPostcode('HOME_POST', row.homePostcode);
    const placement = readPostcode('PL_POST', row.placementPostcode);
    const warnings = [
      ...notListed(NEED_CODES, 'CIN', row.needCode),
      ...notListed(PLACEMENT_TYPES, 'PLACE', row.placementType),
      ...notListed(REASONS_EPISODE_CEASED, 'REC', row.reasonCeased),
      ...home.warnings,
      ...placement.warnings,
    ];
    return { row: { ...row, homePostcode: home.value, placementPostcode: placement.value }, faults, warnings };
  },
  across: (all) => {
    const { rows, leftOut } = episodesOfDays(all);
    const refuse = refuseRepeats(
      rows,
      (row) => `${row.localId}\u0000${row.start}`,
      'DECOM',
      'an episode from this day',
    );
    const out = new Set(refuse.map((each) => each.row));
    const standing = rows.filter((row) => !out.has(row.row));
    const ofNoDay = leftOut.map(({ row, end }) => ({ row, field: 'DEC', value: end ?? '', reason: OF_NO_DAY }));
    return { refuse, warnings: [...warnOfLostNoughts(standing, 'CHILD'), ...ofNoDay, ...warnOfBreaks(standing)] };
  },
};
