import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { publicKeyText } from '#scripts/releaseKey.ts';
import { updateProcedures } from '#service/calls/procedures/updates.ts';
import { installerLimit, manifestLimit, manifestName, signatureName } from '#service/store/updates/manifest.ts';
import { Share, stranger } from './aShare.ts';

let share: Share;
beforeEach(() => {
  share = new Share();
});
afterEach(() => share.remove());

const verified = () => share.verified();

/** What `updates.check` refuses, with its words; fails where it does not. */
async function refusal(): Promise<{ reason: string; words: string }> {
  const answer = await share.check();
  if (answer.state !== 'refused') throw new Error(`Not refused: ${JSON.stringify(answer)}`);
  return answer;
}

describe('looking for an update', () => {
  it('tells what is there, how large it is and what is new', async () => {
    const name = await share.put();
    expect(await share.check()).toEqual({
      state: 'available',
      version: '1.10.0',
      notes: 'Faster lists.',
      date: '2026-11-25',
      bytes: 3_000_000,
      fileName: name,
    });
    expect(verified()).toEqual([]);
  });

  it('says that the app is up to date, and clears what was installed', async () => {
    await share.put();
    await share.prepared();
    expect(verified()).toHaveLength(1);
    share.installed = { ...share.installed, version: '1.10.0' };
    expect(await share.check()).toEqual({ state: 'upToDate', version: '1.10.0' });
    expect(verified()).toEqual([]);
  });

  it('uses the folder that is set, and remembers it', async () => {
    await share.put();
    const own = { installation: share.installed };
    expect(await updateProcedures['updates.check'](share.context, {})).toMatchObject({
      state: 'refused',
      reason: 'noFolder',
    });
    await updateProcedures['updates.setFolder'](share.context, { folder: share.folder });
    expect(await updateProcedures['updates.settings'](share.context, {})).toEqual({
      version: own.installation.version,
      folder: share.folder,
      trustedKeys: ['Kent, for tests'],
    });
    expect(await updateProcedures['updates.check'](share.context, {})).toMatchObject({ state: 'available' });
    await updateProcedures['updates.setFolder'](share.context, { folder: null });
    expect(await updateProcedures['updates.settings'](share.context, {})).toMatchObject({ folder: null });
    await expect(
      updateProcedures['updates.setFolder'](share.context, { folder: 'share/updates' }),
    ).rejects.toMatchObject({
      code: 'invalidInput',
    });
  });

  it('accepts the second pinned key too, while one replaces the other', async () => {
    await share.put({ key: stranger });
    expect(await refusal()).toMatchObject({ reason: 'wrongSignature' });
    const next = { name: 'Next', publicKey: publicKeyText(stranger) };
    share.installed = { ...share.installed, keys: [...share.installed.keys, next] };
    expect(await share.check()).toMatchObject({ state: 'available' });
  });
});

