#!/usr/bin/env node
// The command line. Checks Node before anything else is loaded: on an older one the SQLite driver crashes the process.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const needed = 10; // Node-API 10: Node 22.14
if (Number(process.versions.napi ?? '0') >= needed && process.features.typescript) {
  await import('./cli.ts');
} else {
  const own = join(import.meta.dirname, '..', '..', 'node_modules', '.bin', 'node');
  if (!existsSync(own)) {
    console.error(
      `VSK Tracker needs Node 24; this is Node ${process.versions.node}. Run npm ci in the project folder: it installs one.`,
    );
    process.exit(3);
  }
  const { status } = spawnSync(own, [import.meta.filename, ...process.argv.slice(2)], { stdio: 'inherit' });
  process.exit(status ?? 1);
}
