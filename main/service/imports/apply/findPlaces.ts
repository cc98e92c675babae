import type { PlainDate } from '#domain/calendar/plainDate.ts';
import { isUrn } from '#domain/identifiers/isUrn.ts';
import { schoolOfName } from '#domain/schools/schoolOfName.ts';
import { schoolKey } from '#domain/schools/schoolRow.ts';
import { schoolsInHand } from '../formats/schools/schoolsInHand.ts';
import type { Fault } from '../formats/types.ts';
import type { SchoolRef } from '../read/columns.ts';
import type { ImportRun } from './importRun.ts';

/** Finds districts and authorities by what files call them. */
export function createPlaceFinder(run: Pick<ImportRun, 'one' | 'laCode'>) {
  const area =
    'SELECT district_id AS id FROM postcode_area WHERE postcode_area = ? AND valid_from <= ? AND (valid_to IS NULL OR valid_to >= ?) ORDER BY valid_from DESC LIMIT 1';
  const named =
    'SELECT id FROM district WHERE ? IN (lower(name), lower(former_name), lower(code)) ORDER BY valid_to IS NOT NULL, valid_from DESC LIMIT 1';
  // Codes of unitary, metropolitan and London districts, whose council is the children's-services authority.
  const authorityNamed =
    "SELECT la_code AS laCode FROM district WHERE lower(name) = ? AND (code GLOB 'E06*' OR code GLOB 'E08*' OR code GLOB 'E09*') LIMIT 1";

  return {
    /**
     * The district a postcode lies in on a date, by the longest match of the imported table: unit, sector, then postcode
     * district. Null when the table does not know it; the child then waits in the queue of the unallocated.
     * `CT9 1AB` matches `CT9 1` before `CT9`.
     */
    districtOfPostcode(postcode: string | null, date: PlainDate): string | null {
      if (postcode === null) return null;
      const outward = postcode.split(' ')[0] ?? postcode;
      for (let length = postcode.length; length >= outward.length; length -= 1) {
        const candidate = postcode.slice(0, length);
        if (candidate.endsWith(' ')) continue;
        const found = run.one<{ id: string }>(area, candidate, date, date);
        if (found) return found.id;
      }
      return null;
    },

    /** The district of a name (today's or a former one) or code, whatever the case. */
    districtNamed(name: string | null): string | null {
      return name === null ? null : (run.one<{ id: string }>(named, name.toLowerCase())?.id ?? null);
    },

    /** The three-digit number of an authority given by number or name, or the fault of one that is not known. */
    authority(text: string): string | Fault {
      if (/^\d{3}$/.test(text)) return text;
      const own = run.one<{ name: string }>('SELECT name FROM authority_profile LIMIT 1')?.name.toLowerCase() ?? '';
      const name = text
        .toLowerCase()
        .replace(/\s+(county|borough|city|metropolitan|district)?\s*council$/, '')
        .trim();
      if (name === own) return run.laCode;
      const found = run.one<{ laCode: string }>(authorityNamed, name);
      return (
        found?.laCode ?? {
          field: 'responsible_authority',
          value: text,
          reason: `The app does not know this authority by name: write its three-digit code (${run.laCode} is this one)`,
        }
      );
    },
  };
}

export type PlaceFinder = ReturnType<typeof createPlaceFinder>;

/** The school that a row names, and what it goes by in what is said. */
export type SchoolFound = {
  readonly id: string;
  readonly key: string;
  /** What it went by before, and goes by since, it became another. */
  readonly otherKeys: readonly string[];
};

/**
 * Finds the schools that rows name, those of this import among them: by URN, else by name (`schoolOfName`); as they were called
 * on a day, a school that became another being the other from then on. Null where a row names none; a fault where it is not here,
 * or where only a person can say which is meant.
 */
export function createSchoolFinder(
  run: Pick<ImportRun, 'table' | 'lines' | 'laCode'>,
): (ref: SchoolRef, on: PlainDate) => SchoolFound | Fault | null {
  const schools = schoolsInHand(run);
  const foundAs = (calledId: string, key: string, on: PlainDate): SchoolFound => {
    const others = run
      .lines()
      .allOf(calledId)
      .filter((id) => id !== calledId);
    return {
      ...{ id: run.lines().schoolOn(calledId, on), key },
      otherKeys: others.flatMap((id) => schools.ofId(id) ?? []).map(schoolKey),
    };
  };
  return ({ schoolUrn, schoolName, schoolLaestab: laestab, schoolPostcode: postcode }, on) => {
    if (schoolUrn !== null) {
      const found = schools.ofUrn(schoolUrn);
      return found ? foundAs(found.id, schoolUrn, on) : unknownSchool(schoolUrn);
    }
    if (schoolName === null) return null;
    const where = { authority: run.laCode, on, lines: run.lines() };
    const found = schoolOfName(schools.named(schoolName), { laestab, postcode }, where);
    if (found === null) return unknownSchool(schoolName);
    if (found === 'several') return severalSchools(schoolName);
    return foundAs(found.id, schoolKey(found), on);
  };
}

/** The fault of a name that several schools have. */
export const severalSchools = (name: string): Fault => ({
  field: 'school_name',
  value: name,
  reason: 'Several schools here have this name: give the URN, or add a column school_laestab or school_postcode',
});

/** The fault of a school that is not here, by its URN or its name. */
export const unknownSchool = (school: string): Fault =>
  isUrn(school)
    ? {
        field: 'school_urn',
        value: school,
        reason:
          'No school here has this URN: bring in the school first (schools template or GIAS), or correct the number',
      }
    : {
        field: 'school_name',
        value: school,
        reason:
          'No school here has this name: bring in the school first (schools template; it may be without a URN), or give the URN',
      };
