import type { LocalityRow, Overview } from '#contract/overview.ts';
import type { Drill, Figure } from '#contract/shared.ts';
import type { ReadConnection } from '#db/open.ts';
import { listLocalities } from '#db/queries/localities.ts';
import { localityStaff } from '#db/queries/localityStaff.ts';
import { authorityName, targetsOf } from '#db/queries/peers.ts';
import type { AcademicYear } from '#domain/calendar/academicYear.ts';
import { addYears, type PlainDate } from '#domain/calendar/plainDate.ts';
import { directionOfChange } from '#domain/gap/directionOfChange.ts';
import { measureOf } from '#domain/measures/catalogue.ts';
import type { ServiceContext } from '../context.ts';
import { aggregate } from '../measures/aggregate.ts';
import type { Member, MemberKind } from '../measures/member.ts';
import { gapReport } from '../reports/gapReport.ts';
import { dateInWords } from './dateInWords.ts';
import { figureOf } from './figureOf.ts';
import { headlineMeasure, latestResultsYear } from './headlineMeasures.ts';
import { needsOf } from './needs.ts';
import { pepTermOf, Snapshot } from './snapshot.ts';

const count = new Intl.NumberFormat('en-GB');
const percent = (value: number | null) => (value === null ? 'not available' : `${value.toFixed(1)} %`);

type Group = { localityId: string | null; name: string; isCounty: boolean };

/**
 * Everything the overview shows as at a date: tiles for the scope chosen, a row a locality and the county's, and what
 * needs somebody. `localityId` narrows tiles and needs; the table always has every locality, so that they add up.
 */
