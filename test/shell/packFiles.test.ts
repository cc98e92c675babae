import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { packPathsIn, readPackFile } from '#shell/packFiles.ts';

const folder = mkdtempSync(join(tmpdir(), 'vsk-shell-packs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const within = (name: string) => join(folder, name);

describe('which arguments are review packs', () => {
  test.each([
    ['a whole path', ['/home/jo/pack.vskpack'], ['/home/jo/pack.vskpack']],
    ['capitals, spaces and a number', ['/home/jo/My packs/P (2).VSKPACK'], ['/home/jo/My packs/P (2).VSKPACK']],
    [
      'one that begins where the program was started',
      ['in/pack.vskpack', '../b.vskpack'],
      ['/start/in/pack.vskpack', '/b.vskpack'],
    ],
    [
      'two of them, and one twice',
      ['a.vskpack', '/start/a.vskpack', 'b.vskpack'],
      ['/start/a.vskpack', '/start/b.vskpack'],
    ],
    [
      'switches and other files',
      ['--demo', '--open=/x/a.vskpack', '-a.vskpack', '/x/a.pdf', '/x/vskpack', '/work/main'],
      [],
    ],
    ['an ending inside a name', ['/x/a.vskpack.exe', '/x/a.vskpack/'], []],
    ['devices and pipes of Windows', ['\\\\.\\pipe\\a.vskpack', '\\\\?\\C:\\a.vskpack', '//./pipe/a.vskpack'], []],
    ['a name with an end inside', ['/x/a\0.vskpack'], []],
  ])('%s', (_what, argv, paths) => {
    expect(packPathsIn(argv, '/start')).toEqual(paths.map((path) => resolve(path)));
  });
});

describe('reading one', () => {
  const refused = async (name: string, words: string) => {
    const reply = await readPackFile(within(name));
    expect(reply).toMatchObject({ ok: false, error: { code: 'invalidInput' } });
    if (!reply.ok) {
      expect(reply.error.detail.message).toContain(words);
      expect(reply.error.detail.message).toContain(name);
      expect(reply.error.detail.message).not.toContain(folder);
    }
  };

  test('its bytes, and its name without the folder', async () => {
    writeFileSync(within('pack.vskpack'), 'age-encryption.org/v1');
    symlinkSync(within('pack.vskpack'), within('link.vskpack'));
    expect(await readPackFile(within('pack.vskpack'))).toEqual({
      ok: true,
      value: { name: 'pack.vskpack', bytes: new Uint8Array(Buffer.from('age-encryption.org/v1')) },
    });
    expect(await readPackFile(within('link.vskpack'))).toMatchObject({ ok: true, value: { name: 'link.vskpack' } });
  });

  test('64 MB and no more', async () => {
    writeFileSync(within('large.vskpack'), '');
    truncateSync(within('large.vskpack'), 64 * 1024 * 1024);
    expect(await readPackFile(within('large.vskpack'))).toMatchObject({ ok: true });
    truncateSync(within('large.vskpack'), 64 * 1024 * 1024 + 1);
    await refused('large.vskpack', 'larger than 64 MB');
  });

  test('what is not there, is empty, or is no file', async () => {
    await refused('gone.vskpack', 'no longer there');
    writeFileSync(within('empty.vskpack'), '');
    await refused('empty.vskpack', 'is empty');
    mkdirSync(within('folder.vskpack'));
    await refused('folder.vskpack', 'is no file');
    symlinkSync(within('loop.vskpack'), within('loop.vskpack'));
    await refused('loop.vskpack', 'could not be read (ELOOP)');
  });

  test('a pipe or a device, which would never end', async () => {
    spawnSync('mkfifo', [within('pipe.vskpack')]);
    await refused('pipe.vskpack', 'is no file');
    symlinkSync('/dev/zero', within('zero.vskpack'));
    await refused('zero.vskpack', 'is no file');
  });
});
