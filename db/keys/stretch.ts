import { argon2id } from 'hash-wasm';

/** How a passphrase is stretched; stored beside its slot so that later versions can ask for more. */
export type StretchCost = { memoryKiB: number; passes: number; parallelism: number };

/** Argon2id at 64 MiB and 3 passes: about half a second on a council laptop (architecture.md section 3). */
export const defaultStretchCost: StretchCost = { memoryKiB: 65_536, passes: 3, parallelism: 1 };

/** Something that stretches: this thread, or another on its behalf. */
export type Stretcher = (secret: string, salt: Buffer, cost: StretchCost) => Promise<Buffer>;

/** Turns a passphrase into 32 bytes, slowly on purpose. Passphrases that look alike are alike (Unicode NFC). */
export async function stretch(secret: string, salt: Buffer, cost: StretchCost): Promise<Buffer> {
  const hash = await argon2id({
    password: secret.normalize('NFC'),
    salt,
    memorySize: cost.memoryKiB,
    iterations: cost.passes,
    parallelism: cost.parallelism,
    hashLength: 32,
    outputType: 'binary',
  });
  return Buffer.from(hash);
}
