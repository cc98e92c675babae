import type { CallOutput, ParsedInput } from '#contract/calls.ts';
import type { Row } from '#db/history/change.ts';
import { readProfile } from '#db/queries/settingsPlaces.ts';
import {
  measureRowId,
  minimumToRateSpans,
  targetById,
  targetLike,
  targetsOfGeography,
} from '#db/queries/settingsTargets.ts';
import { STRATEGY_AUTHORITY, STRATEGY_YEAR, strategyTargets } from '#db/seed/strategyTargets.ts';
import { changeFrom } from '#domain/calendar/changeFrom.ts';
import type { PlainDate } from '#domain/calendar/plainDate.ts';
import { isMeasureId, measureOf } from '#domain/measures/catalogue.ts';
import { targetProblem } from '#domain/targets/targetProblem.ts';
import { CallFailure } from '../context/callFailure.ts';
import type { Reader } from '../context/reader.ts';
import { dateInWords } from '../documents/dateInWords.ts';
import type { Planner } from './change.ts';
import { sameValues, stretchesOf, timelines, writeStretches } from './timeline.ts';

type Input = ParsedInput<'settings.addTarget'>;

const measureNamed = (code: string) => (isMeasureId(code) ? measureOf(code) : null);
const kindWords = { maximumGap: 'gap of at most', minimumRate: 'at least', maximumRate: 'at most' } as const;

/** A target in words: 'KS2 maths, 2011/12: gap of at most 33, England'. */
const inWords = ({ measure, academicYear, kind, value, peer }: Omit<Input, 'source' | 'floor'>): string =>
  `${measureNamed(measure)?.shortName ?? measure}, ${academicYear}: ${kindWords[kind]} ${value}${peer === null ? '' : `, ${peer}`}`;

const peersOf = (geography: string): string[] => [...new Set(['England', geography])];

/** The targets of Kent's strategy that the store of Kent does not have. */
const missingOfStrategy = (reader: Reader) => {
  const { laCode, name: geography } = readProfile(reader);
  if (laCode !== STRATEGY_AUTHORITY) return [];
  return strategyTargets
    .map((target) => ({ ...target, academicYear: STRATEGY_YEAR, floor: null }))
    .filter((target) => targetLike(reader, { ...target, geography }) === undefined);
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
    strategyOffered: missingOfStrategy(reader).length > 0,
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
  const missing = missingOfStrategy(reader);
  if (missing.length === 0)
    throw new CallFailure(
      'conflict',
      `The targets of Kent's strategy for ${STRATEGY_YEAR} are in this store, or it is the store of another authority. Nothing was changed.`,
    );
  const rows = missing.map((target) => rowOf(reader, target, null));
  return {
    what: `Targets of the 2011-2014 strategy for ${STRATEGY_YEAR} added: ${missing.map(({ measure }) => measureNamed(measure)?.shortName).join(', ')}`,
    apply: (writer) => {
      for (const row of rows) writer.insert('target', { ...row, position: 0 });
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
