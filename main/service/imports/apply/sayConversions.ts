import type { Edits } from '#domain/facts/edits.ts';
import { schoolKey } from '#domain/schools/schoolRow.ts';
import { SCHOOLS, schoolsInHand } from '../formats/schools/schoolsInHand.ts';
import type { ImportRun } from './importRun.ts';

/** What an import says that carried by a conversion, or placed rows by it, by the names of the two schools. */
export const byConversion = (from: string, to: string): string => `placed by ${from} ${to}`;

/**
 * Says by which conversions rows of a child were placed at one name of a school or the other, so that the links are not taken back
 * alone beneath them: without the link the rows would tell of a school move (`saidAgain`).
 */
export function sayConversions(run: ImportRun, { enrolments, peps, suspensions }: Edits): void {
  const ids = new Set(
    [enrolments, peps, suspensions].flatMap((kind) =>
      [...(kind?.added ?? []), ...(kind?.changed ?? []).map(({ changes }) => changes)].flatMap(
        ({ schoolId }) => schoolId ?? [],
      ),
    ),
  );
  const lines = [...ids].map((id) => run.lines().allOf(id)).filter((line) => line.length > 1);
  if (lines.length === 0) return;
  const schools = schoolsInHand(run);
  const keysOf = (line: readonly string[]) => line.flatMap((id) => schools.ofId(id) ?? []).map(schoolKey);
  run.say(
    SCHOOLS,
    lines.map(keysOf).flatMap((keys) => keys.slice(1).map((to, at) => byConversion(keys[at] ?? '', to))),
  );
}
