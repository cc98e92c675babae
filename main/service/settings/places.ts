import type { ParsedInput } from '#contract/calls.ts';
import type { Row } from '#db/history/change.ts';
import { allDistricts, allLocalities, headsByLocality, readProfile } from '#db/queries/settingsPlaces.ts';
import { targetsOfGeography } from '#db/queries/settingsTargets.ts';
import { changeFrom, endAfter, type StoredStretch } from '#domain/calendar/changeFrom.ts';
import type { PlainDate } from '#domain/calendar/plainDate.ts';
import { CallFailure } from '../context/callFailure.ts';
import type { Reader } from '../context/reader.ts';
import { dateInWords } from '../documents/dateInWords.ts';
import type { Planner } from './change.ts';
import { cohortWords, needDistrict, needLocality } from './names.ts';
import { sameValues, stretchesOf, timelines, writeStretches } from './timeline.ts';

/** The authority's own name and number. Its targets are kept under its name and go with it. */
export const planProfile =
  (input: ParsedInput<'settings.changeProfile'>): Planner =>
  (reader) => {
    const now = readProfile(reader);
    const parts = [
      ...(now.name === input.name ? [] : [`${now.name} is now ${input.name}`]),
      ...(now.virtualSchoolName === input.virtualSchoolName
        ? []
        : [`${now.virtualSchoolName} is now ${input.virtualSchoolName}`]),
      ...(now.laCode === input.laCode ? [] : [`the authority's number is ${input.laCode} instead of ${now.laCode}`]),
    ];
    if (parts.length === 0)
      throw new CallFailure('conflict', 'The authority is called that already. Nothing was changed.');
    const moved = now.name === input.name ? [] : targetsOfGeography(reader, now.name);
    return {
      what: `Authority: ${parts.join('; ')}`,
      apply: (writer) => {
        writer.update('authority_profile', now.id, {
          name: input.name,
          virtual_school_name: input.virtualSchoolName,
          la_code: input.laCode,
        });
        for (const { targetId } of moved) writer.update('target', targetId, { geography: input.name });
      },
    };
  };

/** No two localities of one day may have the same name or short name: figures are told apart by them. */
function refuseTakenName(
  reader: Reader,
  wanted: { localityId: string | null; name: string; shortName: string; from: string; to: string | null },
): void {
  const last = (to: string | null) => to ?? '9999-12-31';
  for (const other of allLocalities(reader)) {
    if (other.localityId === wanted.localityId) continue;
    if (other.from > last(wanted.to) || wanted.from > last(other.to)) continue;
    for (const field of ['name', 'shortName'] as const)
      if (other[field].toLowerCase() === wanted[field].toLowerCase())
        throw new CallFailure('conflict', `There is a locality ${other[field]} already. Choose another name.`, {
          field,
          value: wanted[field],
        });
  }
}

export const planAddLocality =
  ({ name, shortName, from }: ParsedInput<'settings.addLocality'>): Planner =>
  (reader) => {
    refuseTakenName(reader, { localityId: null, name, shortName, from, to: null });
    const position = Math.max(-1, ...allLocalities(reader).map((each) => each.position)) + 1;
    return {
      what: `Locality ${name} begins on ${dateInWords(from)}`,
      apply: (writer) => {
        writer.insert('locality', { name, short_name: shortName, position, valid_from: from, valid_to: null });
      },
    };
  };

export const planRenameLocality =
  ({ localityId, name, shortName }: ParsedInput<'settings.renameLocality'>): Planner =>
  (reader) => {
    const now = needLocality(reader, localityId);
    if (now.name === name && now.shortName === shortName)
      throw new CallFailure('conflict', `${name} is called that already. Nothing was changed.`);
    refuseTakenName(reader, { ...now, name, shortName });
    return {
      what: `${now.name} (${now.shortName}) is now called ${name} (${shortName})`,
      apply: (writer) => {
        writer.update('locality', localityId, { name, short_name: shortName });
      },
    };
  };

