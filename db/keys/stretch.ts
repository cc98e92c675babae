import { argon2id } from 'hash-wasm';

/** How a passphrase is stretched; stored beside its slot so that later versions can ask for more. */
export type StretchCost = { memoryKiB: number; passes: number; parallelism: number };

/** Argon2id at 64 MiB and 3 passes: about half a second on a council laptop (architecture.md section 3). */
export const defaultStretchCost: StretchCost = { memoryKiB: 65_536, passes: 3, parallelism: 1 };

/**
 * Whether ways in as cheap as those of tests are let in: by a variable that the tests set, and that no data process of the app
 * is ever given (`dataProcessEnvironment`). A constant of the build would make the release another program than the tested one.
 */
const cheapLetIn = (): boolean => process.env.VSK_CHEAP_STRETCH === 'yes';

/**
 * What a key file may ask for, looked at before anything is stretched: 64 MiB to 1 GiB, 2 to 10 passes. A file that asks for
 * more would stop the app for minutes, and nothing vouches for it before it was stretched; one that asks for less was not
 * written by a release.
 */
export function isWithinBounds({ memoryKiB, passes, parallelism }: StretchCost, cheap = cheapLetIn()): boolean {
  const least = cheap ? { memoryKiB: 8, passes: 1 } : { memoryKiB: 65_536, passes: 2 };
  return (
    [memoryKiB, passes, parallelism].every(Number.isSafeInteger) &&
    memoryKiB >= least.memoryKiB &&
    memoryKiB <= 1_048_576 &&
    passes >= least.passes &&
    passes <= 10 &&
    parallelism >= 1 &&
    parallelism <= 4
  );
}

/** Whether a way in is cheaper to guess than one made now would be. */
export const isWeaker = (cost: StretchCost, now: StretchCost): boolean =>
  cost.memoryKiB * cost.passes < now.memoryKiB * now.passes;

/** Something that stretches: this thread, or another on its behalf. */
export type Stretcher = (secret: string, salt: Buffer, cost: StretchCost) => Promise<Buffer>;

/** A passphrase as bytes. Passphrases that look alike are alike (Unicode NFC). */
export const bytesOf = (secret: string): Uint8Array => new TextEncoder().encode(secret.normalize('NFC'));

/** Turns a passphrase into 32 bytes, slowly on purpose. */
export function stretchBytes(options: {
  secret: Uint8Array;
  salt: Uint8Array;
  cost: StretchCost;
}): Promise<Uint8Array> {
  return argon2id({
    password: options.secret,
    salt: options.salt,
    memorySize: options.cost.memoryKiB,
    iterations: options.cost.passes,
    parallelism: options.cost.parallelism,
    hashLength: 32,
    outputType: 'binary',
  });
}

/** The same in this thread, for a passphrase as it was typed. */
export const stretch: Stretcher = async (secret, salt, cost) =>
  Buffer.from(await stretchBytes({ secret: bytesOf(secret), salt, cost }));
