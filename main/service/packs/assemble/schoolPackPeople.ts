import type { ContactKind, SchoolContact } from '#db/queries/packs.ts';
import type { PlainDate } from '#domain/calendar/plainDate.ts';
import { longDate } from '../model/packWords.ts';

export interface PackProblem {
  /** Whether nothing can be exported until it is mended. */
  stops: boolean;
  words: string;
}

const folded = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();

/**
 * Whether two contacts are one person: the same name, or the same e-mail address.
 * @example samePerson({ name: 'M. Sample' }, { name: 'm.  sample' })  // true
 */
export function samePerson(a: SchoolContact, b: SchoolContact): boolean {
  if (folded(a.name) === folded(b.name)) return true;
  return a.email !== null && b.email !== null && folded(a.email) === folded(b.email);
}

/**
 * Whom a pack goes to and whom it names for safeguarding, as at a date, with what is wrong: without a designated teacher
 * nothing is exported; a safeguarding lead that is missing, or is the designated teacher, is not named in the pack.
 *
 * Source: domain.md section 1 ('DT and DSL are different people').
 */
export function peopleOfPack(
  contacts: Record<ContactKind, SchoolContact | null>,
  asAt: PlainDate,
): { teacher: SchoolContact | null; lead: SchoolContact | null; problems: PackProblem[] } {
  const { designatedTeacher: teacher, designatedSafeguardingLead: recorded } = contacts;
  const problems: PackProblem[] = [];
  if (teacher === null)
    problems.push({
      stops: true,
      words: `No designated teacher of this school is recorded for ${longDate(asAt)}. Bring in the schools file with the designated teacher and the date the post began, or choose another date.`,
    });
  const same = teacher !== null && recorded !== null && samePerson(teacher, recorded);
  if (recorded === null)
    problems.push({
      stops: false,
      words: `No designated safeguarding lead (DSL) of this school is recorded for ${longDate(asAt)}: the pack says to contact the DSL without a name. Bring in the schools file with the DSL.`,
    });
  else if (same)
    problems.push({
      stops: false,
      words:
        'The designated teacher and the designated safeguarding lead (DSL) are recorded as one person. They must be two: the pack names no DSL until the schools file is mended.',
    });
  return { teacher, lead: same ? null : recorded, problems };
}

/** How to reach a contact: by telephone where there is a number, else by e-mail. */
export const contactOf = (contact: SchoolContact): string | null => contact.telephone ?? contact.email;
