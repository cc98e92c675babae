// `npm run dist`: the release build, its bill of materials, then this platform's installers (electron-builder.yml) into
// dist/. Where a download site cannot be reached it builds what it can and says what was not built, and how to build it.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pinnedKeys } from '#service/store/updates/pinnedKeys.ts';
import { build } from './build.ts';
import { productElectron } from './electronRuntime.ts';
import { leftoversIn } from './leftOut.ts';
import { writeNotices } from './licences.ts';
import { executableIn, packageApp } from './packageApp.ts';
import { sbom } from './sbom.ts';

const project = resolve(import.meta.dirname, '..');
process.chdir(project);
const dist = join(project, 'dist');
const release = join(project, '.cache', 'release');
const built = join(release, 'out');

/** What electron-builder makes on this system. */
const installers: Partial<Record<NodeJS.Platform, string>> = {
  win32: 'the Windows installer (nsis)',
  darwin: 'the macOS disk images (dmg)',
  linux: 'the Linux packages (AppImage and deb)',
};
const own = installers[process.platform] ?? 'the installers';

function say(made: string, ...more: string[]): void {
  console.log(`${made}${more.map((line) => `\n           ${line}`).join('')}`);
}

/** An installer of a version before, which nobody may take for this one. */
function clearInstallers(): void {
  mkdirSync(dist, { recursive: true });
  for (const name of readdirSync(dist)) {
    const isOurs = /^(vsk-tracker[-_.].*|latest.*\.yml|builder-.*|.*unpacked|mac(-\w+)?|sbom\.cdx\.json)$/.test(name);
    if (isOurs) rmSync(join(dist, name), { recursive: true, force: true });
  }
}

clearInstallers();
if (!build('release', built)) process.exit(1);
const found = leftoversIn((path) => readFileSync(join(release, path), 'utf8'));
if (found.length > 0) {
  console.error(`The release build still holds ${found.join(', ')}: what only tests need was not left out.`);
  process.exit(1);
}
say('Built:     the release, without the child launcher and the fixed day of the tests.');

const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  devDependencies: Record<string, string>;
};
const bill = await sbom(devDependencies.electron as string);
writeFileSync(join(dist, 'sbom.cdx.json'), `${JSON.stringify(bill, null, 2)}\n`);
say(`Built:     the bill of materials, dist/sbom.cdx.json (CycloneDX, ${bill.components.length} components).`);
if (pinnedKeys.length === 0)
  say(
    'NOTE:      no key for updates is pinned, so this release will refuse every update.',
    'Make one with npm run release:keys (docs/decisions/updates.md).',
  );

const electron = productElectron({ download: true });
if ('missing' in electron) {
  say(
    `Not built: the app in its folder, and ${own}. ${electron.missing}.`,
    'Run npm run dist where github.com can be reached, or set ELECTRON_OVERRIDE_DIST_PATH to a folder',
    'that holds that Electron. A release is never packaged with the stand-in Electron of the tests.',
  );
  process.exitCode = 1;
} else {
  const options = {
    built,
    output: dist,
    electron: electron.runtime,
    notices: await writeNotices(release),
    show: true,
  };
  if (packageApp({ ...options, unpackedOnly: false })) say(`Built:     ${own}, in dist/.`);
  else if (packageApp({ ...options, unpackedOnly: true }) && existsSync(executableIn(dist))) {
    say(
      `Built:     the app in its folder: ${executableIn(dist)}.`,
      `Not built: ${own}. electron-builder says why above; it fetches the tools for them from github.com`,
      'when they are first needed. Run npm run dist where that can be reached, or set',
      'ELECTRON_BUILDER_CACHE to a folder that holds them.',
    );
    process.exitCode = 1;
  } else {
    say('Not built: the app in its folder. electron-builder says why above.');
    process.exitCode = 1;
  }
}
say(
  `Elsewhere: ${Object.entries(installers)
    .filter(([platform]) => platform !== process.platform)
    .map(([, words]) => words)
    .join(' and ')} are made by npm run dist on their own system.`,
);
