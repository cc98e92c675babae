import { academicYearOf } from '#domain/calendar/academicYear.ts';
import type { PlainDate } from '#domain/calendar/plainDate.ts';
import type { ResultRow } from '#domain/facts/factRows.ts';
import { qualificationKey } from './qualificationKey.ts';

/** What tells a child's results apart, with the qualification as far as a row says it. */
export interface ResultNamed {
  readonly academicYear: string;
  readonly keyStage: string;
  readonly subject: string;
  readonly component: string;
  readonly entry: string;
  /** Whether the row says which entry it is; without that it is taken for the first. */
  readonly namesEntry: boolean;
  readonly value: string;
  /** What was taken; null for a GCSE, or a test of the key stage. */
  readonly qualification: string | null;
  /** Whether the row says so itself: a vocational grade without a name is known by its form, any other is taken for a GCSE's. */
  readonly namesQualification: boolean;
  readonly issuedOn: PlainDate | null;
}

/** What a vocational grade is kept as whose qualification no row has named. */
export const UNNAMED = 'vocational';

/** What the decisions are called about a value that was known before, and that a newer file says again without a day. */
export const SAID_AGAIN = { correction: 'Known before', change: 'It is so again' };

/** A value with what it is of, as a person reads it. @example resultWords({ keyStage: 'KS4', subject: 'maths' }, '4') // 'KS4 maths: 4' */
export const resultWords = ({ keyStage, subject }: Pick<ResultNamed, 'keyStage' | 'subject'>, value: string): string =>
  `${keyStage} ${subject.replaceAll('-', ' ')}: ${value}`;

/** The academic year and term of a day: autumn to December, spring to April. @example termOf('2025-03-20') // '2024/25 spring' */
export const termOf = (day: PlainDate): string => {
  const month = Number(day.slice(5, 7));
  return `${academicYearOf(day)} ${month >= 9 ? 'autumn' : month <= 4 ? 'spring' : 'summer'}`;
};

const ofOneSubject = (
  row: Omit<ResultNamed, 'issuedOn' | 'namesEntry' | 'namesQualification'>,
  other: typeof row,
): boolean =>
  (['academicYear', 'keyStage', 'subject', 'component', 'entry'] as const).every(
    (column) => row[column] === other[column],
  );

const isOneAssessment = (row: ResultRow, { keyStage, issuedOn }: ResultNamed, day: PlainDate): boolean =>
  keyStage !== 'termly' ||
  (issuedOn !== null && row.issuedOn !== null ? row.issuedOn === issuedOn : termOf(row.receivedOn) === termOf(day));

/** Which versions a row is one of, and how the result is known by its qualification. */
export interface ResultMeant {
  readonly versions: readonly ResultRow[];
  readonly qualification: string | null;
  /** Of versions that had another qualification, or none: it is put right. */
  readonly putRight: { readonly was: string | null } | null;
  /** What the result is called where it is said: key of the subject, then of the qualification or the assessment. */
  readonly name: (status: string) => string;
}

/**
 * The result that a row means. Two qualifications in one subject are two results. A row that names the qualification of a
 * grade that was held without one, or one without a name whose grade is held with one, means the same result, unless the
 * file has both; so does nothing else. Assessments of a term are results of their own: by their day, those without one by
 * their term.
 *
 * Source: domain.md section 5 (vocational grades are never GCSE letters; termly teacher assessments).
 * @param held the child's results
 * @param others the other rows of the file about the child
 * @param day the row's own day, else its file's
 * @example maths 4 held, then maths 'Pass' of Functional Skills // another result
 * @example engineering D held, then engineering D of a BTEC // the same: its qualification is put right
 */
export function resultMeant(
  held: readonly ResultRow[],
  proposal: ResultNamed,
  { others, day }: { others: readonly ResultNamed[]; day: PlainDate },
): ResultMeant {
  const { academicYear, keyStage, subject, component, entry, value, namesQualification, issuedOn } = proposal;
  const ofSubject = held.filter((row) => ofOneSubject(row, proposal) && isOneAssessment(row, proposal, day));
  const meant = (qualification: string | null, was?: string | null): ResultMeant => {
    const key = qualificationKey(qualification);
    const of = was === undefined ? key : qualificationKey(was);
    const assessment = keyStage === 'termly' ? (issuedOn ?? termOf(day)) : '';
    return {
      versions: ofSubject.filter((row) => qualificationKey(row.qualification) === of),
      qualification,
      putRight: was === undefined ? null : { was },
      name: (status) =>
        ['result', academicYear, keyStage, subject, component, entry, status, key, assessment]
          .filter((word) => word !== '')
          .join(' '),
    };
  };
  const known = meant(proposal.qualification);
  if (known.versions.length > 0) return known;
  const inFile = others.filter((other) => ofOneSubject(other, proposal) && other.value === value);
  if (namesQualification) {
    const without = ofSubject.find(
      (row) => row.value === value && (row.qualification === null || row.qualification === UNNAMED),
    );
    const isOther = proposal.qualification === null || inFile.some((other) => !other.namesQualification);
    return without === undefined || isOther ? known : meant(proposal.qualification, without.qualification);
  }
  const named = new Map(
    ofSubject
      .filter((row) => row.value === value && row.qualification !== null)
      .map((row) => [qualificationKey(row.qualification), row.qualification]),
  );
  for (const other of inFile) named.delete(qualificationKey(other.qualification));
  const [only] = named.values();
  return named.size === 1 && only ? meant(only) : known;
}
