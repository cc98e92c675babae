// `npm run check`: types, format and lint, import direction, file rules, unused code. All run at once; any
// failing fails it.
import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { setImmediate as tick } from 'node:timers/promises';
import { expectedFaultsOf } from './expectedFaults.ts';
import { followImports, sourcesToCruise } from './importDirection.ts';
import { faultsOfAll, trackedFiles } from './sourceRules.ts';

const project = resolve(import.meta.dirname, '..');
process.chdir(project);

type Outcome = { passed: boolean; words: string };

/** Runs a tool of node_modules, showing what it says only when it fails. */
function tool(script: string, ...given: string[]): Promise<Outcome> {
  const env = { ...process.env, NO_COLOR: '1' };
  const run = spawn(process.execPath, [join('node_modules', script), ...given], { env });
  let words = '';
  for (const stream of [run.stdout, run.stderr])
    stream.setEncoding('utf8').on('data', (part: string) => {
      words += part;
    });
  return new Promise((done) => {
    run.on('error', (error) => done({ passed: false, words: error.message }));
    run.on('close', (code) => done({ passed: code === 0, words: code === 0 ? '' : words.trim() }));
  });
}

function imports(): Outcome {
  const { cruised, violations } = followImports();
  const read = new Set(cruised);
  const unread = sourcesToCruise().filter((file) => !read.has(file));
  const words = [
    ...violations.map(({ rule, from, to }) => `${from} may not import ${to} (${rule})`),
    ...unread.map((file) => `${file} was not cruised, so nothing is known of its imports`),
    ...(cruised.length === 0 ? ['nothing was cruised'] : []),
  ];
  return {
    passed: words.length === 0,
    words: words.length === 0 ? `${cruised.length} files followed` : words.join('\n'),
  };
}

function files(): Outcome {
  const { files: count, faults } = faultsOfAll();
  return { passed: faults.length === 0, words: faults.length === 0 ? `${count} files` : faults.join('\n') };
}

/** Known faults that a test waits for: listed, and each must name its fault. */
function expectedToFail(): Outcome {
  const found = expectedFaultsOf(trackedFiles());
  const line = (fault: (typeof found)[number]) =>
    `${fault.file}:${fault.line} ${fault.unnamed ? 'does not name its fault (D4: what is wrong)' : fault.fault}`;
  const unnamed = found.filter((fault) => fault.unnamed);
  if (unnamed.length > 0) return { passed: false, words: unnamed.map(line).join('\n') };
  return { passed: true, words: found.length === 0 ? 'none' : [`${found.length} left`, ...found.map(line)].join('\n') };
}

// What blocks this process comes once every tool has been started.
const checks: [string, () => Promise<Outcome>][] = [
  ['types', () => tool('typescript/bin/tsc', '--noEmit', '-p', '.')],
  [
    'format and lint',
    () => tool('@biomejs/biome/bin/biome', 'ci', '--colors=off', '--error-on-warnings', '--max-diagnostics=60', '.'),
  ],
  ['import direction', () => tick().then(imports)],
  ['file size, barrels, subpaths', () => tick().then(files)],
  ['tests expected to fail', () => tick().then(expectedToFail)],
  ['unused code', () => tool('knip/bin/knip.js', '--no-progress')],
  // Judged from the product's entries: what only tests use is no part of it.
  [
    'code that the product does not use',
    () =>
      tool(
        'knip/bin/knip.js',
        '--production',
        '-c',
        'knip.product.json',
        '--include',
        'files,exports,types',
        '--no-progress',
      ),
  ],
];

const wanted = process.argv.slice(2);
const chosen = checks.filter(([name]) => wanted.length === 0 || wanted.some((word) => name.includes(word)));
const started = chosen.map(([name, run]) => ({ name, outcome: run() }));
let failed = 0;
for (const { name, outcome } of started) {
  const { passed, words } = await outcome;
  console.log(`${passed ? 'ok  ' : 'FAIL'} ${name}${passed && words ? ` (${words})` : ''}`);
  if (!passed) {
    failed += 1;
    console.log(words.replaceAll(/^/gm, '     '));
  }
}
if (failed > 0) console.log(`${failed} of the checks failed`);
process.exitCode = failed > 0 ? 1 : 0;
