import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { FuseV1Options } from '@electron/fuses';
import { expect, it } from 'vitest';

const project = resolve(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(project, path), 'utf8');

/** Every fuse that Electron has, by name. */
const known = Object.keys(FuseV1Options).filter((name) => Number.isNaN(Number(name)));

/** The fuses of electron-builder.yml, with what each is set to. */
function stated(): Record<string, boolean> {
  const block = /^electronFuses:\n((?: {2}.*\n)+)/m.exec(read('electron-builder.yml'))?.[1] ?? '';
  return Object.fromEntries(
    [...block.matchAll(/^ {2}(\w+): (true|false)$/gm)]
      .filter(([, name]) => name !== 'resetAdHocDarwinSignature')
      .map(([, name, value]) => [`${name?.[0]?.toUpperCase()}${name?.slice(1)}`, value === 'true']),
  );
}

it('every fuse of Electron is stated, so a new one is decided about before it ships', () => {
  const byScript = [...read('scripts/afterPack.mjs').matchAll(/\[FuseV1Options\.(\w+)\]: (?:true|false)/g)].map(
    ([, name]) => name,
  );
  expect(byScript).toEqual(['WasmTrapHandlers']);
  expect([...Object.keys(stated()), ...byScript].sort()).toEqual(known.sort());
});

it('the fuses shut every way in but the app itself', () => {
  expect(stated()).toEqual({
    RunAsNode: false,
    EnableCookieEncryption: true,
    EnableNodeOptionsEnvironmentVariable: false,
    EnableNodeCliInspectArguments: false,
    EnableEmbeddedAsarIntegrityValidation: true,
    OnlyLoadAppFromAsar: true,
    LoadBrowserProcessSpecificV8Snapshot: false,
    GrantFileProtocolExtraPrivileges: false,
  });
});
