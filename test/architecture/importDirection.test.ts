import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { followImports, sourcesToCruise } from '#scripts/importDirection.ts';

const project = resolve(import.meta.dirname, '../..');

/** Each breaks one rule of .dependency-cruiser.cjs: the file, its import, and the rule that has to refuse it. */
const planted: [file: string, specifier: string, rule: string][] = [
  ['domain/usesTheStore.ts', '#db/aTable.ts', 'domain'],
  ['domain/usesNode.ts', 'node:fs', 'domain-no-node'],
  ['domain/usesAPackage.ts', 'zod', 'domain'],
  ['main/contract/usesTheStore.ts', '#db/aTable.ts', 'contract'],
  ['main/contract/usesNode.ts', 'node:path', 'contract-no-node'],
  ['main/contract/usesAnotherPackage.ts', 'uuid', 'contract'],
  ['db/usesTheContract.ts', '#contract/aCall.ts', 'db'],
  ['db/usesElectron.ts', 'electron', 'electron-in-shell'],
  ['main/service/usesTheShell.ts', '#shell/aDialog.ts', 'service'],
  ['main/service/usesElectron.ts', 'electron', 'electron-in-shell'],
  ['main/service/usesTheWindow.ts', '#renderer/aPart.ts', 'service'],
  ['main/service/usesATestTool.ts', 'vitest', 'shipped'],
  ['main/service/context/usesTheJobs.ts', '#service/jobs/aJob.ts', 'room-context'],
  ['main/service/jobs/usesTheRoof.ts', '#service/calls/aProcedure.ts', 'room-jobs'],
  ['main/service/documents/usesThePacks.ts', '#service/packs/aPack.ts', 'room-documents'],
  ['main/service/facts/usesTheImports.ts', '#service/imports/aFile.ts', 'room-facts'],
  ['main/service/child/usesTheFigures.ts', '#service/figures/aFigure.ts', 'room-child'],
  ['main/service/figures/usesTheImports.ts', '#service/imports/aFile.ts', 'room-figures'],
  ['main/service/imports/usesTheRelease.ts', '#service/release/aRelease.ts', 'room-imports'],
  ['main/service/packs/usesTheStore.ts', '#service/store/aStore.ts', 'room-packs'],
  ['main/service/settings/usesTheRoof.ts', '#service/calls/aProcedure.ts', 'room-settings'],
  ['main/service/release/usesTheTop.ts', '#service/aService.ts', 'room-release'],
  ['main/service/store/usesTheDemonstration.ts', '#demonstration/aChild.ts', 'room-store'],
  ['main/service/calls/usesTheTop.ts', '#service/aService.ts', 'room-calls'],
  ['main/service/aRoomOfNoFloor/usesTheGround.ts', '#service/context/aContext.ts', 'room-named'],
  ['main/demonstration/usesTheShell.ts', '#shell/aDialog.ts', 'demonstration'],
  ['main/hosts/usesTheDemonstration.ts', '#demonstration/aChild.ts', 'demonstration-from-the-top'],
  ['main/shell/usesTheStore.ts', '#db/aTable.ts', 'shell'],
  ['main/shell/usesTheService.ts', '#service/aService.ts', 'shell'],
  ['main/shell/usesTheDriver.ts', 'better-sqlite3', 'shell'],
  ['main/hosts/usesTheShell.ts', '#shell/aDialog.ts', 'hosts'],
  ['renderer/usesTheStore.ts', '#db/aTable.ts', 'renderer'],
  ['renderer/usesTheService.ts', '#service/aService.ts', 'renderer'],
  ['renderer/usesNode.ts', 'node:fs', 'renderer-no-node'],
  ['renderer/usesElectron.ts', 'electron', 'electron-in-shell'],
  ['renderer/screens/one/usesAnotherScreen.ts', '#renderer/screens/two/aScreen.ts', 'screens-apart'],
  ['renderer/ui/usesAScreen.ts', '#renderer/screens/two/aScreen.ts', 'ui-below-screens'],
  ['domain/usesNothingThere.ts', './nowhere.ts', 'resolvable'],
];

