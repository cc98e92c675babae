import type { ParsedInput } from '#contract/calls.ts';
import { placementsIn } from '#db/queries/settingsPlaces.ts';
import { changeFrom } from '#domain/calendar/changeFrom.ts';
import type { PlainDate } from '#domain/calendar/plainDate.ts';
import { CallFailure } from '../context/callFailure.ts';
import type { Reader } from '../context/reader.ts';
import { dateInWords } from '../documents/dateInWords.ts';
import { createPlaceFinder } from '../imports/apply/findPlaces.ts';
import type { Planner } from './change.ts';
import { needDistrict } from './names.ts';
import { sameValues, stretchesOf, timelines, writeStretches } from './timeline.ts';

/** The district a postcode lies in, by the table as it stands: the rule that imports use. */
export function postcodeFinder(reader: Reader): (postcode: string, date: PlainDate) => string | null {
  return createPlaceFinder({
    laCode: '',
    one: <Found>(sql: string, ...values: (string | number | null)[]) =>
      reader.prepare(sql).get(values) as Found | undefined,
  }).districtOfPostcode;
}

/**
 * A change of the postcode table. Placements it concerns follow: those that no district was known for, and those whose
 * district is the one the table gave before. A district that a file named for itself stays.
 */
export const planSetPostcodeArea =
  ({ area, districtId, from }: ParsedInput<'settings.setPostcodeArea'>): Planner =>
  (reader) => {
    const district = districtId === null ? null : needDistrict(reader, districtId);
    const before = stretchesOf(reader, timelines.postcodeArea, area);
    const after = changeFrom(before, from, districtId === null ? null : { district_id: districtId }, sameValues);
    if (after === null)
      throw new CallFailure(
        'conflict',
        `${area} ${district ? `lies in ${district.name}` : 'is not in the table'} on ${dateInWords(from)} already. Nothing was changed.`,
        { field: 'area', value: area },
      );
    return {
      what: district
        ? `Postcodes of ${area} lie in ${district.name} from ${dateInWords(from)}`
        : `Postcodes of ${area} are not told from ${dateInWords(from)}`,
      apply: (writer) => {
        const find = postcodeFinder(writer.connection);
        const placements = placementsIn(writer.connection, area).map((placement) => ({
          ...placement,
          told: find(placement.postcode, placement.start),
        }));
        writeStretches(writer, timelines.postcodeArea, area, before, after);
        for (const { episodeId, postcode, start, districtId: stored, told } of placements) {
          const now = find(postcode, start);
          if (now !== stored && (stored === null || stored === told))
            writer.update('episode', episodeId, { placement_district_id: now });
        }
      },
    };
  };
