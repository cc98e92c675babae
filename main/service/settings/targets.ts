import type { CallOutput, ParsedInput } from '#contract/calls.ts';
import { asShared, asSharedStored } from '#db/facts/sharedTables.ts';
import { readProfile } from '#db/queries/settingsPlaces.ts';
import {
  measureRowId,
  minimumToRateSpans,
  targetById,
  targetLike,
  targetRow,
  targetsOfGeography,
} from '#db/queries/settingsTargets.ts';
import { STRATEGY_AUTHORITY, STRATEGY_YEAR, strategyTargets } from '#db/seed/strategyTargets.ts';
import { changeFrom } from '#domain/calendar/changeFrom.ts';
import type { PlainDate } from '#domain/calendar/plainDate.ts';
import { says, saysNone } from '#domain/facts/said.ts';
import { isMeasureId, measureOf } from '#domain/measures/catalogue.ts';
import { targetProblem } from '#domain/targets/targetProblem.ts';
import { nameOfTarget, type TargetHeld, type TargetSaid, targetSaid } from '#domain/targets/targetSaid.ts';
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

/** A target as a person sets it, once the rule that the form uses too has found nothing wrong with it. */
function proposalOf(reader: Reader, input: Input, ownId: string | null): TargetSaid {
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
  const { measure, floor, academicYear, kind, value, peer, source } = input;
  const measureId = measureRowId(reader, measure) ?? '';
  return {
    measureId,
    geography,
    academicYear,
    kind,
    value,
    peer,
    source,
    floor: floor === null ? saysNone : says(floor),
  };
}

/** What is said in Settings is said as of today: nothing can have been said later. */
const nothingLater = () => false;

/** The rule of files and Settings over the target that is held, whatever it is of now, else a new one; and what is said. */
function ruledOver(held: TargetHeld | null, proposal: TargetSaid) {
  const inItsPlace = held === null ? [] : [{ ...held, ...proposal, floor: held.floor }];
  const { target, said } = targetSaid(inItsPlace, proposal, nothingLater);
  return { row: target === null ? {} : asSharedStored('targets', target.row), said };
}

export const planAddTarget =
  (input: Input): Planner =>
  (reader) => {
    const { row, said } = ruledOver(null, proposalOf(reader, input, null));
    return {
      what: `Target added: ${inWords(input)}`,
      said: [said],
      apply: (writer) => {
        writer.insert('target', row);
      },
    };
  };

export const planChangeTarget =
  ({ targetId, ...input }: ParsedInput<'settings.changeTarget'>): Planner =>
  (reader) => {
    const now = needTarget(reader, targetId);
    const proposal = proposalOf(reader, input, targetId);
    if ((Object.keys(input) as (keyof Input)[]).every((field) => now[field] === input[field]))
      throw new CallFailure('conflict', 'The target says that already. Nothing was changed.');
    const held = needHeld(reader, targetId);
    const { row, said } = ruledOver(held, proposal);
    return {
      what: `Target ${inWords(now)} is now ${inWords(input)}`,
      // Of the measure and year that it was of, there is none any more.
      said: [said, nameOfTarget(held)],
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
      said: [nameOfTarget(needHeld(reader, targetId))],
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
  const ruled = missing.map((target) => ruledOver(null, proposalOf(reader, target, null)));
  return {
    what: `Targets of the 2011-2014 strategy for ${STRATEGY_YEAR} added: ${missing.map(({ measure }) => measureNamed(measure)?.shortName).join(', ')}`,
    said: ruled.map(({ said }) => said),
    apply: (writer) => {
      for (const { row } of ruled) writer.insert('target', row);
    },
  };
};

function needHeld(reader: Reader, targetId: string): TargetHeld {
  const row = targetRow(reader, targetId);
  if (!row) throw noSuchTarget();
  return asShared('targets', row);
}

const noSuchTarget = () => new CallFailure('notFound', 'There is no such target in this store.');

function needTarget(reader: Reader, targetId: string) {
  const found = targetById(reader, targetId);
  if (!found) throw noSuchTarget();
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
