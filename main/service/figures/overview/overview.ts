import type { Overview } from '#contract/overview.ts';
import type { Figure } from '#contract/shared.ts';
import { localitiesBetween } from '#db/queries/localities.ts';
import { authorityName } from '#db/queries/peers.ts';
import { persistentAbsenceRule } from '#domain/attendance/persistentAbsenceRule.ts';
import { startOfAcademicYear } from '#domain/calendar/academicYear.ts';
import { addYears, type PlainDate } from '#domain/calendar/plainDate.ts';
import { directionOfChange } from '#domain/gap/directionOfChange.ts';
import { CallFailure } from '#service/context/callFailure.ts';
import { dateInWords } from '#service/documents/dateInWords.ts';
import { aggregate } from '../measures/aggregate.ts';
import type { Member } from '../measures/member.ts';
import type { ReportContext } from '../measures/reportRows.ts';
import { gapTile, headlineGap } from './headlineGap.ts';
import { drillTo, type Group, localityRow, only, type Part, partsOf, receivedWords } from './localityRow.ts';
import { needsOf } from './needs.ts';
import { pepTermOf, Snapshot } from './snapshot.ts';

const count = new Intl.NumberFormat('en-GB');

/**
 * Everything the overview shows as at a date: tiles for the scope chosen, a row a locality and the county's, and what
 * needs somebody. `localityId` narrows tiles and needs; the table always has every locality, so that they add up.
 */
export function overviewOf(context: ReportContext, asAt: PlainDate, localityId: string | null): Overview {
  const { reader } = context;
  const snapshot = new Snapshot(reader, asAt);
  const before = new Snapshot(reader, addYears(asAt, -1));
  const county = authorityName(reader);
  const gaps = { ks2: headlineGap(context, 2, asAt), ks4: headlineGap(context, 4, asAt) };
  // A locality that ended within one of the years shown is a row still: sessions and results of then are its own.
  const firstYear = [snapshot.academicYear, gaps.ks2?.year, gaps.ks4?.year]
    .filter((year) => year !== undefined)
    .sort()[0];
  const localities = localitiesBetween(reader, startOfAcademicYear(firstYear ?? snapshot.academicYear), asAt);
  const groups: Group[] = [
    ...localities.map(({ id, name }) => ({ localityId: id as string | null, name, isCounty: false })),
    { localityId: 'unallocated', name: 'Unallocated', isCounty: false },
    { localityId: null, name: county, isCounty: true },
  ];
  const parts = partsOf(reader, snapshot, county);
  const rows = groups.map((group) => localityRow(group, parts, gaps, asAt));
  const chosen = rows.find((row) => (localityId === null ? row.isCounty : row.localityId === localityId));
  // Never the county's figures in a locality's place.
  if (!chosen) throw new CallFailure('notFound', 'There is no such locality on this date.', { field: 'localityId' });
  const term = pepTermOf(asAt);
  const withChange = (
    part: Part,
    earlier: readonly Member[],
    polarity: 'higher' | 'lower' | null,
    figure: Figure,
  ): Figure => ({
    ...figure,
    change: changeSince(part, only(part.members, chosen), only(earlier, chosen), polarity, addYears(asAt, -1)),
  });
  return {
    asAt,
    academicYear: snapshot.academicYear,
    ks2Year: gaps.ks2?.year ?? null,
    ks4Year: gaps.ks4?.year ?? null,
    sentence: `${county}'s own children, looked after on ${dateInWords(asAt)}. Outcomes are for the 12-month cohort unless stated.`,
    tiles: [
      {
        key: 'children',
        title: 'Children looked after',
        figure: withChange(parts.children, before.lookedAfter, null, chosen.children),
        detail: `${count.format(chosen.lac12.value ?? 0)} in the 12-month cohort`,
      },
      gapTile('ks2Gap', gaps.ks2, chosen.ks2Gap),
      gapTile('ks4Gap', gaps.ks4, chosen.ks4Gap),
      {
        key: 'absence',
        title: 'Overall absence',
        figure: withChange(parts.absence, before.attendance('absence-overall'), 'lower', chosen.absence),
        detail: coverageWords(chosen.absence),
      },
      {
        key: 'persistentAbsence',
        title: snapshot.persistent.title,
        figure: withChange(
          parts.persistentAbsence,
          // A year under another rule is no comparison.
          persistentAbsenceRule(before.academicYear) === persistentAbsenceRule(snapshot.academicYear)
            ? before.persistent.members
            : [],
          'lower',
          chosen.persistentAbsence,
        ),
        detail: ofWords(chosen.persistentAbsence),
      },
      {
        key: 'suspended',
        title: 'Suspended this year',
        figure: withChange(
          parts.suspended,
          // Two parts of years that reach to different days are no comparison.
          snapshot.suspensionsReach?.tooShort || before.suspensionsReach?.tooShort ? [] : before.suspended,
          'lower',
          chosen.suspended,
        ),
        detail: `${ofWords(chosen.suspended)}${receivedWords(snapshot.suspensionsReach)}`,
      },
      {
        key: 'pepsOnTime',
        title: `PEPs on time, ${term.name}`,
        figure: chosen.pepsOnTime,
        detail: ofWords(chosen.pepsOnTime),
      },
    ],
    localities: rows,
    needs: needsOf(reader, snapshot, chosen.localityId).map((need) => ({
      key: need.key,
      count: need.members.length,
      title: need.title,
      detail: need.detail,
      drill: drillTo(`need:${need.key}`, asAt, chosen.localityId),
    })),
    notes: [
      'Gap = all pupils minus looked after, in percentage points (Attainment 8: points).',
      `Absence and suspensions are of ${snapshot.academicYear} to ${dateInWords(asAt)}, of children in care for 12 months on that date; the attendance summary has finished years of the children of 31 March.`,
      `Key stage results are attributed by locality on 31 March of their year, sessions of days in care by the day, PEPs by their due date; a child counts where it lives on the date. Nobody counts twice, and localities with 'unallocated' add up to ${county}.`,
      'True numbers, for the team only. Select any figure for the children behind it, its definition and source.',
    ],
  };
}

const monthWords = (date: PlainDate) => dateInWords(date).slice(dateInWords(date).indexOf(' ') + 1);
const coverageWords = (figure: Figure) =>
  figure.coverage
    ? `${figure.coverage.words} for ${count.format(figure.coverage.with)} of ${count.format(figure.coverage.of)}`
    : '';
const ofWords = (figure: Figure) =>
  figure.denominator === null
    ? 'not available'
    : `${count.format(figure.numerator ?? 0)} of ${count.format(figure.denominator)}`;

function changeSince(
  part: Part,
  now: readonly Member[],
  before: readonly Member[],
  polarity: 'higher' | 'lower' | null,
  since: PlainDate,
): Figure['change'] {
  const a = aggregate(now, part.kind).value;
  const b = aggregate(before, part.kind).value;
  if (a === null || b === null || (part.kind === 'count' && b === 0)) return null;
  const change = directionOfChange({ now: a, before: b, polarity: polarity ?? 'lower', of: 'value' });
  return {
    size: change.size,
    word: change.word,
    direction: change.direction,
    since: monthWords(since),
    better: polarity === null ? null : change.better,
  };
}