/** The stretches of a table's keys that reach into a locality, cut off after its last day. */
function cutAfter(reader: Reader, localityId: string, lastDay: PlainDate) {
  const held = [timelines.district, timelines.cohort, timelines.staff].map((timeline) => {
    const keys = reader
      .prepare(`SELECT DISTINCT "${timeline.key}" FROM "${timeline.table}" WHERE locality_id = ?`)
      .pluck()
      .all(localityId) as string[];
    return { timeline, keys };
  });
  return held.flatMap(({ timeline, keys }) =>
    keys.map((key) => {
      const before = stretchesOf(reader, timeline, key);
      const isOwn = (each: StoredStretch<Row>) =>
        timeline.key === 'locality_id' || each.value.locality_id === localityId;
      return {
        timeline,
        key,
        before,
        after: [...before.filter((each) => !isOwn(each)), ...endAfter(before.filter(isOwn), lastDay)],
      };
    }),
  );
}

export const planEndLocality =
  ({ localityId, lastDay, reason }: ParsedInput<'settings.endLocality'>, today: PlainDate): Planner =>
  (reader) => {
    const now = needLocality(reader, localityId);
    if (lastDay < now.from)
      throw new CallFailure('conflict', `${now.name} begins on ${dateInWords(now.from)}. Choose a later last day.`, {
        field: 'lastDay',
        value: lastDay,
      });
    if (now.to !== null && now.to <= lastDay)
      throw new CallFailure('conflict', `${now.name} ends on ${dateInWords(now.to)} already.`, { field: 'lastDay' });
    const heads = headsByLocality(reader, today).get(localityId) ?? [];
    if (heads.length > 0 && lastDay < today)
      throw new CallFailure(
        'conflict',
        `${heads.join(', ')} ${heads.length === 1 ? 'is' : 'are'} assistant head of ${now.name}. Give them another locality first, under Users.`,
      );
    return {
      what: `${now.name} ends on ${dateInWords(lastDay)}: ${reason}`,
      apply: (writer) => {
        for (const { timeline, key, before, after } of cutAfter(writer.connection, localityId, lastDay))
          writeStretches(writer, timeline, key, before, after);
        writer.update('locality', localityId, { valid_to: lastDay });
      },
    };
  };

/** Refuses to put something into a locality on days on which it does not exist. */
function refuseOutsideLocality(reader: Reader, localityId: string, from: PlainDate, to: PlainDate | null): void {
  const { name, from: first, to: last } = needLocality(reader, localityId);
  if (from < first)
    throw new CallFailure('conflict', `${name} begins on ${dateInWords(first)}. Choose that day or a later one.`, {
      field: 'from',
      value: from,
    });
  if (last !== null && (to === null || to > last))
    throw new CallFailure('conflict', `${name} ends on ${dateInWords(last)}. Choose a locality that goes on.`, {
      field: 'localityId',
    });
}

/** One change of one timeline, or the refusal when it says nothing new. */
function planStretch(
  reader: Reader,
  timeline: (typeof timelines)[keyof typeof timelines],
  key: string,
  from: PlainDate,
  value: Row | null,
  already: string,
) {
  const before = stretchesOf(reader, timeline, key);
  const after = changeFrom(before, from, value, sameValues);
  if (after === null)
    throw new CallFailure('conflict', `${already} on ${dateInWords(from)} already. Nothing was changed.`, {
      field: 'from',
      value: from,
    });
  const changed = after.find((each) => each.from <= from && (each.to === null || each.to >= from));
  // What follows by a change recorded before stays: the sentence says how far this one reaches.
  const until = changed?.to == null ? '' : ` to ${dateInWords(changed.to)}`;
  return { before, after, to: changed?.to ?? null, until };
}

export const planMoveDistrict =
  ({ districtId, localityId, from }: ParsedInput<'settings.moveDistrict'>): Planner =>
  (reader) => {
    const district = needDistrict(reader, districtId);
    const locality = localityId === null ? null : needLocality(reader, localityId);
    const { before, after, to, until } = planStretch(
      reader,
      timelines.district,
      districtId,
      from,
      localityId === null ? null : { locality_id: localityId },
      locality ? `${district.name} belongs to ${locality.name}` : `${district.name} belongs to no locality`,
    );
    if (localityId !== null) refuseOutsideLocality(reader, localityId, from, to);
    return {
      what: `${district.name} ${locality ? `belongs to ${locality.name}` : 'belongs to no locality'} from ${dateInWords(from)}${until}`,
      apply: (writer) => writeStretches(writer, timelines.district, districtId, before, after),
    };
  };

