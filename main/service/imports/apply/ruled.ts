import { readFactsOf } from '#db/facts/readFacts.ts';
import { writeEdits } from '#db/facts/writeFacts.ts';
import { type Edits, editsBetween, isNothing } from '#domain/facts/edits.ts';
import type { FactKind } from '#domain/facts/factRows.ts';
import type { Rule, Saying } from '#domain/facts/ruling.ts';
import type { SourceRow } from '../formats/types.ts';
import type { RowOutcome } from './applied.ts';
import type { ImportRun } from './importRun.ts';

/** When a file says something of a child: its day, and what has been said since. */
export function sayingOf(run: ImportRun, childId: string): Saying {
  const later = run.saidLater(childId);
  let made = 0;
  return {
    asOf: run.asOf,
    today: run.today,
    saidLater: (what) => later.get(what) ?? null,
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
  const ruling = rule(held, proposal, sayingOf(run, childId));
  const [problem] = ruling.problems;
  if (problem) return problem;
  for (const remark of ruling.remarks) run.warn({ row: proposal.row, ...remark });
  run.say(childId, ruling.said);
  const edits: Edits = editsBetween(held, ruling.facts);
  if (isNothing(edits)) return 'unchanged';
  writeEdits(run.writer, edits);
  return (edits[kinds[0]]?.added.length ?? 0) > 0 ? 'added' : 'changed';
}
