/**
 * What a child does at no school, by the word that stands in the place of 'main' or 'dual': educated at home, taught by a tutor or
 * a provision that is no school, or waiting for a place. None of them is a school place.
 *
 * Source: issue 8 section 2 (activities without a school can be held); domain.md section 6 (alternative provision).
 */
export const withoutSchool = {
  homeEducation: 'educated at home',
  tuition: 'tuition, no school',
  noPlace: 'no school place',
} as const satisfies Readonly<Record<string, string>>;

export type WithoutSchool = keyof typeof withoutSchool;

/** Whether a kind of enrolment is one of these. */
export const isWithoutSchool = (kind: string): kind is WithoutSchool => Object.hasOwn(withoutSchool, kind);

/**
 * What is said of a child who is at no school.
 *
 * @param kind what the child does instead; null where nothing is known
 * @example withoutSchoolWords('tuition') // 'tuition, no school'
 * @example withoutSchoolWords(null) // 'no school place'
 */
export const withoutSchoolWords = (kind: string | null): string =>
  kind !== null && isWithoutSchool(kind) ? withoutSchool[kind] : withoutSchool.noPlace;