export const planSetCohort =
  ({ cohort, localityId, precedence, from }: ParsedInput<'settings.setCohort'>): Planner =>
  (reader) => {
    const locality = localityId === null ? null : needLocality(reader, localityId);
    const words = cohortWords[cohort];
    const { before, after, to, until } = planStretch(
      reader,
      timelines.cohort,
      cohort,
      from,
      // Stored from 0, shown from 1.
      localityId === null ? null : { locality_id: localityId, precedence: precedence - 1 },
      locality ? `${locality.name} leads the ${words} with precedence ${precedence}` : `No locality leads the ${words}`,
    );
    if (localityId !== null) refuseOutsideLocality(reader, localityId, from, to);
    return {
      what: locality
        ? `${locality.name} leads the ${words}, precedence ${precedence}, from ${dateInWords(from)}${until}`
        : `No locality leads the ${words} from ${dateInWords(from)}${until}`,
      apply: (writer) => writeStretches(writer, timelines.cohort, cohort, before, after),
    };
  };

export const planSetStaff =
  ({ localityId, fullTimeEquivalent, from }: ParsedInput<'settings.setStaff'>): Planner =>
  (reader) => {
    const { name } = needLocality(reader, localityId);
    const said =
      fullTimeEquivalent === null ? 'no number of staff' : `${fullTimeEquivalent} full-time equivalent staff`;
    const { before, after, to, until } = planStretch(
      reader,
      timelines.staff,
      localityId,
      from,
      fullTimeEquivalent === null ? null : { full_time_equivalent: fullTimeEquivalent },
      `${name} has ${said}`,
    );
    if (fullTimeEquivalent !== null) refuseOutsideLocality(reader, localityId, from, to);
    return {
      what: `${name} has ${said} from ${dateInWords(from)}${until}`,
      apply: (writer) => writeStretches(writer, timelines.staff, localityId, before, after),
    };
  };

/** From when a district holds that is added here: before any figure the app can show. */
const ALWAYS = '2000-01-01';

export const planAddDistrict =
  ({ code, name, formerName, laCode }: ParsedInput<'settings.addDistrict'>): Planner =>
  (reader) => {
    const taken = allDistricts(reader).find(
      (each) => each.code === code || each.name.toLowerCase() === name.toLowerCase(),
    );
    if (taken)
      throw new CallFailure('conflict', `${taken.name} (${taken.code}) is in the list already.`, {
        field: taken.code === code ? 'code' : 'name',
        value: taken.code === code ? code : name,
      });
    return {
      what: `District ${name} (${code}) of authority ${laCode} added`,
      apply: (writer) => {
        writer.insert('district', {
          code,
          name,
          former_name: formerName || null,
          la_code: laCode,
          valid_from: ALWAYS,
          valid_to: null,
        });
      },
    };
  };

export const planChangeDistrict =
  ({ districtId, name, formerName }: ParsedInput<'settings.changeDistrict'>): Planner =>
  (reader) => {
    const now = needDistrict(reader, districtId);
    const former = formerName || null;
    if (now.name === name && now.formerName === former)
      throw new CallFailure('conflict', `${name} is called that already. Nothing was changed.`);
    const taken = allDistricts(reader).find(
      (each) => each.districtId !== districtId && each.name.toLowerCase() === name.toLowerCase(),
    );
    if (taken)
      throw new CallFailure('conflict', `There is a district ${taken.name} already.`, { field: 'name', value: name });
    return {
      what: `District ${now.name} is now ${name}${former ? `, formerly ${former}` : ''}`,
      apply: (writer) => {
        writer.update('district', districtId, { name, former_name: former });
      },
    };
  };
