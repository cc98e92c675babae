import { signed, textOf } from '#db/keys/keyFile.ts';
import type { KeyFile } from '#db/keys/keyFileShape.ts';
import { replaceFile } from '#db/replaceFile.ts';

/** Writes a key file as whoever has the keys it is signed with could. */
export function writeKeyFile(
  path: string,
  unsigned: Parameters<typeof signed>[0],
  keys: readonly Uint8Array[],
): KeyFile {
  const whole = signed(unsigned, keys);
  replaceFile(path, textOf(whole));
  return whole;
}
