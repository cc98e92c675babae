// Generates the next migration from db/schema and makes every new table STRICT, which drizzle-kit cannot say. A table that has
// to be rebuilt needs a reason: node scripts/generateMigration.mjs <name> ["why tables are rebuilt"]
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

const [name, reason] = process.argv.slice(2);
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
  'attendance_week',
  'attendance_rollup',
  'attendance_year',
  'attendance_days',
  'cohort_member',
  'measure_outcome',
  'change',
  'change_set',
]); // read in key order, so stored in key order
const strict = readFileSync(path, 'utf8').replace(
  /(CREATE TABLE `(?:__new_)?(\w+)`[^;]*?\n\));/g,
  (_all, table, tableName) => (clustered.has(tableName) ? `${table} STRICT, WITHOUT ROWID;` : `${table} STRICT;`),
);
writeFileSync(path, strict.includes('`__new_') ? rebuild(strict) : strict);
console.log(`${path}: ${strict.match(/\) STRICT\b/g)?.length ?? 0} STRICT tables`);

/**
 * The one way a table is rebuilt, which SQLite has no ALTER for. Foreign keys are off while a store is upgraded (`migrateStore`,
 * which also counts the rows before the old table goes), so the switches that drizzle-kit writes go; a CHECK names its columns
 * alone, for the table's name changes; rows of a table in key order go in by key, others in the order they had.
 */
function rebuild(sql) {
  if (!reason) {
    console.error(
      'This rebuilds a table. Say why: node scripts/generateMigration.mjs <name> "why" (see CONTRIBUTING.md)',
    );
    process.exit(2);
  }
  const plain = sql
    .replaceAll(/PRAGMA foreign_keys=(ON|OFF);(--> statement-breakpoint\n)?/g, '')
    .replaceAll(/"__new_\w+"\."(\w+)"/g, '"$1"')
    .replaceAll(/ FROM `(\w+)`;/g, (all, table) => (clustered.has(table) ? ` FROM \`${table}\` ORDER BY 1, 2;` : all))
    .replace(/(--> statement-breakpoint\s*)+$/, '');
  return `-- Rebuild: ${reason}\n${plain}`;
}
