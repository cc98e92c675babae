import type { leaverCalls } from '#contract/leavers.ts';
import { readFacts } from '#db/facts/readFacts.ts';
import { writeStatement } from '#db/facts/statements.ts';
import { writeEdits } from '#db/facts/writeFacts.ts';
import { newId } from '#db/newId.ts';
import { childrenOn } from '#db/queries/identity.ts';
import { waitingLeavers } from '#db/queries/leavers.ts';
import { nowOf } from '#db/queries/nowOf.ts';
import { everybody } from '#db/queries/scope.ts';
import { addYears } from '#domain/calendar/plainDate.ts';
import { editsBetween } from '#domain/facts/edits.ts';
import { noFacts } from '#domain/facts/factRows.ts';
import type { Saying } from '#domain/facts/ruling.ts';
import { type LeaverDecision, leaverDecided } from '#domain/needs/leaverDecided.ts';
import { CallFailure } from '#service/context/callFailure.ts';
import type { ServiceContext } from '#service/context/context.ts';
import { putBatch } from '#service/facts/putBatch.ts';
import type { ProceduresOf } from './procedure.ts';

/** What somebody says by hand, today; nothing newer has spoken. */
const saying = (today: string): Saying => ({ asOf: today, today, saidLater: () => null, fresh: newId });

const TITLES: Readonly<Record<LeaverDecision['as'], string>> = {
  left: 'Left care',
  turned18: 'Turned 18',
  stillWithUs: 'Still with us',
  notOurs: 'Not ours',
  otherAuthority: 'Moved to another authority’s care',
};

function decide(context: ServiceContext, leaverIds: readonly string[], decision: LeaverDecision) {
  const { reader, clock, user } = context;
  const today = clock.today();
  const waiting = new Map(waitingLeavers(reader, today).map((row) => [row.leaverId, row.childId]));
  // Of two records made one, either's stands for both.
  const chosen = [...new Set(leaverIds.map(nowOf(reader, 'possible_leaver')))].map((leaverId) => ({
    leaverId,
    childId: waiting.get(leaverId),
  }));
  if (chosen.some(({ childId }) => childId === undefined))
    throw new CallFailure('notFound', 'Somebody has decided about one of these already. Nothing was changed.');
  const batchId = newId();
  return context.write(
    (writer) => {
      const ids = chosen.map(({ childId = '' }) => childId);
      const held = readFacts(writer.connection, ids, [
        ...(['child', 'birthDates', 'authorities', 'episodes', 'possibleLeavers'] as const),
      ]);
      for (const { leaverId, childId = '' } of chosen) {
        const facts = held.get(childId) ?? noFacts;
        const ruling = leaverDecided(facts, { leaverId, decision, decidedBy: user.name }, saying(today));
        const [problem] = ruling.problems;
        if (problem) {
          const name = childrenOn(everybody, writer.connection, [childId], today, today).get(childId)?.listName ?? '';
          throw new CallFailure('invalidInput', `${name}: ${problem.reason}. Nothing was changed.`, {
            field: problem.field,
            value: problem.value,
          });
        }
        writeEdits(writer, editsBetween(facts, ruling.facts));
      }
      // A decision is a voice of its day: an older list does not turn it back.
      const said = new Set(['careEnd', 'placement', 'legalStatus', 'responsibleAuthority']);
      const decided = decision.as === 'stillWithUs' ? [] : ids;
      writeStatement(writer, batchId, {
        source: 'not on the list',
        asOf: today,
        saidOf: new Map(decided.map((childId) => [childId, said])),
      });
      const children = chosen.length === 1 ? '1 child' : `${chosen.length} children`;
      putBatch(writer, context, { batchId, title: `Not on the list: ${TITLES[decision.as]} (${children})` });
      return { batchId, decided: chosen.length };
    },
    { batchId, reason: 'decided about children not on the list' },
  );
}

/** Children missing from a full list: somebody decides what has become of each. Source: issue 8 section 1. */
export const leaverProcedures: ProceduresOf<keyof typeof leaverCalls> = {
  'leavers.list': ({ reader, clock }) => {
    const today = clock.today();
    const waiting = waitingLeavers(reader, today);
    const labels = childrenOn(
      everybody,
      reader,
      waiting.map(({ childId }) => childId),
      today,
      today,
    );
    const rows = waiting.map((row) => {
      const { listName = '', dateOfBirth = null, schools = [] } = labels.get(row.childId) ?? {};
      const turns18On = dateOfBirth && addYears(dateOfBirth, 18);
      return {
        ...row,
        listName,
        dateOfBirth,
        schoolName: schools[0]?.name ?? null,
        turned18On: turns18On && turns18On <= today ? turns18On : null,
      };
    });
    return { rows };
  },
  'leavers.decide': (context, { leaverIds, decision }) => decide(context, leaverIds, decision),
};
