import type { KeyFile } from '#db/keys/keyFileShape.ts';
import { peopleOf } from '#db/keys/people.ts';
import { rolesOn } from '#domain/access/roles.ts';
import type { PlainDate } from '#domain/calendar/plainDate.ts';
import type { Person } from '#domain/people/peopleThatHold.ts';
import { CallFailure } from '#service/context/callFailure.ts';
import type { KnownPeople } from './ensurePeople.ts';
import { type FoundKeys, tryKeyFile } from './findKeys.ts';

/** What is still needed before a store may be put right. */
export type RecoveryNeed = 'nothing' | 'administratorOrRecoveryKey' | 'recoveryKeyOrSecondPerson';

/** The people that the latest key file names, or null where it is of a version that names none. */
const peopleOfLatest = ({ latest, keys }: Pick<FoundKeys, 'latest' | 'keys'>): Person[] | null =>
  peopleOf(latest.keyFile, (fingerprint) => keys.get(fingerprint))?.people ?? null;

/** Everybody with a passphrase in a key file. */
const withPassphrase = ({ slots, oldSlots }: KeyFile): Set<string> =>
  new Set([...slots.filter(({ kind }) => kind === 'passphrase'), ...oldSlots].map(({ userId }) => userId));

const isAdministrator = (people: readonly Person[], userId: string, today: PlainDate): boolean =>
  people.some(
    ({ active, roles, ...person }) =>
      person.userId === userId && active && rolesOn(roles, today).some(({ role }) => role === 'administrator'),
  );

/**
 * What a restore or a salvage needs besides the passphrase (or recovery key) that was entered. It rolls the store back or gives
 * parts of it up, which inside is an administrator's right, so it needs one here too; the roles are those of the latest key
 * file, since a store that cannot be read cannot say them. A key file of an earlier version names no roles: there the
 * recovery key, two different people together, or the only person there is (a store always keeps an administrator).
 */
export function recoveryNeed(found: FoundKeys, today: PlainDate): RecoveryNeed {
  const { unlocked, keyFile } = found.latest;
  const people = peopleOfLatest(found);
  if (people) return isAdministrator(people, unlocked.userId, today) ? 'nothing' : 'administratorOrRecoveryKey';
  if (unlocked.kind === 'recoveryKey' || withPassphrase(keyFile).size === 1) return 'nothing';
  return 'recoveryKeyOrSecondPerson';
}

/**
 * Refuses who may not put the store right.
 * @param also a second passphrase or the recovery key, where the first secret is not enough
 * Errors: `forbidden`; `wrongPassphrase` where the second opens nothing.
 */
export async function requireMayPutRight(found: FoundKeys, also: string | null, today: PlainDate): Promise<void> {
  const { latest } = found;
  const people = peopleOfLatest(found);
  const own = people?.find(({ userId }) => userId === latest.unlocked.userId);
  if (people && !own?.active)
    throw new CallFailure('forbidden', 'This passphrase belongs to a person who is no longer a user of this store.');
  const need = recoveryNeed(found, today);
  if (need === 'nothing') return;
  if (also !== null) {
    const second = await tryKeyFile(latest.keyFile, also);
    for (const key of second?.keys.values() ?? []) key.fill(0);
    if (!second)
      throw new CallFailure('wrongPassphrase', 'The second passphrase or the recovery key does not open this store.', {
        field: 'also',
      });
    const isOther = second.kind === 'recoveryKey' || second.userId !== latest.unlocked.userId;
    if (people ? isAdministrator(people, second.userId, today) : isOther) return;
  }
  throw new CallFailure('forbidden', needWords[need], { field: 'also' });
}

const needWords: Record<Exclude<RecoveryNeed, 'nothing'>, string> = {
  administratorOrRecoveryKey:
    'Only an administrator may restore a backup or rescue a store. Ask an administrator to enter their passphrase beside yours, or enter the recovery key.',
  recoveryKeyOrSecondPerson:
    'This store does not say who its administrators are, because no one has opened it since the app was updated. Enter the recovery key, or ask a second person of the store to enter their passphrase beside yours.',
};

/** Whom the key files know, for rows of people that are lost. */
export function whoIsKnown(found: FoundKeys): KnownPeople {
  const { keyFile } = found.latest;
  const recoveryKeys = keyFile.slots.filter(({ kind, confirmed }) => kind === 'recoveryKey' && confirmed);
  const waysIn = [...withPassphrase(keyFile)];
  return {
    userId: found.unlocked.userId,
    people: peopleOfLatest(found),
    waysIn,
    // A recovery key is an administrator's and goes with the role; the only person of a store is its administrator.
    administrators: waysIn.length === 1 ? waysIn : recoveryKeys.map(({ userId }) => userId),
  };
}