type Case = { what: string; reason: string; words: RegExp; spoil: () => void | Promise<void> };
const file = () => share.path(share.installerName('1.10.0'));
const cases: Case[] = [
  {
    what: 'a folder that is not there',
    reason: 'unreachable',
    words: /cannot be reached.*Connect/,
    spoil: () => renameSync(share.folder, `${share.folder}-gone`),
  },
  {
    what: 'an empty folder',
    reason: 'nothingThere',
    words: /no update/,
    spoil: () => {
      rmSync(share.path(manifestName));
    },
  },
  {
    what: 'no signature',
    reason: 'notSigned',
    words: /not signed/,
    spoil: () => rmSync(share.path(signatureName)),
  },
  {
    what: 'a signature by a key that is not pinned',
    reason: 'wrongSignature',
    words: /not signed by a key/,
    spoil: () => share.resign((manifest) => manifest, stranger),
  },
  {
    what: 'one byte of the manifest changed after signing',
    reason: 'wrongSignature',
    words: /changed after it was signed/,
    spoil: () => {
      const bytes = readFileSync(share.path(manifestName));
      bytes[bytes.indexOf('1.10.0') + 2] = 0x39;
      writeFileSync(share.path(manifestName), bytes);
    },
  },
  {
    what: 'a space after the signed bytes',
    reason: 'wrongSignature',
    words: /changed after it was signed/,
    spoil: () => appendFileSync(share.path(manifestName), ' '),
  },
  {
    what: 'a signature that is no signature',
    reason: 'wrongSignature',
    words: /not signed by a key/,
    spoil: () => writeFileSync(share.path(signatureName), 'AAAA'),
  },
  {
    what: 'a manifest that is not JSON',
    reason: 'malformed',
    words: /signed, but/,
    spoil: () => share.signBytes(Buffer.from('version 1.10.0')),
  },
  {
    what: 'a manifest that is not UTF-8',
    reason: 'malformed',
    words: /signed, but/,
    spoil: () => share.signBytes(Buffer.from([0x7b, 0xff, 0xfe, 0x7d])),
  },
  {
    what: 'a manifest of another kind',
    reason: 'malformed',
    words: /signed, but/,
    spoil: () => share.resign((manifest) => ({ ...manifest, format: 'other-app-update' })),
  },
  {
    what: 'a manifest of a later form',
    reason: 'malformed',
    words: /as this version of VSK Tracker knows it/,
    spoil: () => share.resign((manifest) => ({ ...manifest, formatVersion: 2 })),
  },
  {
    what: 'a version that is none',
    reason: 'malformed',
    words: /signed, but/,
    spoil: () => share.resign((manifest) => ({ ...manifest, version: '1.10.0-beta' })),
  },
  {
    what: 'a field nobody knows',
    reason: 'malformed',
    words: /signed, but/,
    spoil: () => share.resign((manifest) => ({ ...manifest, run: 'after.sh' })),
  },
  {
    what: 'a manifest that is too large',
    reason: 'tooLarge',
    words: /larger than/,
    spoil: () => share.signBytes(Buffer.alloc(manifestLimit + 1, 0x20)),
  },
  {
    what: 'a manifest that is a link',
    reason: 'notAFile',
    words: /not a plain file/,
    spoil: () => {
      renameSync(share.path(manifestName), join(share.root, 'elsewhere'));
      symlinkSync(join(share.root, 'elsewhere'), share.path(manifestName));
    },
  },
  {
    what: 'a manifest that is a pipe, which would never end',
    reason: 'notAFile',
    words: /not a plain file/,
    spoil: () => {
      rmSync(share.path(manifestName));
      execFileSync('mkfifo', [share.path(manifestName)]);
    },
  },
  {
    what: 'an older version',
    reason: 'older',
    words: /1\.8\.7, which is older than yours \(1\.9\.0\)/,
    spoil: async () => {
      await share.put({ version: '1.8.7' });
    },
  },
  {
    what: 'another platform',
    reason: 'wrongPlatform',
    words: /without an installer for Windows on x64/,
    spoil: () => {
      share.installed = { ...share.installed, platform: 'win32' };
    },
  },
  {
    what: 'another processor',
    reason: 'wrongPlatform',
    words: /Linux on arm64/,
    spoil: () => {
      share.installed = { ...share.installed, arch: 'arm64' };
    },
  },
  {
    what: 'an installer that is missing',
    reason: 'fileMissing',
    words: /is missing from the folder/,
    spoil: () => rmSync(file()),
  },
  {
    what: 'an installer cut off',
    reason: 'truncated',
    words: /cut off: 2999999 of its 3000000 bytes/,
    spoil: () => truncateSync(file(), 2_999_999),
  },
  {
    what: 'an installer with more at its end',
    reason: 'wrongContent',
    words: /has 3000001 bytes, and 3000000 were signed/,
    spoil: () => appendFileSync(file(), 'x'),
  },
  {
    what: 'an installer that is a link',
    reason: 'notAFile',
    words: /not a plain file/,
    spoil: () => {
      renameSync(file(), join(share.root, 'elsewhere.AppImage'));
      symlinkSync(join(share.root, 'elsewhere.AppImage'), file());
    },
  },
  {
    what: 'an installer that is a folder',
    reason: 'notAFile',
    words: /not a plain file/,
    spoil: () => {
      rmSync(file());
      mkdirSync(file());
    },
  },
  {
    what: 'an installer of a size that none has',
    reason: 'tooLarge',
    words: /which none has/,
    spoil: () => share.resignFile({ bytes: installerLimit + 1 }),
  },
  {
    what: 'a build without pinned keys',
    reason: 'noPinnedKey',
    words: /built without a key/,
    spoil: () => {
      share.installed = { ...share.installed, keys: [] };
    },
  },
];

describe('what is refused, with its reason', () => {
  it.each(cases)('$what: $reason', async ({ reason, words, spoil }) => {
    await share.put();
    expect(await share.check()).toMatchObject({ state: 'available' });
    await spoil();
    const refused = await refusal();
    expect(refused.reason).toBe(reason);
    expect(refused.words).toMatch(words);
    // The job finds it too, and neither backs up nor leaves anything.
    const job = await share.prepare();
    expect(job).toMatchObject({ state: 'failed', error: { code: 'updateRefused', message: refused.words } });
    expect(share.backups).toEqual([]);
    expect(verified()).toEqual([]);
  });

  it.each([
    '../vsk-tracker-1.10.0-linux-x86_64.AppImage',
    '/tmp/vsk.AppImage',
    'folder/vsk.AppImage',
    'folder\\vsk.AppImage',
    'C:vsk.AppImage',
    'vsk.AppImage:stream.AppImage',
    '..AppImage',
    '.AppImage',
    '-rf.AppImage',
    'CON.AppImage',
    'vsk.AppImage.',
    'vsk\u0000.AppImage',
    'vsk\u202eegamI.AppImage',
    'vsk.sh',
    'vsk.exe',
    `${'v'.repeat(130)}.AppImage`,
    '',
  ])('a file named %j', async (name) => {
    await share.put();
    share.resignFile({ name });
    expect(await refusal()).toMatchObject({ reason: 'malformed' });
  });

  it.each([
    ['no files', { files: [] }],
    ['files that are none', { files: 'all of them' }],
    ['a date that is none', { date: '2026-02-30' }],
    ['notes that are no text', { notes: { html: '<script>' } }],
    ['notes without end', { notes: 'x'.repeat(20_001) }],
  ])('a manifest with %s', async (_what, change) => {
    await share.put();
    share.resign((manifest) => ({ ...manifest, ...change }));
    expect(await refusal()).toMatchObject({ reason: 'malformed' });
  });

  it.each([
    { sha512: 'abc' },
    { bytes: 0 },
    { bytes: -1 },
    { bytes: 1.5 },
    { bytes: 1e300 },
    { platform: 'plan9' },
    { arch: 'vax' },
    { url: 'https://example.org/' },
  ])('a file with %j', async (change) => {
    await share.put();
    share.resignFile(change);
    expect(await refusal()).toMatchObject({ reason: 'malformed' });
  });
});
