/** A moment of this run: the clock of the store stands still at nine o'clock, that of its backups does not. */
const moment = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z/g;
const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;

/**
 * An answer as text that two runs give alike: keys in order, ids by the order in which the answer first names them, the
 * temporary folder by a word. Numbers are left as they are: a figure that differs in its last digit is a difference.
 *
 * @example canonical({ b: 1, a: '01900000-0000-7000-8000-000000000001' }, '/tmp/x') // '{\n "a": "id 1",\n "b": 1\n}'
 */
export function canonical(value: unknown, folder: string): string {
  const sorted = (_key: string, each: unknown): unknown =>
    each !== null && typeof each === 'object' && !Array.isArray(each) && !(each instanceof Uint8Array)
      ? Object.fromEntries(Object.entries(each).sort(([one], [other]) => (one < other ? -1 : 1)))
      : each;
  const text = JSON.stringify(value, sorted, 1) ?? 'nothing';
  const names = new Map<string, string>();
  const timeless = text.replaceAll(moment, (at) => (at.endsWith('T09:00:00.000Z') ? at : '(a moment of this run)'));
  return timeless.replaceAll(folder, '(folder)').replaceAll(uuid, (id) => {
    const known = names.get(id) ?? `id ${names.size + 1}`;
    names.set(id, known);
    return known;
  });
}
