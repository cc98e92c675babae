import { newId } from '#db/newId.ts';
import type { Writer } from '#db/write.ts';
import { addDays, mondayOf, type PlainDate } from '#domain/calendar/plainDate.ts';
import { defaultPepSections } from '#domain/peps/pepSections.ts';
import type { DemoSchool } from './demoChild.ts';
import { personName, staffName } from './names.ts';
import { SNAPSHOT_DATE } from './profile2011.ts';
import type { Random } from './random.ts';

interface Stay {
  start: PlainDate;
  end?: PlainDate;
  rne?: string;
  rec?: string;
  type?: string;
  status?: string;
  postcode: string;
  carer: string;
}

// Postcodes end in 0ZZ: nobody else of the demonstration lives there.
const THANET = 'E07000114';
const FIRST_WEEK = '2024-09-09';
/** Present at every session of a week, and ill on its Monday morning. */
const [PRESENT, ILL] = ['/ \\ '.repeat(5), `I \\ ${'/ \\ '.repeat(4)}`];

/**
 * Children of whom each is a case that the rest of the population has only by chance, so that a screen, a pack and a figure can be
 * seen to treat it rightly: a confidential placement with free text that names it, a sister at the same address, a placement for
 * adoption, a secret placement that is over, a leaver with marks from after care, a child readmitted with marks from between.
 * They come after everybody else and out of a stream of their own: nobody else is changed by them.
 *
 * Source: issue 7 section 2 (the demonstration gets the cases so that its tests can fail).
 */
