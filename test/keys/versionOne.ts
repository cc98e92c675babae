import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import type { VersionOne } from '#db/keys/olderKeyFiles.ts';
import { stretch } from '#db/keys/stretch.ts';
import { cheapStretch } from '#test/make/aStore.ts';

/** Writes a key file as version 0.1.0 of the app did: the store key wrapped directly in a slot for each person. */
export async function writeVersionOne(
  path: string,
  options: { storeId: string; fingerprint: string; key: Buffer; people: { userId: string; passphrase: string }[] },
): Promise<void> {
  const { storeId, fingerprint, key } = options;
  const slots: VersionOne['slots'] = [];
  for (const [index, { userId, passphrase }] of options.people.entries()) {
    const slotId = `slot-${index}`;
    const [salt, nonce] = [randomBytes(16), randomBytes(12)];
    const cipher = createCipheriv('aes-256-gcm', await stretch(passphrase, salt, cheapStretch), nonce);
    cipher.setAAD(Buffer.from(`${storeId}|${slotId}|${userId}|passphrase`));
    const wrappedKey = Buffer.concat([cipher.update(key), cipher.final()]).toString('base64');
    slots.push({
      slotId,
      kind: 'passphrase',
      userId,
      stretch: cheapStretch,
      salt: salt.toString('base64'),
      nonce: nonce.toString('base64'),
      wrappedKey,
      tag: cipher.getAuthTag().toString('base64'),
    });
  }
  const content = {
    format: 'vsk-tracker-key' as const,
    version: 1 as const,
    storeId,
    keyFingerprint: fingerprint,
    slots,
  };
  const checksum = createHash('sha256')
    .update(JSON.stringify(Object.values(content)))
    .digest('hex');
  writeFileSync(path, JSON.stringify({ ...content, checksum }, null, 2));
}
