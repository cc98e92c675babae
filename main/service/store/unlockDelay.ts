/** Seconds to wait after the third, fourth, … wrong passphrase in a row; after the last of them it stays. */
const delays = [5, 15, 30, 60, 300, 900] as const;
const freeTries = 3;

/**
 * How long nothing is tried after so many wrong passphrases in a row, in milliseconds. Three tries are free: people
 * mistype. The delay slows somebody at the keyboard; against a stolen disk only the stretching of the passphrase helps.
 *
 * @example unlockDelay(2) // 0
 * @example unlockDelay(3) // 5_000
 * @example unlockDelay(40) // 900_000
 */
export function unlockDelay(failures: number): number {
  if (failures < freeTries) return 0;
  return (delays[Math.min(failures - freeTries, delays.length - 1)] ?? 0) * 1000;
}
