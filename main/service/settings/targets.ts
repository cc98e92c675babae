import type { CallOutput, ParsedInput } from '#contract/calls.ts';
import { readProfile } from '#db/queries/settingsPlaces.ts';
import {
  measureRowId,
  minimumToRateSpans,
  targetById,
  targetLike,
  targetsOfGeography,
} from '#db/queries/settingsTargets.ts';
import { STRATEGY_AUTHORITY, STRATEGY_YEAR, strategyTargets } from '#db/seed/strategyTargets.ts';
import type { Row } from '#db/write.ts';
import { changeFrom } from '#domain/calendar/changeFrom.ts';
import type { PlainDate } from '#domain/calendar/plainDate.ts';
import { isMeasureId, measureOf } from '#domain/measures/catalogue.ts';
import { targetProblem } from '#domain/targets/targetProblem.ts';
import { CallFailure } from '../callFailure.ts';
import { dateInWords } from '../overview/dateInWords.ts';
import type { Planner, Reader } from './change.ts';
import { sameValues, stretchesOf, timelines, writeStretches } from './timeline.ts';

type Input = ParsedInput<'settings.addTarget'>;

const measureNamed = (code: string) => (isMeasureId(code) ? measureOf(code) : null);
const kindWords = { maximumGap: 'gap of at most', minimumRate: 'at least', maximumRate: 'at most' } as const;

/** A target in words: 'KS2 maths, 2011/12: gap of at most 33, England'. */
const inWords = ({ measure, academicYear, kind, value, peer }: Omit<Input, 'source' | 'floor'>): string =>
  `${measureNamed(measure)?.shortName ?? measure}, ${academicYear}: ${kindWords[kind]} ${value}${peer === null ? '' : `, ${peer}`}`;

const peersOf = (geography: string): string[] => [...new Set(['England', geography])];

const strategyIsOpen = (reader: Reader): boolean => {
  const { laCode, name } = readProfile(reader);
  return (
    laCode === STRATEGY_AUTHORITY &&
    !targetsOfGeography(reader, name).some((target) => target.academicYear === STRATEGY_YEAR)
  );
};

export function readTargets(reader: Reader): CallOutput<'settings.targets'> {
  const { name: geography } = readProfile(reader);
  return {
    geography,
    peers: peersOf(geography),
    rows: targetsOfGeography(reader, geography).map(({ geography: _same, ...target }) => ({
      ...target,
      measureName: measureNamed(target.measure)?.shortName ?? target.measure,
      unit: measureNamed(target.measure)?.unit ?? '',
    })),
    strategyOffered: strategyIsOpen(reader),
  };
}

/** The row of a target, once the rule that the form uses too has found nothing wrong with it. */
function rowOf(reader: Reader, input: Input, ownId: string | null): Row {
  const { name: geography } = readProfile(reader);
  const problem = targetProblem(measureNamed(input.measure), input, peersOf(geography));
  if (problem)
    throw new CallFailure('invalidInput', `${problem.message}. Nothing was changed.`, {
      field: problem.field,
      value: String(input[problem.field] ?? ''),
    });
  const there = targetLike(reader, { ...input, geography });
  if (there && there.targetId !== ownId)
    throw new CallFailure('conflict', `There is such a target already: ${inWords(there)}. Change that one.`, {
      field: 'measure',
    });
  const { measure, academicYear, kind, value, floor, peer, source } = input;
  return {
    measure_id: measureRowId(reader, measure) ?? null,
    academic_year: academicYear,
    geography,
    kind,
    value,
    floor,
    peer,
    source,
  };
}

export const planAddTarget =
  (input: Input): Planner =>
  (reader) => {
    const row = rowOf(reader, input, null);
    return {
      what: `Target added: ${inWords(input)}`,
      apply: (writer) => {
        writer.insert('target', { ...row, position: 0 });
      },
    };
  };

export const planChangeTarget =
  ({ targetId, ...input }: ParsedInput<'settings.changeTarget'>): Planner =>
  (reader) => {
    const now = needTarget(reader, targetId);
    const row = rowOf(reader, input, targetId);
    if ((Object.keys(input) as (keyof Input)[]).every((field) => now[field] === input[field]))
      throw new CallFailure('conflict', 'The target says that already. Nothing was changed.');
    return {
      what: `Target ${inWords(now)} is now ${inWords(input)}`,
      apply: (writer) => {
        writer.update('target', targetId, row);
      },
    };
  };

export const planRemoveTarget =
  ({ targetId, reason }: ParsedInput<'settings.removeTarget'>): Planner =>
  (reader) => {
    const now = needTarget(reader, targetId);
    return {
      what: `Target removed: ${inWords(now)}. Reason: ${reason}`,
      apply: (writer) => writer.remove('target', targetId),
    };
  };

export const planStrategyTargets: Planner = (reader) => {
  if (!strategyIsOpen(reader))
    throw new CallFailure(
      'conflict',
      `These are Kent's targets of ${STRATEGY_YEAR}, and this store has some of that year or is of another authority. Add or change them one by one.`,
    );
  const rows = strategyTargets.map((target) =>
    rowOf(reader, { ...target, academicYear: STRATEGY_YEAR, floor: null }, null),
  );
  return {
    what: `The ${rows.length} targets of the 2011-2014 strategy added, for ${STRATEGY_YEAR}`,
    apply: (writer) => {
      for (const [position, row] of rows.entries()) writer.insert('target', { ...row, position });
    },
  };
};

function needTarget(reader: Reader, targetId: string) {
  const found = targetById(reader, targetId);
  if (!found) throw new CallFailure('notFound', 'There is no such target in this store.');
  return found;
}

const RULE = 'minimumCohortToRate';

export function readMinimumToRate(reader: Reader, asAt: PlainDate): CallOutput<'settings.minimumToRate'> {
  const spans = minimumToRateSpans(reader);
  return {
    children: spans.findLast(({ from, to }) => from <= asAt && (to === null || to >= asAt))?.children ?? 10,
    spans,
  };
}

export const planMinimumToRate =
  ({ children, source, from }: ParsedInput<'settings.setMinimumToRate'>): Planner =>
  (reader) => {
    const before = stretchesOf(reader, timelines.rule, RULE);
    const after = changeFrom(before, from, { value: String(children), source }, sameValues);
    if (after === null)
      throw new CallFailure('conflict', `That is the rule on ${dateInWords(from)} already. Nothing was changed.`);
    return {
      what: `Fewer than ${children} children are not rated, from ${dateInWords(from)}`,
      apply: (writer) => writeStretches(writer, timelines.rule, RULE, before, after),
    };
  };
