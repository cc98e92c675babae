import { contradicted } from '#domain/facts/contradicted.ts';
import { type Edits, editsBetween, isNothing } from '#domain/facts/edits.ts';
import { type FactKind, type Facts, noFacts } from '#domain/facts/factRows.ts';
import { rowsHold } from '#domain/facts/rowsHold.ts';
import type { Rule, Ruling, Saying } from '#domain/facts/ruling.ts';
import type { FirstSeen } from '#service/facts/factsInHand.ts';
import type { Fault, SourceRow } from '../formats/types.ts';
import type { RowOutcome } from './applied.ts';
import type { ImportRun } from './importRun.ts';
import { marksFollow } from './marksFollow.ts';
import { sayConversions } from './sayConversions.ts';

/** What a person's decision about one thing that a row says goes by. */
const decisionOf = (run: ImportRun, row: number, what: string): string => `${run.source}: row ${row}: ${what}`;

/** When a row of a file says something of a child: the file's day, and what has been said since. */
export function sayingOf(run: ImportRun, childId: string, row: number): Saying {
  const later = run.saidLater(childId);
  return {
    asOf: run.asOf,
    today: run.today,
    saidLater: (what) => later.get(what) ?? null,
    everSaid: (beginning) => run.everSaid(childId, beginning),
    lastSaid: (what) => run.lastSaid(childId, what),
    ofEarlier: run.ofEarlier(),
    decided: (what) => run.decided(decisionOf(run, row, what)),
    fresh: () => run.facts.fresh(),
    schools: run.lines(),
  };
}

/**
 * One row of a file about a child who is here: by the rule, from what is held to what is then held. 'added' where a row of the
 * first kind is new.
 *
 * @param kinds the kinds of fact that the rule reads and writes; the first is what the row is about
 */
export function applyRule<Proposal extends SourceRow>(
  run: ImportRun,
  childId: string,
  kinds: readonly [FactKind, ...FactKind[]],
  rule: Rule<Proposal>,
  proposal: Proposal,
): RowOutcome {
  const held = run.facts.of(childId, kinds);
  const ruling = rule(held, proposal, sayingOf(run, childId, proposal.row));
  return (
    ruling.problems[0] ?? rowsHold(held, ruling.facts) ?? take(run, childId, kinds[0], proposal.row, { held, ruling })
  );
}

/**
 * One row about a child of whom nothing is held yet: the rule makes the child's own row first. Answers the id of the new
 * record, or why there is none.
 *
 * @param key what the child is known by when first seen
 */
export function makeChild<Proposal extends SourceRow>(
  run: ImportRun,
  key: FirstSeen,
  rule: Rule<Proposal>,
  proposal: Proposal,
): { id: string } | Fault {
  const id = run.facts.idOfNew(key);
  const ruling = rule(noFacts, proposal, sayingOf(run, id, proposal.row));
  const problem = ruling.problems[0] ?? rowsHold(noFacts, ruling.facts);
  if (problem) return problem;
  run.facts.add(id, ruling.facts);
  tell(run, id, proposal.row, ruling);
  return { id };
}

function tell(run: ImportRun, childId: string, row: number, ruling: Ruling): void {
  for (const remark of ruling.remarks) run.warn({ row, ...remark });
  for (const difference of ruling.differences ?? [])
    run.differ({ ...difference, id: decisionOf(run, row, difference.what), row, childId });
  run.say(childId, ruling.said);
}

function take(
  run: ImportRun,
  childId: string,
  about: FactKind,
  row: number,
  { held, ruling }: { held: Facts; ruling: Ruling },
): 'added' | 'changed' | 'unchanged' {
  const edits: Edits = editsBetween(held, ruling.facts);
  if (!isNothing(edits))
    for (const [source, said] of run.saidThatDay(childId))
      for (const what of contradicted(ruling, edits, held, said)) run.contradict(source, what);
  tell(run, childId, row, ruling);
  if (isNothing(edits)) return 'unchanged';
  run.facts.put(childId, ruling.facts);
  if (edits.enrolments) marksFollow(run, row, held.enrolments, ruling.facts.enrolments);
  sayConversions(run, edits);
  return ruling.countsAs ?? ((edits[about]?.added.length ?? 0) > 0 ? 'added' : 'changed');
}
