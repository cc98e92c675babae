import { aChild } from '#test/make/aChild.ts';
import type { TestStore } from '#test/make/aStore.ts';

/** Two records of one child, M1 and M9, alike but for what is given. */
export async function twoRecords(store: TestStore, a: object = {}, b: object = {}) {
  const both = { name: { forename: 'Ida', surname: 'Sample' }, dateOfBirth: '2013-02-14' };
  const staysId = await store.write((writer) => aChild(writer, { localId: 'M1', ...both, ...a }));
  const goesId = await store.write((writer) => aChild(writer, { localId: 'M9', ...both, ...b }));
  return mergingOf(store, staysId, goesId);
}

/** What is done with two records: looked at, and made one as they were looked at. */
export function mergingOf(store: TestStore, staysId: string, goesId: string) {
  const look = (fromGoes: string[] = []) => store.call('children.mergePreview', { staysId, goesId, fromGoes });
  const merge = async (fromGoes: string[] = []) => {
    const { seen } = await look(fromGoes);
    return store.call('children.merge', { staysId, goesId, fromGoes, seen, reason: 'made twice by a mistyped number' });
  };
  return { staysId, goesId, look, merge };
}
