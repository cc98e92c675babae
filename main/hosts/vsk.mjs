#!/usr/bin/env node
// The command line. Finds Node 24 before anything else is loaded: on an older one the SQLite driver crashes the process.
import { fileURLToPath } from 'node:url';
import { onNode24 } from '#scripts/node24.mjs';

const given = process.argv.slice(2);
/** The descriptors that passphrases and passwords come by (`--passphrase-fd 3`), which a child does not get unasked. */
const descriptors = given.flatMap((word, at) => {
  const [, name, value] = /^(--\w+-fd)(?:=(\d+))?$/.exec(word) ?? [];
  return name === undefined ? [] : [Number(value ?? given[at + 1])];
});
await onNode24(fileURLToPath(new URL('cli.ts', import.meta.url)), given, descriptors.filter(Number.isInteger));
