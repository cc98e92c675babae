import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { AuditHead } from '#db/audit/chain.ts';
import { systemClock } from '#db/clock.ts';
import { auditHeadOf } from '#db/keys/auditHead.ts';
import { readKeyFile } from '#db/keys/keyFile.ts';
import { schemaAge } from '#db/migrate.ts';
import { openForReading } from '#db/open.ts';
import { CallFailure } from '#service/context/callFailure.ts';
import { log } from '#service/context/log.ts';
import { resourcesIn } from '#service/context/resources.ts';
import { storeExists, storeFiles } from '#service/context/storeFiles.ts';
import { auditSection } from '#service/store/diagnostics/auditSection.ts';
import { checkAuditTask } from '#service/store/diagnostics/checkAuditTask.ts';
import { checkStoreTask } from '#service/store/diagnostics/checkStoreTask.ts';
import { errorsSection, integritySection, rowsSection } from '#service/store/diagnostics/readDiagnostics.ts';
import { row, type Section } from '#service/store/diagnostics/section.ts';
import { storeIsOpen } from '#service/store/diagnostics/storeIsOpen.ts';
import { backupsSection, filesSection, keysSection } from '#service/store/diagnostics/storeSections.ts';
import { versionsSection } from '#service/store/diagnostics/versionsSection.ts';
import { unlockWith } from '#service/store/openStore.ts';
import { appFolder, defaultHome } from '../home.ts';
import type { CliValues } from './options.ts';
import { readPassphrase } from './passphrase.ts';
import { CliFailure } from './work.ts';

const marks = { fine: '  ', look: '? ', bad: '! ' } as const;

const ages = {
  same: 'of this version',
  older: 'of an older version: the app asks before it brings it up to date, after a backup (vsk upgrade)',
  newer: 'of a newer version of VSK Tracker: update the app',
} as const;

const inLines = ({ title, rows }: Section): string =>
  [title, ...rows.map(({ name, value, state }) => `${marks[state]}${name}: ${value}`)].join('\n');

/** Opens the store with the passphrase to read it to its end; it is neither migrated nor written to. */
async function contentsOf(folder: string, passphrase: string): Promise<Section[]> {
  const files = storeFiles(folder);
  const keyFile = readKeyFile(files.key);
  if (keyFile === null || !existsSync(files.store))
    return [integritySection(null, 'the store or its key file is missing')];
  const { keys } = await unlockWith(keyFile, passphrase, 'passphrase').catch((error: unknown) => {
    throw error instanceof CallFailure ? new CliFailure(error.code, error.message) : error;
  });
  // A reader of a store in write-ahead mode makes these two; what was not there before goes again.
  const beside = [files.store, files.audit]
    .flatMap((path) => [`${path}-wal`, `${path}-shm`])
    .filter((path) => !existsSync(path));
  const inUse = storeIsOpen(files.lock);
  try {
    for (const key of keys.values()) {
      let reader: ReturnType<typeof openForReading>;
      try {
        reader = openForReading(files.store, key);
      } catch {
        continue;
      }
      try {
        const age = schemaAge(reader, resourcesIn(appFolder()).migrations);
        const schema = row('Schema is', ages[age], age === 'newer' ? 'bad' : 'fine');
        const rows = rowsSection(reader);
        const sealed = auditHeadOf(keyFile, (fingerprint) => keys.get(fingerprint));
        return [
          checked(files.store, key),
          auditOf(files.audit, key, sealed),
          { ...rows, rows: [schema, ...rows.rows] },
        ];
      } finally {
        reader.close();
      }
    }
    return [integritySection('failed')];
  } finally {
    for (const key of keys.values()) key.fill(0);
    if (!inUse) for (const path of beside) rmSync(path, { force: true });
  }
}

/** The audit, which a re-key that was cut off may have left under another key than the store: then it is not to be read now. */
function auditOf(audit: string, key: Buffer, sealed: AuditHead | null): Section {
  if (!existsSync(audit))
    return auditSection(
      sealed === null ? null : 'failed',
      'none yet: it is made when the store is opened by this version',
    );
  try {
    return auditSection(checkAuditTask({ audit, key, sealed }, () => undefined));
  } catch {
    return auditSection('failed');
  }
}

function checked(store: string, key: Buffer): Section {
  try {
    return integritySection(checkStoreTask({ store, key }, () => undefined));
  } catch {
    return integritySection('failed');
  }
}

/**
 * `vsk doctor`: the diagnostics of a store as text, without its passphrase; with it also its integrity and its rows. It
 * changes nothing, so it may be run beside the app and on a store that does not open.
 * @returns 0 when nothing is bad, 1 otherwise
 */
export async function doctor(input: { folder: string; values: CliValues }): Promise<number> {
  const { folder, values } = input;
  const files = storeFiles(folder);
  const { version } = JSON.parse(readFileSync(join(appFolder(), 'package.json'), 'utf8')) as { version: string };
  const exists = storeExists(folder);
  const inUse = exists && storeIsOpen(files.lock);
  const found = filesSection(folder, inUse);
  const use = exists
    ? row('In use', inUse ? 'open in the app or another command now' : 'by nobody')
    : row('Result', 'there is no store to look at: give its folder with --store', 'bad');
  const wanted = values['passphrase-fd'] !== undefined || values.check === true;
  const contents =
    exists && wanted
      ? await contentsOf(folder, await readPassphrase('Passphrase: ', values['passphrase-fd']))
      : [
          integritySection(
            null,
            'not checked: hand over the passphrase with --passphrase-fd, or give --check to be asked for it',
          ),
        ];
  const sections = [
    versionsSection(version),
    { ...found, rows: [...found.rows, use] },
    keysSection(folder, null),
    backupsSection(folder, systemClock),
    ...contents,
    errorsSection(log.read(join(defaultHome(), 'logs'))),
  ];
  console.log(`${sections.map(inLines).join('\n\n')}\n\n? is worth a look, ! is bad.`);
  const bad = sections.flatMap(({ rows }) => rows).filter(({ state }) => state === 'bad').length;
  console.log(
    `${bad === 0 ? 'Nothing bad was found.' : `Bad: ${bad}, marked with !. Do not delete anything: the app offers to restore a backup or to save what can be read.`}`,
  );
  return bad === 0 ? 0 : 1;
}
