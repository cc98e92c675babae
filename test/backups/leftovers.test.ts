import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listBackupFiles } from '#db/backups/backupFiles.ts';
import { cleanLeftovers } from '#db/backups/exchangeStore.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vsk-leftovers-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (...files: string[]) => {
  for (const file of files) writeFileSync(join(folder, file), file);
};
const clean = () => cleanLeftovers(join(folder, 'children.vsk'), join(folder, 'backups'));

describe('an exchange of a damaged store that was cut off between its renames', () => {
  it('gives the log the name of its own damaged store, the one moved last', () => {
    const [earlier, last] = [
      'children.vsk.damaged-2025-03-30T09-00-00-000Z',
      'children.vsk.damaged-2025-03-31T09-00-00-000Z',
    ];
    write(earlier, `${earlier}-wal`, last, `${last}key`, 'children.vsk.ready', 'children.vsk-wal');
    clean();
    expect(readdirSync(folder).sort()).toEqual(
      ['children.vsk', earlier, `${earlier}-wal`, last, `${last}-wal`, `${last}key`].sort(),
    );
    expect(readFileSync(join(folder, `${last}-wal`), 'utf8')).toBe('children.vsk-wal');
    expect(readFileSync(join(folder, 'children.vsk'), 'utf8')).toBe('children.vsk.ready');
  });

  it('never puts a log over the log of an earlier damaged store', () => {
    const earlier = 'children.vsk.damaged-2025-03-30T09-00-00-000Z';
    write(earlier, `${earlier}-wal`, 'children.vsk.ready', 'children.vsk-wal');
    clean();
    expect(readFileSync(join(folder, `${earlier}-wal`), 'utf8')).toBe(`${earlier}-wal`);
    expect(readdirSync(folder).filter((name) => name.endsWith('-wal'))).toHaveLength(2);
  });
});

it('a backup that was taken away while the folder was read is not listed', () => {
  const backups = join(folder, 'backups');
  mkdirSync(backups);
  // A name without a file behind it, as the folder was read.
  symlinkSync(join(folder, 'gone'), join(backups, 'backup-2025-03-30T09-00-00-000Z-daily.vsk'));
  writeFileSync(join(backups, 'backup-2025-03-31T09-00-00-000Z-daily.vsk'), 'whole');
  expect(listBackupFiles(backups).map(({ madeAt }) => madeAt)).toEqual(['2025-03-31T09:00:00.000Z']);
});
