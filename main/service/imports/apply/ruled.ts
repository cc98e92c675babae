import { readFactsOf } from '#db/facts/readFacts.ts';
import { writeEdits } from '#db/facts/writeFacts.ts';
import { childKey } from '#db/history/naturalId.ts';
import type { PlainDate } from '#domain/calendar/plainDate.ts';
import { type Edits, editsBetween, isNothing } from '#domain/facts/edits.ts';
import { type FactKind, type Facts, noFacts } from '#domain/facts/factRows.ts';
import type { Rule, Ruling, Saying } from '#domain/facts/ruling.ts';
import type { Fault, SourceRow } from '../formats/types.ts';
import type { RowOutcome } from './applied.ts';
import type { ImportRun } from './importRun.ts';

/** What a person's decision about one thing that a row says goes by. */
const decisionOf = (run: ImportRun, row: number, what: string): string => `${run.source}: row ${row}: ${what}`;

/** When a row of a file says something of a child: the file's day, and what has been said since. */
function sayingOf(run: ImportRun, childId: string, row: number): Saying {
  const later = run.saidLater(childId);
  let made = 0;
  return {
    asOf: run.asOf,
    today: run.today,
    saidLater: (what) => later.get(what) ?? null,
    decided: (what) => run.decided(decisionOf(run, row, what)),
    fresh: () => {
      made += 1;
      return `new:${made}`;
    },
  };
}

/**
 * One row of a file about a child who is here: by the rule, from what is held to what is then held, and the difference
 * written. 'added' where a row of the first kind is new.
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
  const held = readFactsOf(run.writer.connection, childId, kinds);
  const ruling = rule(held, proposal, sayingOf(run, childId, proposal.row));
  return ruling.problems[0] ?? write(run, childId, kinds[0], proposal.row, { held, ruling });
}

/**
 * One row about a child of whom nothing is held yet: the rule makes the child's own row first. Answers the id of the new
 * record, or why there is none.
 *
 * @param key what the child is known by when first seen
 */
export function makeChild<Proposal extends SourceRow>(
  run: ImportRun,
  key: { issuer: string; localId: string; dateOfBirth: PlainDate },
  rule: Rule<Proposal>,
  proposal: Proposal,
): { id: string } | Fault {
  const id = run.writer.idOf('child', childKey(key.issuer, key.localId, key.dateOfBirth));
  const ruling = rule(noFacts, proposal, sayingOf(run, id, proposal.row));
  const [problem] = ruling.problems;
  if (problem) return problem;
  write(run, id, 'child', proposal.row, { held: noFacts, ruling });
  return { id };
}

function write(
  run: ImportRun,
  childId: string,
  about: FactKind,
  row: number,
  { held, ruling }: { held: Facts; ruling: Ruling },
): 'added' | 'changed' | 'unchanged' {
  for (const remark of ruling.remarks) run.warn({ row, ...remark });
  for (const difference of ruling.differences ?? [])
    run.differ({ ...difference, id: decisionOf(run, row, difference.what), row, childId });
  run.say(childId, ruling.said);
  const edits: Edits = editsBetween(held, ruling.facts);
  if (isNothing(edits)) return 'unchanged';
  const [made] = edits.child?.added ?? [];
  writeEdits(run.writer, edits, new Map(made ? [[made.id, childId]] : []));
  return ruling.countsAs ?? ((edits[about]?.added.length ?? 0) > 0 ? 'added' : 'changed');
}