const innocent = [
  'db/aTable.ts',
  'main/contract/aCall.ts',
  'main/service/aService.ts',
  'main/service/context/aContext.ts',
  'main/service/jobs/aJob.ts',
  'main/service/figures/aFigure.ts',
  'main/service/imports/aFile.ts',
  'main/service/packs/aPack.ts',
  'main/service/release/aRelease.ts',
  'main/service/store/aStore.ts',
  'main/service/calls/aProcedure.ts',
  'main/demonstration/aChild.ts',
  'main/shell/aDialog.ts',
  'renderer/aPart.ts',
  'renderer/screens/two/aScreen.ts',
];

/** Imports that must stay allowed, or the rules would be met by forbidding everything. */
const allowed: [file: string, specifier: string][] = [
  ['domain/usesARule.ts', './usesNode.ts'],
  ['main/contract/usesZod.ts', 'zod'],
  ['main/service/usesTheStore.ts', '#db/aTable.ts'],
  ['main/service/usesTheDriver.ts', 'better-sqlite3'],
  ['main/service/calls/usesTheStore.ts', '#service/store/aStore.ts'],
  ['main/service/figures/usesAJob.ts', '#service/jobs/aJob.ts'],
  ['main/service/usesTheDemonstration.ts', '#demonstration/aChild.ts'],
  ['main/demonstration/usesTheService.ts', '#service/context/aContext.ts'],
  ['main/shell/usesElectron.ts', 'electron'],
  ['main/shell/usesTheContract.ts', '#contract/aCall.ts'],
  ['main/hosts/usesTheService.ts', '#service/aService.ts'],
  ['renderer/usesTheContract.ts', '#contract/aCall.ts'],
  ['renderer/usesReact.ts', 'react'],
];

let root: string;
let violations: { rule: string; from: string }[];

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'vsk-imports-'));
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  };
  for (const file of innocent) write(file, 'export const here = true;\n');
  for (const [file, specifier] of [...planted, ...allowed]) {
    write(file, `import * as other from '${specifier}';\nexport const uses = other;\n`);
  }
  symlinkSync(join(project, 'node_modules'), join(root, 'node_modules'));
  symlinkSync(join(project, 'package.json'), join(root, 'package.json'));
  violations = followImports(root).violations;
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('a forbidden import is refused', () => {
  test.each(planted)('%s importing %s', (file, _specifier, rule) => {
    expect(violations.filter(({ from }) => from === file).map((found) => found.rule)).toContain(rule);
  });

  test('two files that need each other', () => {
    writeFileSync(join(root, 'domain/first.ts'), "import * as s from './second.ts';\nexport const a = s;\n");
    writeFileSync(join(root, 'domain/second.ts'), "import * as f from './first.ts';\nexport const b = f;\n");
    expect(followImports(root).violations.map(({ rule }) => rule)).toContain('no-circle');
  });

  test('a type alone counts', () => {
    writeFileSync(
      join(root, 'domain/typeOnly.ts'),
      "import type { here } from '#db/aTable.ts';\nexport type T = typeof here;\n",
    );
    const found = followImports(root).violations.filter(({ from }) => from === 'domain/typeOnly.ts');
    expect(found.map(({ rule }) => rule)).toContain('domain');
  });
});

describe('an allowed import passes', () => {
  test.each(allowed)('%s importing %s', (file) => {
    expect(violations.filter(({ from }) => from === file)).toEqual([]);
  });
});

test('the check reads every source of the project, not nothing', () => {
  const { cruised } = followImports();
  const sources = sourcesToCruise();
  expect(sources.length).toBeGreaterThan(50);
  expect(sources.filter((file) => !cruised.includes(file))).toEqual([]);
});
