import type { ReadConnection } from '#db/open.ts';

/**
 * Changes with every change of a fact: each transaction is a change set with a rising number, and derived rows get new ones when they are
 * rebuilt. Audit entries, which every call writes, do not change it. What was read under one version may be kept in
 * memory for as long as the version stays.
 */
export function factsVersion(reader: ReadConnection): string {
  const version = reader
    .prepare(
      `SELECT (SELECT max(local_no) FROM change_set) AS log, (SELECT max(id) FROM care_period) AS derived,
         (SELECT count(*) FROM import_batch) AS batches, (SELECT count(*) FROM import_batch WHERE state = 'undone') AS undone`,
    )
    .get();
  return JSON.stringify(version);
}