export function writeSpecialCases(
  writer: Writer,
  random: Random,
  around: {
    schools: readonly DemoSchool[];
    districtId: (code: string) => string | null;
    /** Who leads the locality of Thanet. */
    head: string;
  },
): void {
  const { schools, districtId, head } = around;
  const school = schools.find((each) => each.phase === 'secondary' && each.district === THANET);
  if (school === undefined) throw new Error('The demonstration has no secondary school in Thanet.');
  let number = 0;
  const child = (given: {
    surname?: string;
    knownAs?: { forename: string; surname: string };
    stays: readonly Stay[];
    sections?: readonly string[];
    target?: string;
  }): { id: string; surname: string } => {
    number += 1;
    const name = { ...personName(random), ...(given.surname === undefined ? {} : { surname: given.surname }) };
    const start = given.stays[0]?.start ?? FIRST_WEEK;
    const id = writer.insert('child', {
      sex: number % 2 === 0 ? 'F' : 'M',
      ethnicity: 'WBRI',
      first_language: 'ENG',
      disabled: 0,
      sealed_on: null,
    });
    const fact = (table: string, row: Record<string, string | number | null>) =>
      writer.insert(table, { child_id: id, valid_from: start, valid_to: null, ...row });
    fact('child_identifier', { kind: 'localId', value: `K9000${String(number).padStart(2, '0')}`, issuer: '886' });
    fact('child_name', { kind: 'legal', ...name });
    if (given.knownAs) fact('child_name', { kind: 'knownAs', ...given.knownAs });
    fact('child_date_of_birth', { date_of_birth: '2012-11-05', disputed: 0 });
    fact('child_responsible_authority', { la_code: '886', valid_to: given.stays.at(-1)?.end ?? null });
    fact('sen_status', { status: 'N' });
    for (const stay of given.stays)
      writer.insert('episode', {
        child_id: id,
        start_date: stay.start,
        end_date: stay.end ?? null,
        reason_started: stay.rne ?? 'S',
        legal_status: stay.status ?? 'C2',
        need_code: 'N1',
        placement_type: stay.type ?? 'U6',
        placement_provider: 'PR1',
        reason_ceased: stay.end === undefined ? null : (stay.rec ?? 'X1'),
        reason_placement_change: null,
        home_postcode: null,
        placement_postcode: stay.postcode,
        placement_district_id: districtId(THANET),
        provider_ofsted_urn: null,
        carer: stay.carer,
        confidential: 0,
        source: 'demonstration',
      });
    const enrolment = newId();
    writer.insert('enrolment', {
      id: enrolment,
      child_id: id,
      school_id: school.id,
      nc_year: 7,
      kind: 'main',
      part_time_sessions: null,
      alternative_provision: 0,
      start_date: '2024-09-01',
      end_date: null,
    });
    const weeks = [];
    for (let monday = mondayOf(FIRST_WEEK); addDays(monday, 4) < SNAPSHOT_DATE; monday = addDays(monday, 7))
      if (!/-(?:10-28|12-23|12-30|02-17)$/.test(monday))
        weeks.push({ enrolment_id: enrolment, week_start: monday, marks: random.chance(0.2) ? ILL : PRESENT });
    writer.insertMany('attendance_week', enrolment, weeks);
    if (given.sections !== undefined) writePlan(writer, id, school.id, head, given.sections, given.target ?? null);
    return { id, surname: name.surname };
  };
  const secret = (child_id: string, from_date: PlainDate, reason: string) =>
    writer.insert('secret_placement', {
      child_id,
      local_id: `K9000${String(number).padStart(2, '0')}`,
      issuer: '886',
      from_date,
      to_date: null,
      kind: 'said',
      reason,
      said_by: 'demonstration',
    });

  const carer = staffName(random);
  const hidden = { start: '2023-02-01', postcode: 'CT9 0ZZ', carer };
  const first = child({
    stays: [
      { ...hidden, end: '2024-05-01' },
      { ...hidden, start: '2024-05-01', rne: 'L', status: 'E1' },
    ],
    sections: [
      'Speaks up about lessons and friends.',
      `${carer} brings the reading record each week.`,
      'Swims in Margate on Saturdays.',
      `${head} of East Kent 3 was asked about transport.`,
      'The post goes to CT9 0ZZ.',
    ],
    target: `Read at home with ${carer} for ten minutes a day`,
  });
  secret(first.id, hidden.start, 'Risk from a parent who must not learn the address');
  child({
    surname: first.surname,
    stays: [{ ...hidden, start: '2023-02-01' }],
    sections: ['Walks to school with a sister.'],
  });
  child({
    knownAs: personName(random),
    stays: [
      { start: '2022-06-01', end: '2025-01-13', status: 'E1', postcode: 'CT10 0ZZ', carer: staffName(random) },
      { start: '2025-01-13', rne: 'P', status: 'E1', type: 'A4', postcode: 'CT11 0ZZ', carer: staffName(random) },
    ],
    sections: ['Settling with the new family.', 'Has made a friend in the choir.'],
  });
  const moved = child({
    stays: [
      { start: '2022-03-01', end: '2025-02-10', postcode: 'CT8 0ZZ', carer: staffName(random) },
      { start: '2025-02-10', rne: 'P', postcode: 'CT12 0ZZ', carer: staffName(random) },
    ],
    sections: ['Ready for a bigger part in the school play.'],
  });
  secret(moved.id, '2022-03-01', 'Witness in criminal proceedings');
  child({
    stays: [{ start: '2022-01-10', end: '2025-01-31', rec: 'E4A', postcode: 'CT7 0ZZ', carer: staffName(random) }],
  });
  child({
    stays: [
      { start: '2021-04-01', end: '2023-06-30', rec: 'E4A', postcode: 'CT7 0ZZ', carer: staffName(random) },
      { start: '2024-11-04', postcode: 'CT7 0ZZ', carer: staffName(random) },
    ],
    sections: ['Back at the same school, and glad of it.'],
  });
}

/** A graded plan of December 2024, by the person who leads the locality. */
function writePlan(
  writer: Writer,
  childId: string,
  schoolId: string,
  head: string,
  reasons: readonly string[],
  target: string | null,
): void {
  const pep = writer.insert('pep', {
    child_id: childId,
    school_id: schoolId,
    version: 1,
    amends_id: null,
    reason: 'review',
    status: 'signedOff',
    due_on: '2024-12-13',
    held_on: '2024-12-10',
    submitted_on: '2024-12-11',
    signed_off_on: '2024-12-16',
    graded_by: head,
    graded_on: '2024-12-18',
    no_school_reason: null,
  });
  for (const [index, { section }] of defaultPepSections.entries())
    writer.insert('pep_section', {
      pep_id: pep,
      section,
      filled: 1,
      content: null,
      grade: index === 3 ? 'amber' : 'green',
      reason: reasons[index] ?? null,
    });
  if (target !== null)
    writer.insert('pep_target', {
      pep_id: pep,
      position: 1,
      what: target,
      when_by: '2025-04-30',
      where_place: 'At home',
      who: 'Carer',
      how_often: 'Daily',
      cost_pounds: null,
      evaluation: 'underWay',
      evidence: null,
    });
}
