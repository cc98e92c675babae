// What of other people's code is in the installed app: packages installed as they are for the data process, and packages
// bundled into the window's page, which package.json calls development dependencies.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build, type Rolldown } from 'vite';

const project = resolve(import.meta.dirname, '..');

export type ShippedPackage = {
  /** Its folder from the project's, e.g. `node_modules/react`. */
  path: string;
  name: string;
  version: string;
  /** An SPDX expression. */
  licence: string;
  how: 'installed' | 'bundled';
};

/** Licences that let us give the app away as it is, with their notices (docs/decisions/licences.md). */
export const allowedLicences: readonly string[] = [
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'OFL-1.1',
  'Unlicense',
  'Zlib',
];

/**
 * Whether an SPDX expression can be met by `allowedLicences`: one side of an OR, both sides of an AND.
 * @example isAllowed('(MIT OR GPL-3.0-only)') // true
 */
export function isAllowed(expression: string): boolean {
  return expression
    .replaceAll(/[()]/g, '')
    .split(/ OR /)
    .some((side) => side.split(/ AND /).every((licence) => allowedLicences.includes(licence.trim())));
}

/** What a package's own files say where its manifest is silent, looked at by a person. */
const reviewed: Record<string, string> = { 'png-js@2.0.0': 'MIT' };

/** Needed to build the SQLite driver, or to run this project's scripts, only; electron-builder.yml leaves them out. */
const leftOut = /^node_modules\/node-(addon-api|(darwin|linux|win)-\w+)$/;

type LockEntry = { dev?: boolean };

const packagesOfLock = (): Record<string, LockEntry> =>
  (JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8')) as { packages: Record<string, LockEntry> })
    .packages;

/** Vite takes packages' development builds where NODE_ENV says so, as it does under vitest. */
async function asInRelease<Result>(work: () => Promise<Result>): Promise<Result> {
  const { NODE_ENV } = process.env;
  process.env.NODE_ENV = 'production';
  try {
    return await work();
  } finally {
    if (NODE_ENV === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = NODE_ENV;
  }
}

/** Folders of the packages whose modules are in the built page. */
async function bundled(): Promise<Set<string>> {
  const built = await asInRelease(() =>
    build({
      configFile: join(project, 'renderer/vite.config.ts'),
      logLevel: 'silent',
      build: { write: false, rolldownOptions: { input: join(project, 'renderer/index.html') } },
    }),
  );
  const outputs = (Array.isArray(built) ? built : [built]) as Rolldown.RolldownOutput[];
  const modules = outputs.flatMap(({ output }) =>
    output.flatMap((part) => (part.type === 'chunk' ? part.moduleIds : [])),
  );
  const folders = modules.flatMap((id) => {
    const path = id.replaceAll('\\', '/');
    const at = path.lastIndexOf('/node_modules/');
    const inner = /^(@[^/]+\/[^/]+|[^/]+)/.exec(path.slice(at + '/node_modules/'.length))?.[1];
    return at === -1 || inner === undefined
      ? []
      : [path.slice(path.indexOf('/node_modules/') + 1, at + '/node_modules/'.length) + inner];
  });
  return new Set(folders);
}

let known: Promise<ShippedPackage[]> | null = null;

/** Every package in the installed app, one entry for each version of it, by name; worked out from the lock file and from a build of the page. */
export function shippedPackages(): Promise<ShippedPackage[]> {
  known ??= find();
  return known;
}

async function find(): Promise<ShippedPackage[]> {
  const inPage = await bundled();
  return Object.entries(packagesOfLock())
    .flatMap(([path, entry]): ShippedPackage[] => {
      const isInstalled = path !== '' && !entry.dev && !leftOut.test(path) && existsSync(join(project, path));
      if (!isInstalled && !inPage.has(path)) return [];
      const manifest = JSON.parse(readFileSync(join(project, path, 'package.json'), 'utf8')) as {
        name: string;
        version: string;
        license?: string;
      };
      return [
        {
          path,
          name: manifest.name,
          version: manifest.version,
          licence: manifest.license ?? reviewed[`${manifest.name}@${manifest.version}`] ?? 'none stated',
          how: isInstalled ? 'installed' : 'bundled',
        },
      ];
    })
    .filter(
      (each, index, all) =>
        all.findIndex(({ name, version }) => name === each.name && version === each.version) === index,
    )
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.version < b.version ? -1 : 1));
}

/** The licence as its package prints it; null where the package has no such file. */
export function licenceText({ path }: ShippedPackage): string | null {
  const folder = join(project, path);
  const file = readdirSync(folder).find((name) => /^(licen[cs]e|copying)(\.(md|txt|mit))?$/i.test(name));
  return file === undefined ? null : readFileSync(join(folder, file), 'utf8').trim();
}
