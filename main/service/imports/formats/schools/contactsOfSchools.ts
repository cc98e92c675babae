import type { Row } from '#db/history/change.ts';
import { academicYearOf, startOfAcademicYear } from '#domain/calendar/academicYear.ts';
import type { PlainDate } from '#domain/calendar/plainDate.ts';
import { contactCarried } from '#domain/schools/contactCarried.ts';
import { type ContactRow, contactSaid } from '#domain/schools/contactSaid.ts';
import type { ImportRun } from '#service/imports/apply/importRun.ts';
import { SCHOOLS } from './schoolsInHand.ts';

type Contact = {
  kind: string;
  name: string | null;
  email: string | null;
  telephone: string | null;
  from: string | null;
};

const contactsOf = (run: ImportRun) => run.table('school_contact', ['school_id', 'kind']);

const heldAt = (run: ImportRun, schoolId: string, kind: string): ContactRow[] =>
  contactsOf(run)
    .find(schoolId, kind)
    .map((row) => ({
      id: row.id,
      name: String(row.name),
      email: row.email as string | null,
      telephone: row.telephone as string | null,
      validFrom: String(row.valid_from),
      validTo: row.valid_to as string | null,
    }));

/**
 * Writes who somebody says a school's designated teacher or safeguarding lead is (`contactSaid`); of a school that has become
 * another by the file's day, it is said of the other.
 */
export function createContactWriter(run: ImportRun) {
  const contacts = contactsOf(run);
  const schoolYear = startOfAcademicYear(academicYearOf(run.asOf));
  return (key: string, ofSchool: string, { kind, name, email, telephone, from }: Contact): boolean => {
    if (name === null) return false;
    const what = `${kind} ${key}`;
    const older = run.saidLater(SCHOOLS).has(what);
    run.say(SCHOOLS, [what]);
    const schoolId = run.lines().schoolOn(ofSchool, run.asOf);
    const said = { name, email, telephone, from, first: schoolYear };
    const change = contactSaid(heldAt(run, schoolId, kind), said, { asOf: run.asOf, older });
    if (change.kind === 'none') return false;
    if (change.kind === 'change') return contacts.update(change.id, stored(change.changes));
    if (change.kind === 'follow') contacts.update(change.ended.id, { valid_to: change.ended.validTo });
    contacts.insert({ school_id: schoolId, kind, ...stored(change.row) });
    for (const became of [run.lines().after(schoolId), run.lines().before(schoolId)])
      if (became) carryContact(run, became, kind);
    return true;
  };
}

/** Lets the person of a part go on at the school that theirs became (`contactCarried`); answers whether anybody does. */
export function carryContact(
  run: ImportRun,
  { fromId, toId, on }: { fromId: string; toId: string; on: PlainDate },
  kind: string,
): boolean {
  const carried = contactCarried(heldAt(run, fromId, kind), heldAt(run, toId, kind), on);
  for (const { id, changes } of carried.changed) contactsOf(run).update(id, stored(changes));
  for (const { at, row } of carried.added)
    contactsOf(run).insert({ school_id: at === 'to' ? toId : fromId, kind, ...stored(row) });
  return carried.changed.length > 0;
}

const stored = ({ name, email, telephone, validFrom, validTo }: Partial<ContactRow>): Row => ({
  ...(name === undefined ? {} : { name }),
  ...(email === undefined ? {} : { email }),
  ...(telephone === undefined ? {} : { telephone }),
  ...(validFrom === undefined ? {} : { valid_from: validFrom }),
  ...(validTo === undefined ? {} : { valid_to: validTo }),
});
