/**
 * Whether a value kept by an earlier version still has the shape of `initial`: the same kind, and of an object the same
 * fields. null stands for any shape, on either side.
 * @example fits({ name: '' }, { name: 'Year 6' }) === true; fits({ name: '' }, 'Year 6') === false
 */
export function fits(initial: unknown, value: unknown): boolean {
  if (initial === null || value === null) return true;
  if (Array.isArray(initial) || Array.isArray(value)) return Array.isArray(initial) && Array.isArray(value);
  if (typeof initial !== typeof value) return false;
  if (typeof initial !== 'object') return true;
  const [wanted, got] = [initial as Record<string, unknown>, value as Record<string, unknown>];
  return Object.keys(wanted).every((name) => Object.hasOwn(got, name) && fits(wanted[name], got[name]));
}
