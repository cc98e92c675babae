import { newId } from '#db/newId.ts';
import { listLocalities } from '#db/queries/localities.ts';
import { insertUser, putRoles } from '#db/queries/users.ts';
import type { ServiceContext } from '#service/context/context.ts';
import { staffName } from './names.ts';
import { SNAPSHOT_DATE } from './profile2011.ts';
import type { Random } from './random.ts';

/** The locality that a head was followed in: the former one is still known by name, and leads nobody. */
const FOLLOWED = 'EK3';

/**
 * Makes an assistant head for each locality of the demonstration, and one who led East Kent 3 before and was removed. None of them
 * has a passphrase: an administrator gives one under Settings. Answers who leads each locality, by its short name.
 *
 * They are people as any others, entered in the key file too, so that the next unlock takes their role from nobody.
 * Source: issue 7 section 2 (the demonstration gets assistant-head cases); domain.md section 1 (assistant head).
 */
export async function makeAssistantHeads(
  { keys, reader }: Pick<ServiceContext, 'keys' | 'reader'>,
  random: Random,
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  await keys.changePeople({ reason: 'demonstration' }, (writer) => {
    for (const { id, shortName } of listLocalities(reader, SNAPSHOT_DATE)) {
      const add = (name: string, active: boolean, createdAt: string) =>
        putRoles(writer, insertUser(writer, { id: newId(), name, active, createdAt }), [
          { role: 'assistantHead', localityId: id, from: null, to: null },
        ]);
      if (shortName === FOLLOWED) add(staffName(random), false, '2019-09-02T08:00:00.000Z');
      const name = staffName(random);
      names.set(shortName, name);
      add(name, true, '2023-09-04T08:00:00.000Z');
    }
  });
  return names;
}
