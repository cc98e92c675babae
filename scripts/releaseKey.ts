// The private key that signs updates: a file outside the repository, under a passphrase.
import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  scryptSync,
} from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, relative, resolve } from 'node:path';

const project = resolve(import.meta.dirname, '..');

/** scrypt at 128 MiB: about half a second a guess. */
export const usualCost = { N: 2 ** 17, r: 8, p: 1 };
type Cost = typeof usualCost;

type KeyFile = {
  format: 'vsk-tracker-release-key';
  version: 1;
  name: string;
  publicKey: string;
  scrypt: Cost;
  salt: string;
  nonce: string;
  /** The private key as PKCS #8, under AES-256-GCM. */
  sealed: string;
  tag: string;
};

const wrappingKey = (passphrase: string, salt: Buffer, { N, r, p }: Cost): Buffer =>
  scryptSync(passphrase.normalize('NFC'), salt, 32, { N, r, p, maxmem: 256 * N * r });

/** The 32 bytes of a public key in base64, as main/service/store/updates/pinnedKeys.ts holds it. */
export const publicKeyText = (key: KeyObject): string =>
  createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64');

/**
 * Makes a pair and writes its private half, sealed under the passphrase.
 * @param path where; never inside the repository, never over another file
 * @returns the public half, to be pinned
 * @throws Error with a plain sentence
 */
export function makeReleaseKey(path: string, name: string, passphrase: string, cost: Cost = usualCost): string {
  const file = resolve(path);
  const within = relative(project, file);
  if (!within.startsWith('..') && !isAbsolute(within))
    throw new Error(
      `${file} is inside the repository, where it would be published with the code. Choose a place outside.`,
    );
  if (existsSync(file)) throw new Error(`${file} is there already; a key is never written over. Choose another name.`);
  if (passphrase.length < 16)
    throw new Error('Use at least 16 characters: whoever has this key can put any program on every laptop.');
  const { privateKey } = generateKeyPairSync('ed25519');
  const publicKey = publicKeyText(privateKey);
  const [salt, nonce] = [randomBytes(16), randomBytes(12)];
  const cipher = createCipheriv('aes-256-gcm', wrappingKey(passphrase, salt, cost), nonce);
  cipher.setAAD(Buffer.from(publicKey));
  const secret = privateKey.export({ format: 'der', type: 'pkcs8' });
  const sealed = Buffer.concat([cipher.update(secret), cipher.final()]);
  secret.fill(0);
  const content: KeyFile = {
    format: 'vsk-tracker-release-key',
    version: 1,
    name,
    publicKey,
    scrypt: cost,
    salt: salt.toString('base64'),
    nonce: nonce.toString('base64'),
    sealed: sealed.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
  };
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  return publicKey;
}

/**
 * Opens the private key.
 * @throws Error with a plain sentence: not there, not such a file, wrong passphrase
 */
export function openReleaseKey(path: string, passphrase: string): { key: KeyObject; publicKey: string; name: string } {
  if (!existsSync(path)) throw new Error(`There is no key at ${path}. Make one with npm run release:keys.`);
  let file: KeyFile;
  try {
    file = JSON.parse(readFileSync(path, 'utf8')) as KeyFile;
  } catch {
    throw new Error(`${path} is not a release key.`);
  }
  if (file?.format !== 'vsk-tracker-release-key' || file.version !== 1)
    throw new Error(`${path} is not a release key.`);
  const decipher = createDecipheriv(
    'aes-256-gcm',
    wrappingKey(passphrase, Buffer.from(file.salt, 'base64'), file.scrypt),
    Buffer.from(file.nonce, 'base64'),
  );
  decipher.setAAD(Buffer.from(file.publicKey));
  decipher.setAuthTag(Buffer.from(file.tag, 'base64'));
  let secret: Buffer;
  try {
    secret = Buffer.concat([decipher.update(Buffer.from(file.sealed, 'base64')), decipher.final()]);
  } catch {
    throw new Error('This is not the passphrase of that key, or its file was changed.');
  }
  const key = createPrivateKey({ key: secret, format: 'der', type: 'pkcs8' });
  secret.fill(0);
  return { key, publicKey: file.publicKey, name: file.name };
}
