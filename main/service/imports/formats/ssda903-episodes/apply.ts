import { childrenOfReturns, endsOfReturns } from '#db/queries/childrenOfReturns.ts';
import { episodeOfReturnSaid } from '#domain/care/episodeOfReturnSaid.ts';
import { episodesOfDays } from '#domain/care/episodesOfDays.ts';
import { returnLeavesOut } from '#domain/care/returnLeavesOut.ts';
import { returnLeavesOutChild } from '#domain/care/returnLeavesOutChild.ts';
import { secretSincePlacement } from '#domain/care/secretSincePlacement.ts';
import { mayBeOfNextYear, yearOfReturn } from '#domain/care/yearOfReturn.ts';
import type { FactKind } from '#domain/facts/factRows.ts';
import type { Rule } from '#domain/facts/ruling.ts';
import { foldedLocalId } from '#domain/identity/foldedLocalId.ts';
import type { RestOfFile, RowApplier } from '#service/imports/apply/applied.ts';
import { createChildFinder, isFault, sealedFault } from '#service/imports/apply/findChild.ts';
import { createPlaceFinder } from '#service/imports/apply/findPlaces.ts';
import type { ImportRun } from '#service/imports/apply/importRun.ts';
import { applyRule } from '#service/imports/apply/ruled.ts';
import type { SourceRow } from '../types.ts';
import type { Ssda903EpisodeRow } from './format.ts';

type Row = Ssda903EpisodeRow & SourceRow;

const KINDS: readonly [FactKind, ...FactKind[]] = [
  'episodes',
  'child',
  'birthDates',
  'authorities',
  'secretPlacements',
];

/**
 * Brings in the episodes of the looked-after return: before a child's first row what the return no longer says of it
 * (`returnLeavesOut`), then row after row (`episodeOfReturnSaid`). Of a child with a refused row, or where rows are missing from
 * the file, it does not say all. Children of earlier returns whom it does not name are shown, each to be decided.
 */
export function createEpisodeApplier(
  run: ImportRun,
  all: readonly Row[],
  { isPart, refusedIds }: RestOfFile,
): RowApplier<Ssda903EpisodeRow> {
  const children = createChildFinder(run);
  const places = createPlaceFinder(run);
  const { rows, leftOut } = episodesOfDays(all);
  const ofDay = new Map(rows.map((row) => [row.row, row]));
  const none = new Set(leftOut.map(({ row }) => row));
  const days = rows.flatMap(({ start, end }) => [start, end]);
  const year = yearOfReturn(days, run.asOf);
  const { from: yearFrom, to: speaksTo } = year;
  const ends = rows.map(({ end }) => end);
  const isDoubtful = mayBeOfNextYear(year, { asOf: run.asOf, ends, held: endsOfReturns(run.store, year) });
  if (isDoubtful && !isPart) run.warn({ reason: ofWhichYear(yearFrom, run.asOf) });
  const byChild = Map.groupBy(rows, ({ localId }) => localId);
  const withRefused = new Set(refusedIds.map(foldedLocalId));
  if (!isPart) {
    const before = childrenOfReturns(run.store, { from: yearFrom, to: run.asOf });
    const named = new Set([...byChild.keys(), ...refusedIds]);
    askWhetherWhole(run, before.length, named.size);
    const here = new Set(
      [...named].flatMap((localId) =>
        run
          .children()
          .byLocalId(localId)
          .map(({ id }) => id),
      ),
    );
    const row = rows[0]?.row ?? 1;
    for (const childId of before)
      if (!here.has(childId))
        applyRule(run, childId, KINDS, returnLeavesOutChild, { childId, yearFrom, speaksTo, row });
  }
  return (given) => {
    const row = ofDay.get(given.row) ?? given;
    if (none.has(row.row)) return 'unchanged';
    const child = children.known(row.localId, 'CHILD');
    if (isFault(child)) return child;
    const sealed = sealedFault(child, 'CHILD', row.start);
    if (sealed) return sealed;
    const own = byChild.get(row.localId) ?? [];
    const saysAll = !isPart && !withRefused.has(foldedLocalId(row.localId));
    const whole = { episodes: own, yearFrom, speaksTo, laCode: run.laCode, mayBeOfNextYear: isDoubtful, row: row.row };
    const isFirst = own[0]?.row === row.row;
    const differs = saysAll && isFirst ? applyRule(run, child.id, KINDS, returnLeavesOut, whole) : 'unchanged';
    if (isFault(differs)) return differs;
    const districtId = places.districtOfPostcode(row.placementPostcode, row.start);
    const said = { ...row, districtId, laCode: run.laCode, speaksTo };
    const outcome = applyRule(run, child.id, KINDS, withSecrecy, said);
    return outcome === 'unchanged' ? differs : outcome;
  };
}

/** An episode of the return, by its rule, and the secrecy of the placement since its first day, where a list had told of it. */
const withSecrecy: Rule<Parameters<typeof episodeOfReturnSaid>[1] & SourceRow> = (held, said, saying) => {
  const ruling = episodeOfReturnSaid(held, said, saying);
  return { ...ruling, facts: secretSincePlacement(ruling.facts) };
};

/** What is said of a return that may be of another year than its newest event. */
const ofWhichYear = (yearFrom: string, asOf: string): string =>
  `Nothing in this return of ${asOf} ends in the year from ${yearFrom}, of which returns here have ends: it may be the first one of the next year. Episodes that ended in that year stay, unless you follow the return at each`;

/** A return of fewer than this share of the children of the last one is asked about. */
const WHOLE = 0.8;
/** Fewer children than this missing is an ordinary year. */
const FEWEST = 5;

/** A part of a return would make everything else of it a difference: asked before it goes in. Source: issue 8 section 1. */
function askWhetherWhole(run: ImportRun, last: number, children: number): void {
  if (children >= last * WHOLE || last - children < FEWEST) return;
  run.ask({
    id: `${run.source}: a smaller return`,
    words: `${run.source} has ${children} children, the returns here have ${last} for its year: it may be a part of the return. Of the children it has, it is taken as all there is to say.`,
    confirm: 'It is the whole return',
  });
}
