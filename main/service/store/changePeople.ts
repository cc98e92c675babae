import type { Change, KeyRing } from '#db/keys/keyRing.ts';
import { readPeople, setNewKeyDue, setPeopleNumber } from '#db/queries/users.ts';
import type { Replacement } from '#db/replaceFile.ts';
import type { Writer } from '#db/write.ts';
import { CallFailure } from '../context/callFailure.ts';
import type { ServiceContext } from '../context/context.ts';
import { recordFailure } from '../context/log.ts';

/**
 * Changes people in the store and in the key file as one: the key file is written beside the present one inside the store's
 * transaction, so that a full disk undoes both, and is put in its place once the store has committed. Cut off in between, the
 * store holds the later list and the next unlock brings the key file up to date.
 * @param ways what it does to the ways in
 * @param newKeyDue whether somebody has less than before: a key file of before must not open the store any more
 */
export async function changePeople(
  context: Pick<ServiceContext, 'write'>,
  ring: KeyRing,
  options: { reason: string; ways?: Change['ways']; newKeyDue?: boolean },
  work: (writer: Writer) => void,
): Promise<void> {
  let prepared: Replacement | null = null;
  try {
    await context.write(
      (writer) => {
        work(writer);
        const store = readPeople(writer.connection);
        const number = Math.max(store.number, ring.people()?.number ?? 0) + 1;
        setPeopleNumber(writer.connection, number);
        if (options.newKeyDue) setNewKeyDue(writer.connection, true);
        const people = { ...store, number };
        prepared = ring.prepare({ people, ...(options.ways ? { ways: options.ways } : {}) });
      },
      { reason: options.reason },
    );
  } catch (error) {
    (prepared as Replacement | null)?.discard();
    throw error;
  }
  try {
    (prepared as Replacement | null)?.place();
  } catch (error) {
    recordFailure('changePeople', error);
    throw new CallFailure(
      'failed',
      'The people were changed, but the key file could not be written: ways in are as they were before. Look at the list of people, and set the passphrase or remove the person once more.',
    );
  }
}
