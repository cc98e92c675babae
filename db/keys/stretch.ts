import { argon2id } from 'hash-wasm';

/** How a passphrase is stretched; stored beside its slot so that later versions can ask for more. */
export type StretchCost = { memoryKiB: number; passes: number; parallelism: number };

/** Argon2id at 64 MiB and 3 passes: about half a second on a council laptop (architecture.md section 3). */
export const defaultStretchCost: StretchCost = { memoryKiB: 65_536, passes: 3, parallelism: 1 };

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
