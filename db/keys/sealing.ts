import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';

/** Bytes under AES-256-GCM, each part in base64. */
export type Encrypted = { nonce: string; box: string; tag: string };
/** Bytes that only the holder of one private key can read; `ephemeral` is the sender's X25519 key, made for it alone. */
export type Sealed = Encrypted & { ephemeral: string };

/** Encrypts under a 32-byte key, bound to `about`: put anywhere else, it does not open. */
export function encrypt(key: Uint8Array, bytes: Uint8Array, about: string): Encrypted {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(about));
  const box = Buffer.concat([cipher.update(bytes), cipher.final()]);
  return {
    nonce: nonce.toString('base64'),
    box: box.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
  };
}

/** What `encrypt` was given, or null when the key or `about` is another, or it is nothing that `encrypt` made. */
export function decrypt(key: Uint8Array, { nonce, box, tag }: Encrypted, about: string): Buffer | null {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64'), { authTagLength: 16 });
    decipher.setAAD(Buffer.from(about));
    decipher.setAuthTag(Buffer.from(tag, 'base64'));
    return Buffer.concat([decipher.update(Buffer.from(box, 'base64')), decipher.final()]);
  } catch {
    return null;
  }
}

/** 32 bytes for one purpose out of a secret that is random already. */
export const deriveKey = (secret: Uint8Array, purpose: string, salt: Uint8Array = new Uint8Array()): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, salt, `vsk-tracker ${purpose}`, 32));

/** A fresh X25519 pair: the public key in base64, the private key as DER bytes to be encrypted. */
export function newKeyPair(): { publicKey: string; privateKey: Buffer } {
  const pair = generateKeyPairSync('x25519');
  return {
    publicKey: pair.publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
    privateKey: pair.privateKey.export({ type: 'pkcs8', format: 'der' }),
  };
}

const publicKeyOf = (base64: string): KeyObject =>
  createPublicKey({ key: Buffer.from(base64, 'base64'), type: 'spki', format: 'der' });

/** The key both sides come to; both public keys are in it, so that neither can be exchanged. */
const sharedKey = (secret: Buffer, ephemeral: string, recipient: string): Buffer => {
  const shared = deriveKey(secret, 'sealed box 1', Buffer.from(`${ephemeral}|${recipient}`));
  secret.fill(0);
  return shared;
};

/** Seals bytes to a public key: whoever has only the key file can do it, and cannot read it back. */
export function sealTo(publicKey: string, bytes: Uint8Array, about: string): Sealed {
  const pair = generateKeyPairSync('x25519');
  const ephemeral = pair.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
  const key = sharedKey(
    diffieHellman({ privateKey: pair.privateKey, publicKey: publicKeyOf(publicKey) }),
    ephemeral,
    publicKey,
  );
  const sealed = { ephemeral, ...encrypt(key, bytes, about) };
  key.fill(0);
  return sealed;
}

/** Opens what was sealed to the pair; null when it was sealed to another or for something else. */
export function openSealed(
  pair: { publicKey: string; privateKey: Uint8Array },
  sealed: Sealed,
  about: string,
): Buffer | null {
  let secret: Buffer;
  try {
    const privateKey = createPrivateKey({ key: Buffer.from(pair.privateKey), type: 'pkcs8', format: 'der' });
    secret = diffieHellman({ privateKey, publicKey: publicKeyOf(sealed.ephemeral) });
  } catch {
    // Not a key at all: somebody wrote it there.
    return null;
  }
  const key = sharedKey(secret, sealed.ephemeral, pair.publicKey);
  const opened = decrypt(key, sealed, about);
  key.fill(0);
  return opened;
}
