/**
 * Which of two versions is later, part by part as numbers: negative when `a` is the earlier one, 0 when they are the same.
 * Versions are three whole numbers; there are no pre-releases, so a rule for them would be untried code.
 *
 * @example compareVersions('1.9.0', '1.10.0') // -1
 */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  for (let part = 0; part < 3; part += 1) {
    const difference = (left[part] as number) - (right[part] as number);
    if (difference !== 0) return Math.sign(difference);
  }
  return 0;
}

function partsOf(version: string): number[] {
  if (!/^\d{1,5}\.\d{1,5}\.\d{1,5}$/.test(version)) throw new Error(`'${version}' is not a version such as 1.20.3.`);
  return version.split('.').map(Number);
}
