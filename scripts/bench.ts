// `npm run bench [-- name ...]`: runs every test/bench/*.ts in a process of its own, one after the other, so that none
// warms the other's caches. A bench prints its figures and exits non-zero when one misses its limit.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join, resolve } from 'node:path';

process.chdir(resolve(import.meta.dirname, '..'));
const folder = 'test/bench';
const asked = process.argv.slice(2);
const benches = (existsSync(folder) ? readdirSync(folder) : [])
  .filter((name) => name.endsWith('.ts') && !name.startsWith('_'))
  .filter((name) => asked.length === 0 || asked.some((word) => name.includes(word)))
  .sort();
const [cpu] = cpus();
console.log(
  `${cpus().length} x ${cpu?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`,
);

const missed: string[] = [];
for (const name of benches) {
  console.log(`\n== ${name.replace(/\.ts$/, '')}`);
  const run = spawnSync(process.execPath, ['--expose-gc', join(folder, name)], {
    stdio: 'inherit',
    env: { ...process.env, VSK_CHEAP_STRETCH: 'yes' },
  });
  if (run.status !== 0) missed.push(name);
}
console.log(`\n${benches.length} benches, ${missed.length} missed${missed.length > 0 ? `: ${missed.join(', ')}` : ''}`);
process.exitCode = benches.length === 0 || missed.length > 0 ? 1 : 0;
