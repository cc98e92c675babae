import { listLocalities } from '#db/queries/localities.ts';
import type { Writer } from '#db/write.ts';

/**
 * Full-time equivalent staff of each demonstration locality's core team, made up so that caseloads lie around the goal of
 * 1:30 to 1:50 (domain.md section 1). A real store has none until its administrator enters them.
 */
const teams: Readonly<Record<string, number>> = { NWK: 6, SWK: 7, EK1: 9, EK2: 7, EK3: 7, EK4: 7 };

/** Writes the teams of the demonstration's localities. */
export function writeLocalityTeams(writer: Writer, date: string): void {
  for (const { id, shortName } of listLocalities(writer.connection, date)) {
    const staff = teams[shortName];
    if (staff !== undefined)
      writer.insert('locality_staff', {
        locality_id: id,
        full_time_equivalent: staff,
        valid_from: '2010-09-01',
        valid_to: null,
      });
  }
}
