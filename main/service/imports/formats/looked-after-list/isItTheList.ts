import type { ImportRun } from '#service/imports/apply/importRun.ts';
import type { ImportQuestion } from '../types.ts';

/** Fewer children than this missing from a list is an ordinary week, whatever share of a small store they are. */
const FEWEST_MISSED = 3;

/**
 * Watches a looked-after list go in, and asks whether it is one. Another list (of child protection plans, of children in
 * need) has the same columns for a name, a birth date and a start; taken for the looked-after list it would put strangers
 * into care and make everybody else a possible leaver.
 *
 * Source: attack review and cases/another-list-read-as-looked-after-list; domain.md section 11 (the current looked-after list).
 */
export function watchList(run: ImportRun) {
  const before = new Set(
    run
      .all<{ childId: string }>(
        `SELECT DISTINCT child_id AS childId FROM episode
         WHERE start_date <= ? AND (end_date IS NULL OR end_date > ?) AND legal_status NOT IN ('V3', 'V4')`,
        run.today,
        run.today,
      )
      .map(({ childId }) => childId),
  );
  let [rows, known, saysCare] = [0, 0, false];
  return {
    row(wasHere: boolean, row: { legalStatus: string | null; placementType: string | null }): void {
      rows += 1;
      if (wasHere) known += 1;
      if (row.legalStatus !== null || row.placementType !== null) saysCare = true;
    },
    /** `missed`: children who are new in the queue of possible leavers. */
    question(fileName: string, missed: number): ImportQuestion | null {
      if (before.size === 0) return null;
      if (rows > 0 && known === 0 && !saysCare)
        return {
          id: `${fileName}: not a looked-after list`,
          fileName,
          words: `${fileName} knows none of the children here, and gives neither a placement nor a legal status: it may be another list, such as child protection plans.`,
          confirm: 'It is the list of children in care',
        };
      if (missed >= FEWEST_MISSED && missed > before.size / 2)
        return {
          id: `${fileName}: most children are missing`,
          fileName,
          words: `${fileName} leaves out ${missed} of the ${before.size} children looked after here: they would all become possible leavers. It may be a part of the list, or another one.`,
          confirm: 'It is the whole list',
        };
      return null;
    },
  };
}
