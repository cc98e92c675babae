import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { childFileName, coverFileName } from '#service/packs/deliver/packFileNames.ts';
import {
  type PackFile,
  type PackFileProgress,
  type PackFilesResult,
  writePackFiles,
} from '#service/packs/deliver/packFiles.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vsk-packs-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const CONTENT = new Uint8Array(700_000).fill(7);

function files(count: number, onRender: (index: number) => void = () => {}): PackFile[] {
  return Array.from({ length: count }, (_, index) => ({
    name: childFileName({ urn: '999001' }, index + 1, `DEMO-${index}`),
    render: async () => {
      onRender(index);
      return CONTENT;
    },
  }));
}

async function run(
  input: Parameters<typeof writePackFiles>[0],
): Promise<{ steps: PackFileProgress[]; result: PackFilesResult }> {
  const writing = writePackFiles(input);
  const steps: PackFileProgress[] = [];
  for (;;) {
    const step = await writing.next();
    if (step.done === true) return { steps, result: step.value };
    steps.push(step.value);
  }
}

describe('writing a pack', () => {
  test('every file whole, progress after each, nothing else in the folder', async () => {
    const { steps, result } = await run({ outFolder: folder, files: files(3) });
    expect(result).toEqual({
      ok: true,
      value: { written: steps.map((step) => step.name), bytes: 3 * CONTENT.length },
    });
    expect(steps.map(({ done, of }) => [done, of])).toEqual([
      [1, 3],
      [2, 3],
      [3, 3],
    ]);
    expect(readdirSync(folder).sort()).toEqual(steps.map((step) => step.name));
    for (const name of readdirSync(folder)) expect(Buffer.compare(readFileSync(join(folder, name)), CONTENT)).toBe(0);
    if (process.platform !== 'win32') expect(statSync(join(folder, steps[0]?.name ?? '')).mode & 0o077).toBe(0);
  });

  test.each([0, 1, 2])('cancelled while file %i is made: only whole files stay', async (at) => {
    const controller = new AbortController();
    const { result } = await run({
      outFolder: folder,
      files: files(4, (index) => index === at && controller.abort()),
      signal: controller.signal,
    });
    const names = files(4).map((file) => file.name);
    expect(result).toEqual({ ok: false, error: { code: 'cancelled', detail: { written: names.slice(0, at) } } });
    expect(readdirSync(folder).sort()).toEqual(names.slice(0, at));
  });

  test('a bug in render is thrown on, and leaves no temporary file', async () => {
    const broken = files(2, (index) => {
      if (index === 1) throw new Error('a bug');
    });
    await expect(run({ outFolder: folder, files: broken })).rejects.toThrow('a bug');
    expect(readdirSync(folder)).toHaveLength(1);
  });

  test('a name that is taken is refused before anything is written, unless asked to overwrite', async () => {
    const names = files(2).map((file) => file.name);
    writeFileSync(join(folder, names[1] ?? ''), 'answers came back');
    const { result } = await run({ outFolder: folder, files: files(2) });
    expect(result).toEqual({ ok: false, error: { code: 'alreadyExists', detail: { names: [names[1]] } } });
    expect(readdirSync(folder)).toEqual([names[1]]);
    expect((await run({ outFolder: folder, files: files(2), overwrite: true })).result.ok).toBe(true);
  });

  test('no folder, and a file in place of the folder', async () => {
    const missing = join(folder, 'gone');
    expect((await run({ outFolder: missing, files: files(1) })).result).toMatchObject({
      error: { code: 'folderMissing' },
    });
    writeFileSync(missing, '');
    expect((await run({ outFolder: missing, files: files(1) })).result).toMatchObject({
      error: { code: 'folderMissing' },
    });
  });

  test('what cannot be renamed into place is an error value and leaves nothing behind', async () => {
    const name = files(1)[0]?.name ?? '';
    mkdirSync(join(folder, name));
    const { result } = await run({ outFolder: folder, files: files(1), overwrite: true });
    expect(result).toMatchObject({ ok: false, error: { code: 'notWritable', detail: { name, written: [] } } });
    expect(readdirSync(folder)).toEqual([name]);
  });

  test('a name with a folder in it is a bug', async () => {
    const climbing = [{ name: '../out.pdf', render: async () => CONTENT }];
    await expect(run({ outFolder: folder, files: climbing })).rejects.toThrow('not a bare file name');
  });

  test('killed in the middle: no half file under a final name, and the next export sweeps up', async () => {
    const script = `
      import { writePackFiles } from ${JSON.stringify(fileURLToPath(import.meta.resolve('#service/packs/deliver/packFiles.ts')))};
      const files = Array.from({ length: 400 }, (_, i) => ({ name: 'pack-' + i + '.pdf', render: async () => new Uint8Array(3000000).fill(7) }));
      for await (const step of writePackFiles({ outFolder: ${JSON.stringify(folder)}, files })) process.stdout.write(step.name + '\\n');
    `;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const finished = readdirSync(folder).filter((name) => name.endsWith('.pdf'));
    expect(finished.length).toBeGreaterThan(0);
    for (const name of finished) expect(statSync(join(folder, name)).size).toBe(3_000_000);
    writeFileSync(join(folder, `.vsk-pack-${child.pid}-00ff.part`), 'half');
    await run({ outFolder: folder, files: files(1) });
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  });
});

describe('file names hold no personal name and sort in order', () => {
  test.each([
    ['999001', 3, 'LAC/0042', 'pack-999001-03-LAC-0042.pdf'],
    ['999001', 12, 'é..\\x', 'pack-999001-12-e-x.pdf'],
    ['999001', 100, '../../etc', 'pack-999001-100-etc.pdf'],
    ['999001', 1, 'Ł', 'pack-999001-01-x.pdf'],
  ])('%s %i %j', (urn, number, localId, name) => {
    expect(childFileName({ urn }, number, localId)).toBe(name);
  });

  test('the cover comes first', () => {
    expect(coverFileName({ urn: '999001' }) < childFileName({ urn: '999001' }, 1, '0')).toBe(true);
  });
});
