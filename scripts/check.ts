// `npm run check`: types, format and lint, import direction, file rules, unused code. All run; any failing fails it.
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { expectedFaultsOf } from './expectedFaults.ts';
import { followImports, sourcesToCruise } from './importDirection.ts';
import { faultsOfAll, trackedFiles } from './sourceRules.ts';

const project = resolve(import.meta.dirname, '..');
process.chdir(project);

type Outcome = { passed: boolean; words: string };

/** Runs a tool of node_modules, showing what it says only when it fails. */
function tool(script: string, ...given: string[]): Outcome {
  const run = spawnSync(process.execPath, [join('node_modules', script), ...given], {
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  return { passed: run.status === 0, words: run.status === 0 ? '' : `${run.stdout}${run.stderr}`.trim() };
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

const checks: [string, () => Outcome][] = [
  ['types', () => tool('typescript/bin/tsc', '--noEmit', '-p', '.')],
  [
    'format and lint',
    () => tool('@biomejs/biome/bin/biome', 'ci', '--colors=off', '--error-on-warnings', '--max-diagnostics=60', '.'),
  ],
  ['import direction', imports],
  ['file size, barrels, subpaths', files],
  ['tests expected to fail', expectedToFail],
  ['unused code', () => tool('knip/bin/knip.js', '--no-progress')],
];

const wanted = process.argv.slice(2);
let failed = 0;
for (const [name, run] of checks.filter(
  ([name]) => wanted.length === 0 || wanted.some((word) => name.includes(word)),
)) {
  const { passed, words } = run();
  console.log(`${passed ? 'ok  ' : 'FAIL'} ${name}${passed && words ? ` (${words})` : ''}`);
  if (!passed) {
    failed += 1;
    console.log(words.replaceAll(/^/gm, '     '));
  }
}
if (failed > 0) console.log(`${failed} of the checks failed`);
process.exitCode = failed > 0 ? 1 : 0;
