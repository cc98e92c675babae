import type { CallOutput } from '#contract/calls.ts';
import { specialCohorts } from '#contract/settings.ts';
import type { ReadConnection } from '#db/open.ts';
import { localityStaff } from '#db/queries/localityStaff.ts';
import {
  allDistricts,
  allLocalities,
  cohortSpans,
  districtSpans,
  headsByLocality,
  postcodeAreasOn,
  profileCounts,
  readProfile,
} from '#db/queries/settingsPlaces.ts';
import type { PlainDate } from '#domain/calendar/plainDate.ts';
import { postcodeFinder } from './postcodes.ts';

const holds = (span: { from: string; to: string | null }, date: PlainDate) =>
  span.from <= date && (span.to === null || span.to >= date);

/** The authority with what is found by its name and number. */
export function profile(reader: ReadConnection): CallOutput<'settings.profile'> {
  const { id: _row, ...own } = readProfile(reader);
  return { ...own, ...profileCounts(reader, { id: _row, ...own }) };
}

/** Localities on a date; each of the authority's districts stands in one of them or among the unallocated, once. */
export function localitiesOn(reader: ReadConnection, asAt: PlainDate): CallOutput<'settings.localities'> {
  const localities = allLocalities(reader);
  const { laCode } = readProfile(reader);
  const districts = allDistricts(reader);
  const placed = new Map(
    districtSpans(reader)
      .filter((span) => holds(span, asAt))
      .map((span) => [span.districtId, span.localityId]),
  );
  const cohorts = cohortSpans(reader).filter((span) => holds(span, asAt));
  const staff = localityStaff(reader, asAt);
  const heads = headsByLocality(reader, asAt);
  const place = ({ districtId, name }: { districtId: string; name: string }) => ({ districtId, name });
  return {
    rows: localities
      .filter((locality) => holds(locality, asAt))
      .map(({ localityId, name, shortName, from, to }) => ({
        localityId,
        name,
        shortName,
        from,
        to,
        districts: districts.filter((each) => placed.get(each.districtId) === localityId).map(place),
        cohorts: cohorts.filter((each) => each.localityId === localityId).map((each) => each.cohort),
        staff: staff.get(localityId) ?? null,
        heads: heads.get(localityId) ?? [],
      })),
    unallocated: districts.filter((each) => each.laCode === laCode && !placed.has(each.districtId)).map(place),
    cohorts: [...specialCohorts]
      .map((cohort) => {
        const led = cohorts.find((each) => each.cohort === cohort);
        return {
          cohort,
          localityId: led?.localityId ?? null,
          localityName: localities.find((each) => each.localityId === led?.localityId)?.name ?? null,
          precedence: led ? led.precedence + 1 : null,
          from: led?.from ?? asAt,
          to: led?.to ?? null,
        };
      })
      .sort((a, b) => (a.precedence ?? 99) - (b.precedence ?? 99)),
    others: localities
      .filter((locality) => !holds(locality, asAt))
      .map(({ localityId, name, from, to }) => ({ localityId, name, from, to })),
  };
}

/** Every district with its localities over time and the postcodes that lie in it on a date; the authority's own first. */
export function districtsOn(reader: ReadConnection, asAt: PlainDate): CallOutput<'settings.districts'> {
  const names = new Map(allLocalities(reader).map((each) => [each.localityId, each.name]));
  const { laCode } = readProfile(reader);
  const spans = Map.groupBy(districtSpans(reader), (span) => span.districtId);
  const areas = Map.groupBy(postcodeAreasOn(reader, asAt), (row) => row.districtId);
  const rows = allDistricts(reader).map((district) => {
    const own = (spans.get(district.districtId) ?? []).map(({ localityId, from, to }) => ({
      localityId,
      localityName: names.get(localityId) ?? '',
      from,
      to,
    }));
    return {
      ...district,
      own: district.laCode === laCode,
      localityName: own.find((span) => holds(span, asAt))?.localityName ?? null,
      spans: own,
      postcodeAreas: (areas.get(district.districtId) ?? [])
        .map((row) => row.area)
        .sort((a, b) => a.localeCompare(b, 'en-GB', { numeric: true })),
    };
  });
  return { rows: [...rows.filter((row) => row.own), ...rows.filter((row) => !row.own)] };
}

/** What a postcode leads to on a date, by its longest match in the table. */
export function postcodeOn(reader: ReadConnection, postcode: string, asAt: PlainDate): CallOutput<'settings.postcode'> {
  const districtId = postcodeFinder(reader)(postcode, asAt);
  const area = postcodeAreasOn(reader, asAt)
    .filter((row) => row.districtId === districtId && postcode.startsWith(row.area))
    .sort((a, b) => b.area.length - a.area.length)[0];
  const localityId = districtSpans(reader).find(
    (span) => span.districtId === districtId && holds(span, asAt),
  )?.localityId;
  return {
    area: area?.area ?? null,
    districtName: allDistricts(reader).find((each) => each.districtId === districtId)?.name ?? null,
    localityName: allLocalities(reader).find((each) => each.localityId === localityId)?.name ?? null,
  };
}
