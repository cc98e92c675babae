// Generates the next migration from db/schema and makes every new table STRICT, which drizzle-kit cannot say.
// Usage: node scripts/generateMigration.mjs <name>
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

const name = process.argv[2];
if (!name) {
  console.error('Name the migration in snake_case: node scripts/generateMigration.mjs add_caseload');
  process.exit(2);
}
execFileSync('drizzle-kit', ['generate', '--name', name], { stdio: 'inherit' });
const newest = readdirSync('migrations')
  .filter((file) => file.endsWith('.sql'))
  .sort()
  .at(-1);
const path = `migrations/${newest}`;
const clustered = new Set([
  'attendance_rollup',
  'attendance_year',
  'attendance_days',
  'cohort_member',
  'measure_outcome',
  'change_log',
]); // read in key order, so stored in key order
const sql = readFileSync(path, 'utf8').replace(/(CREATE TABLE `(\w+)`[^;]*?\n\));/g, (_all, table, tableName) =>
  clustered.has(tableName) ? `${table} STRICT, WITHOUT ROWID;` : `${table} STRICT;`,
);
writeFileSync(path, sql);
console.log(`${path}: ${sql.match(/\) STRICT\b/g)?.length ?? 0} STRICT tables`);
