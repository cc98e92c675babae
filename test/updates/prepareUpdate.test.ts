import {
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verifiedInstaller } from '#shell/verifiedInstaller.ts';
import { Share, sha512 } from './aShare.ts';

let share: Share;
beforeEach(() => {
  share = new Share();
});
afterEach(() => share.remove());

const file = () => share.path(share.installerName('1.10.0'));
const verified = () => share.verified();

function replaceByLink(path: string): void {
  rmSync(path);
  symlinkSync('/etc/hostname', path);
}

describe('bringing an update onto this computer', () => {
  it('backs up first, then leaves one verified installer where the shell starts it', async () => {
    const name = await share.put();
    share.meanwhile = () => expect(verified()).toEqual([]);
    const path = await share.prepared();
    expect(share.backups).toEqual(['update']);
    expect(path).toBe(join(share.home, 'updates', 'verified', name));
    expect(verified()).toEqual([name]);
    expect(sha512(readFileSync(path))).toBe(sha512(readFileSync(share.path(name))));
    expect(statSync(path).mode & 0o777).toBe(0o700);
    expect(verifiedInstaller(path, share.home, 'linux')).toBe(path);
  });

  it('takes the one before away', async () => {
    await share.put();
    await share.prepared();
    const name = await share.put({ version: '1.11.0' });
    await share.prepared('1.11.0');
    expect(verified()).toEqual([name]);
  });

  it('refuses the version that is installed', async () => {
    await share.put({ version: '1.9.0' });
    expect(await share.prepare('1.9.0')).toMatchObject({
      state: 'failed',
      error: { code: 'updateRefused', message: expect.stringContaining('installed already') },
    });
    expect(share.backups).toEqual([]);
  });

  it('refuses another version than the person agreed to', async () => {
    await share.put();
    await share.put({ version: '1.12.0' });
    expect(await share.prepare('1.10.0')).toMatchObject({
      state: 'failed',
      error: { message: expect.stringMatching(/now holds version 1\.12\.0, not the 1\.10\.0/) },
    });
    expect(share.backups).toEqual([]);
  });

  it('refuses an installer of the right size and another content', async () => {
    await share.put();
    const bytes = readFileSync(file());
    bytes[1_500_000] = (bytes[1_500_000] as number) ^ 1;
    writeFileSync(file(), bytes);
    // Looking does not read the whole installer over the network; the copy is what is checked.
    expect(await share.check()).toMatchObject({ state: 'available' });
    expect(await share.prepare()).toMatchObject({
      state: 'failed',
      error: { code: 'updateRefused', message: expect.stringContaining('not the one that was signed') },
    });
    expect(verified()).toEqual([]);
  });

  it.each([
    ['exchanged', () => writeFileSync(file(), Buffer.alloc(3_000_000, 7)), 'not the one that was signed'],
    ['made a link', () => replaceByLink(file()), 'not a plain file'],
    ['cut off', () => truncateSync(file(), 10), 'cut off'],
    ['taken away', () => rmSync(file()), 'missing'],
  ])('refuses an installer that is %s after it was looked at', async (_what, change, words) => {
    await share.put();
    share.meanwhile = change;
    expect(await share.prepare()).toMatchObject({
      state: 'failed',
      error: { message: expect.stringContaining(words) },
    });
    expect(share.backups).toEqual(['update']);
    expect(verified()).toEqual([]);
  });

  it('does not install where the backup failed', async () => {
    await share.put();
    share.meanwhile = () => {
      throw new Error('The disk is full.');
    };
    expect(await share.prepare()).toMatchObject({ state: 'failed', error: { message: 'The disk is full.' } });
    expect(verified()).toEqual([]);
  });

  it.each(['updates/verified', 'updates'])('touches nothing where %s is a link that leads elsewhere', async (link) => {
    await share.put();
    const elsewhere = join(share.root, 'elsewhere');
    mkdirSync(join(elsewhere, 'verified'), { recursive: true });
    writeFileSync(join(elsewhere, 'precious'), 'not ours');
    writeFileSync(join(elsewhere, 'verified', 'precious'), 'not ours');
    if (link !== 'updates') mkdirSync(join(share.home, 'updates'));
    symlinkSync(elsewhere, join(share.home, link));
    expect(await share.prepare()).toMatchObject({ state: 'failed', error: { code: 'cannotWrite' } });
    share.installed = { ...share.installed, version: '1.10.0' };
    expect(await share.check()).toMatchObject({ state: 'upToDate' });
    expect(readdirSync(elsewhere).sort()).toEqual(['precious', 'verified']);
    expect(readdirSync(join(elsewhere, 'verified'))).toEqual(['precious']);
  });

  it('can be cancelled, and leaves nothing', async () => {
    await share.put({ bytes: 80_000_000 });
    const seen: string[] = [];
    const job = await share.prepare('1.10.0', (jobId) => {
      const { message } = share.jobs.get(jobId);
      seen.push(message);
      if (message === 'Copying') share.jobs.cancel(jobId);
    });
    expect(seen).toContain('Copying');
    expect(job).toMatchObject({ state: 'cancelled' });
    expect(verified()).toEqual([]);
  });

  it('lets other calls through in between, and tells how far it is', async () => {
    await share.put({ bytes: 120_000_000 });
    const amounts = new Set<number>();
    const totals = new Set<number | null>();
    const job = await share.prepare('1.10.0', (jobId) => {
      const { done, total } = share.jobs.get(jobId);
      amounts.add(done);
      if (total !== null) totals.add(total);
    });
    expect(job.state).toBe('done');
    expect([...totals]).toEqual([240]);
    expect(amounts.size).toBeGreaterThan(5);
  });
});
