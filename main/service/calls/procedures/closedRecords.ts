import type { closedRecordCalls } from '#contract/closedRecords.ts';
import { readFacts } from '#db/facts/readFacts.ts';
import { writeStatement } from '#db/facts/statements.ts';
import { writeEdits } from '#db/facts/writeFacts.ts';
import { newId } from '#db/newId.ts';
import { readPeople } from '#db/queries/users.ts';
import { editsBetween } from '#domain/facts/edits.ts';
import { noFacts } from '#domain/facts/factRows.ts';
import { canConfirmOpening, closedByMistake } from '#domain/identity/closedByMistake.ts';
import { CallFailure } from '#service/context/callFailure.ts';
import type { ServiceContext } from '#service/context/context.ts';
import { putBatch } from '#service/facts/putBatch.ts';
import { requirePassphraseOf } from '#service/store/requirePassphrase.ts';
import type { ProceduresOf } from './procedure.ts';

/** Those who can confirm beside the person who is signed in, and have a passphrase to do it with. */
function whoCanConfirm({ reader, user, keys, roles, clock }: ServiceContext) {
  const first = { userId: user.id, roles: [...roles] };
  const withPassphrase = new Set(keys.slots.filter(({ kind }) => kind === 'passphrase').map(({ userId }) => userId));
  return readPeople(reader).people.filter(
    (person) => withPassphrase.has(person.userId) && canConfirmOpening(first, person, clock.today()),
  );
}

/** Records that adoption closed, opened as closed by mistake. Errors: `conflict`, `wrongPassphrase`, `waitBeforeRetry`. Source: domain.md section 1; issue 8 section 1. */
export const closedRecordProcedures: ProceduresOf<keyof typeof closedRecordCalls> = {
  'children.whoCanConfirm': (context) => ({
    people: whoCanConfirm(context)
      .map(({ userId, name }) => ({ userId, name }))
      .sort((a, b) => a.name.localeCompare(b.name, 'en-GB')),
  }),

  'children.openClosed': async (context, { childId, reason, confirmedBy, passphrase }) => {
    const { clock, user } = context;
    const second = whoCanConfirm(context).find(({ userId }) => userId === confirmedBy);
    if (!second)
      throw new CallFailure(
        'conflict',
        'Two people open a record that adoption closed, one of them an administrator. Nothing was changed. Ask somebody else who can.',
        { field: 'confirmedBy' },
      );
    await requirePassphraseOf(context, confirmedBy, passphrase, {
      field: 'passphrase',
      words: `That is not the passphrase of ${second.name}. Nothing was changed. Check Caps Lock and try again.`,
    });
    const batchId = newId();
    return context.write(
      (writer) => {
        const held = readFacts(writer.connection, [childId]).get(childId) ?? noFacts;
        const { facts, problems, said } = closedByMistake(held);
        const [problem] = problems;
        if (problem) throw new CallFailure('conflict', `${problem.reason}. Nothing was changed.`);
        writeEdits(writer, editsBetween(held, facts));
        writeStatement(writer, batchId, {
          source: 'closed by mistake',
          asOf: clock.today(),
          saidOf: new Map([[childId, new Set(said)]]),
        });
        putBatch(writer, context, { batchId, title: 'A closed record opened: closed by mistake' });
        return { batchId };
      },
      { batchId, reason: `closed by mistake, as ${user.name} and ${second.name} say: ${reason}` },
    );
  },
};