export function overviewOf(
  context: Pick<ServiceContext, 'reader' | 'clock'>,
  asAt: PlainDate,
  localityId: string | null,
): Overview {
  const { reader } = context;
  const snapshot = new Snapshot(reader, asAt);
  const before = new Snapshot(reader, addYears(asAt, -1));
  const county = authorityName(reader);
  const localities = listLocalities(reader, asAt);
  const groups: Group[] = [
    ...localities.map(({ id, name }) => ({ localityId: id as string | null, name, isCounty: false })),
    { localityId: 'unallocated', name: 'Unallocated', isCounty: false },
    { localityId: null, name: county, isCounty: true },
  ];
  const gaps = { ks2: headline(context, 2, asAt), ks4: headline(context, 4, asAt) };
  const parts = partsOf(reader, snapshot, county);
  const rows = groups.map((group) => localityRow(group, parts, gaps, asAt));
  const chosen =
    rows.find((row) => (localityId === null ? row.isCounty : row.localityId === localityId)) ??
    (rows.at(-1) as LocalityRow);
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
        title: 'Persistent absence',
        figure: withChange(
          parts.persistentAbsence,
          before.attendance('absence-persistent-10'),
          'lower',
          chosen.persistentAbsence,
        ),
        detail: ofWords(chosen.persistentAbsence),
      },
      {
        key: 'suspended',
        title: 'Suspended this year',
        figure: withChange(parts.suspended, before.suspended, 'lower', chosen.suspended),
        detail: ofWords(chosen.suspended),
      },
      {
        key: 'pepsOnTime',
        title: `PEPs on time, ${term.name}`,
        figure: chosen.pepsOnTime,
        detail: ofWords(chosen.pepsOnTime),
      },
    ],
    localities: rows,
    needs: needsOf(reader, snapshot).map((need) => {
      const members = only(need.members, chosen);
      return {
        key: need.key,
        count: members.length,
        title: need.title,
        detail: need.detail,
        drill: drillTo(`need:${need.key}`, asAt, chosen.localityId),
      };
    }),
    notes: [
      'Gap = all pupils minus looked after, in percentage points (Attainment 8: points).',
      `Key stage results are attributed by locality on 31 March of their year, sessions by their own date, PEPs by their due date; nobody counts twice, and localities with 'unallocated' add up to ${county}.`,
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

const drillTo = (
  figure: string,
  asAt: PlainDate,
  localityId: string | null,
  academicYear: AcademicYear | null = null,
  measure: string | null = null,
): Drill => ({ figure, asAt, academicYear, localityId, measure });

const only = (members: readonly Member[], group: { localityId: string | null }) =>
  group.localityId === null ? members : members.filter((member) => member.locality === group.localityId);

/** A figure of the overview: its members and what to say of it. */
type Part = {
  key: string;
  kind: MemberKind;
  members: readonly Member[];
  cohort: string;
  definition: string;
  source: string;
  coverageWords?: string;
};

function partsOf(reader: ReadConnection, snapshot: Snapshot, county: string) {
  const inYear = `${snapshot.academicYear} to ${dateInWords(snapshot.asAt)}`;
  const outcomes = `${county}'s own school-age children in care for 12 months on the date`;
  const marks = `Session marks in this store, ${inYear}`;
  const part = (
    key: string,
    kind: MemberKind,
    members: readonly Member[],
    cohort: string,
    definition: string,
    source: string,
    coverage?: string,
  ): Part => ({ key, kind, members, cohort, definition, source, ...(coverage ? { coverageWords: coverage } : {}) });
  return {
    children: part(
      'children',
      'count',
      snapshot.lookedAfter,
      `${county}'s own children`,
      'Children looked after on the date, respite left out. Children of other authorities placed here are not among them.',
      'Episodes of care in this store',
    ),
    lac12: part(
      'lac12',
      'count',
      snapshot.lac12,
      `${county}'s own children`,
      'Looked after continuously for at least 12 months on the date, respite left out.',
      'Episodes of care in this store',
    ),
    absence: part(
      'absence',
      'sessions',
      snapshot.attendance('absence-overall'),
      outcomes,
      measureOf('absence-overall').definition,
      marks,
      'marks',
    ),
    persistentAbsence: part(
      'persistentAbsence',
      'share',
      snapshot.attendance('absence-persistent-10'),
      outcomes,
      measureOf('absence-persistent-10').definition,
      marks,
      'marks',
    ),
    suspended: part(
      'suspended',
      'share',
      snapshot.suspended,
      outcomes,
      `${measureOf('suspension-at-least-one').definition} Only standing suspensions count.`,
      `Suspensions in this store, ${inYear}`,
    ),
    pepsOnTime: part(
      'pepsOnTime',
      'share',
      snapshot.pepsOnTime,
      `PEPs of ${county}'s own children due this term by the date`,
      'PEPs held on or before the due date, of those due. Children who left care before the due date are out.',
      `PEPs in this store, due from ${dateInWords(pepTermOf(snapshot.asAt).start)}`,
    ),
    quality: snapshot.pepQuality,
    staff: localityStaff(reader, snapshot.asAt),
  };
}

function localityRow(
  group: Group,
  parts: ReturnType<typeof partsOf>,
  gaps: Record<'ks2' | 'ks4', Headline | null>,
  asAt: PlainDate,
): LocalityRow {
  const figure = (part: Part): Figure =>
    figureOf(aggregate(only(part.members, group), part.kind), {
      cohort: part.cohort,
      definition: part.definition,
      source: part.source,
      ...(part.coverageWords ? { coverageWords: part.coverageWords } : {}),
      drill: drillTo(part.key, asAt, group.localityId),
    });
  const children = figure(parts.children);
  const quality = { green: 0, amber: 0, red: 0, notGraded: 0 };
  for (const { member, overall } of parts.quality)
    if (group.localityId === null || member.locality === group.localityId) quality[overall ?? 'notGraded'] += 1;
  const staff =
    group.localityId === null
      ? [...parts.staff.values()].reduce((sum, fte) => sum + fte, 0)
      : (parts.staff.get(group.localityId) ?? 0);
  return {
    ...group,
    children,
    lac12: figure(parts.lac12),
    ks2Gap: gapOf(gaps.ks2, group, asAt),
    ks4Gap: gapOf(gaps.ks4, group, asAt),
    absence: figure(parts.absence),
    persistentAbsence: figure(parts.persistentAbsence),
    suspended: figure(parts.suspended),
    pepsOnTime: figure(parts.pepsOnTime),
    pepQuality: { ...quality, drill: drillTo('pepQuality', asAt, group.localityId) },
    caseload: {
      ...children,
      value: staff === 0 ? null : (children.value ?? 0) / staff,
      unit: 'ratio',
      absent: staff === 0 ? 'notAvailable' : null,
      numerator: children.value,
      denominator: staff === 0 ? null : staff,
      n: null,
      definition: 'Children looked after for each full-time equivalent member of the core team.',
      source: 'Staff of the locality in the authority profile',
      drill: null,
    },
  };
}

type Headline = {
  year: AcademicYear;
  title: string;
  rows: Map<string | null, Figure>;
  looked: Map<string | null, { value: number | null; n: number; peer: number | null }>;
  unit: string;
};

function headline(
  context: Pick<ServiceContext, 'reader' | 'clock'>,
  keyStage: 2 | 4,
  asAt: PlainDate,
): Headline | null {
  const year = latestResultsYear(context.reader, keyStage, asAt);
  if (year === null) return null;
  const measure = headlineMeasure(keyStage, year);
  const authority = authorityName(context.reader);
  const target = targetsOf(context.reader, measure, authority).find(
    (row) => row.academicYear === year && row.kind === 'maximumGap',
  );
  const peer = target?.peer === 'England' ? 'England' : 'Kent';
  const report = gapReport(context, {
    measure,
    fromYear: year,
    toYear: year,
    peer,
    cohort: 'LAC12',
    by: 'locality',
    everyYear: false,
    uasc: 'with',
  });
  const rows = [...report.county, ...report.localities];
  return {
    year,
    title: `${report.measure.shortName} gap, ${peer} peers`,
    unit: report.measure.unit === 'percent' ? ' %' : '',
    rows: new Map(rows.map((row) => [row.localityId, row.gap])),
    looked: new Map(rows.map((row) => [row.localityId, { value: row.lookedAfter, n: row.withResult, peer: row.peer }])),
  };
}

function gapOf(gap: Headline | null, group: Group, asAt: PlainDate): Figure {
  const figure = gap?.rows.get(group.localityId);
  if (figure) return figure;
  return {
    value: null,
    unit: 'points',
    absent: 'notAvailable',
    numerator: null,
    denominator: null,
    n: null,
    cohort: '',
    coverage: null,
    bounds: null,
    interval: null,
    definition: 'No results of this key stage have been received by the date.',
    source: 'Results in this store',
    rag: null,
    target: null,
    change: null,
    drill: drillTo('children', asAt, group.localityId),
  };
}

function gapTile(key: 'ks2Gap' | 'ks4Gap', gap: Headline | null, figure: Figure): Overview['tiles'][number] {
  if (!gap)
    return { key, title: key === 'ks2Gap' ? 'KS2 gap' : 'KS4 gap', figure, detail: 'no results received by the date' };
  const { value, n, peer } = gap.looked.get(figure.drill?.localityId ?? null) ?? { value: null, n: 0, peer: null };
  const shown = gap.unit === ' %' ? percent(value) : value === null ? 'not available' : value.toFixed(1);
  return {
    key,
    title: gap.title,
    figure,
    detail: `${gap.year}: ${shown}, n ${n}; peers ${peer === null ? 'not published' : `${peer}${gap.unit}`}`,
  };
}

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
