import type { SchoolRow } from '#domain/schools/schoolRow.ts';
import { type SchoolSaid, type SchoolsHeld, saidOfSchool, schoolSaid } from '#domain/schools/schoolSaid.ts';
import { foldText } from '#domain/words/foldText.ts';
import { sharedInHand } from '#service/facts/sharedInHand.ts';
import type { ImportRun } from '#service/imports/apply/importRun.ts';
import type { Fault } from '../types.ts';

/** What is said of schools stands in a statement under this name, where that of a child has its id. */
export const SCHOOLS = 'schools';

const folded = ({ name }: Pick<SchoolRow, 'name'>): string => foldText(name);

/** The schools as they are after what was ruled so far, those of this import among them. */
export function schoolsInHand(run: Pick<ImportRun, 'table'>) {
  const schools = sharedInHand(run, 'schools', ['urn']);
  return {
    ofUrn: (urn: string): SchoolRow | null => schools.find(urn)[0] ?? null,
    ofId: (id: string): SchoolRow | null => schools.findBy('id', (row) => row.id, id)[0] ?? null,
    /** Those whose name is the same but for spelling; a name without a letter is nobody's. */
    named: (name: string): SchoolRow[] =>
      folded({ name }) === '' ? [] : schools.findBy('name', folded, folded({ name })),
    put: schools.put,
  };
}

/** Brings in one school by its rule; answers its id and what became of it, or why the row is refused. */
export function createSchoolWriter(run: ImportRun) {
  const schools = schoolsInHand(run);
  return (
    row: number,
    said: SchoolSaid,
  ): { id: string; key: string; outcome: 'added' | 'changed' | 'unchanged' } | { fault: Fault } => {
    const held: SchoolsHeld = {
      ofUrn: said.urn === null ? null : schools.ofUrn(said.urn),
      named: schools.named(said.name),
    };
    const later = run.saidLater(SCHOOLS);
    const ruling = schoolSaid(held, said, {
      ...{ asOf: run.asOf, authority: run.laCode, lines: run.lines() },
      saidLater: (what) => later.has(what),
    });
    if ('problem' in ruling) return { fault: ruling.problem };
    for (const remark of ruling.remarks) run.warn({ row, ...remark });
    run.say(SCHOOLS, ruling.said);
    return { ...schools.put(ruling), key: saidOfSchool(ruling.row).slice('school '.length) };
  };
}
