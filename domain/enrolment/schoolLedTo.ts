import { ncYearOn } from '#domain/calendar/ncYearOn.ts';
import { addDays, type PlainDate } from '#domain/calendar/plainDate.ts';
import { withChanged } from '#domain/facts/edits.ts';
import type { EnrolmentRow, Facts } from '#domain/facts/factRows.ts';
import type { Ruling, Saying } from '#domain/facts/ruling.ts';
import { pepsThroughConversions } from '#domain/peps/pepsThroughConversions.ts';
import { schoolLines } from '#domain/schools/schoolLines.ts';

/** A school that was merged into another, or of which a part became another, by the words that tell a person which. */
export interface SchoolLedTo {
  readonly fromId: string;
  readonly toId: string;
  readonly was: string;
  readonly now: string;
  readonly on: PlainDate;
}

/**
 * What is held of a child at a school that was merged or split. Nothing is guessed: the child stays where it is until a person says
 * that it goes on at the other school; then its enrolment is cut there and its open PEP is the other's to finish. Nobody is
 * asked of a child who left before, who is at the other school by then, or whose record adoption has closed.
 *
 * Source: issue 8 section 1; docs/decisions/school-conversions.md.
 * @example at A since 2023-09-01, A was merged into C on 2025-04-01, decided 'change' // A until 2025-03-31, C from 2025-04-01
 */
export function schoolLedTo(held: Facts, { fromId, toId, was, now, on }: SchoolLedTo, saying: Saying): Ruling {
  const nothing: Ruling = { facts: held, problems: [], remarks: [], said: [] };
  const goesOn = onItsRoll(held, { fromId, toId, on });
  const [child] = held.child;
  if (!child || goesOn.length === 0) return nothing;
  const what = `schoolLed ${child.id}`;
  const follows = saying.decided?.(what) === 'change';
  const differences: Ruling['differences'] = [
    {
      ...{ what, was, now, as: follows ? 'change' : 'correction', from: on, canFlip: true },
      answers: { correction: 'Stays as it is', change: 'Goes on there' },
    },
  ];
  if (!follows) return { ...nothing, differences };
  const lines = schoolLines([{ fromId, toId, on }]);
  const enrolments = goesOn.reduce<readonly EnrolmentRow[]>(
    (rows, row) => [
      ...withChanged(rows, row.id, { endDate: addDays(on, -1) }),
      {
        ...row,
        id: saying.fresh(),
        schoolId: toId,
        startDate: on,
        ncYear: ncYearOn(on, { start: row.startDate, ncYear: row.ncYear }, null),
      },
    ],
    held.enrolments,
  );
  const peps = held.peps.flatMap((pep) =>
    pep.schoolId === fromId ? pepsThroughConversions([pep], lines, saying.today) : [pep],
  );
  return { ...nothing, facts: { ...held, enrolments, peps }, differences };
}

/** The registrations at the school of which somebody must say where they go on. */
export function onItsRoll(
  { enrolments, child }: Pick<Facts, 'enrolments' | 'child'>,
  { fromId, toId, on }: Pick<SchoolLedTo, 'fromId' | 'toId' | 'on'>,
): readonly EnrolmentRow[] {
  const covers = ({ startDate, endDate }: EnrolmentRow) => startDate <= on && (endDate === null || endDate >= on);
  const isElsewhere =
    child.some(({ sealedOn }) => sealedOn !== null) || enrolments.some((row) => row.schoolId === toId && covers(row));
  return isElsewhere ? [] : enrolments.filter((row) => row.schoolId === fromId && row.startDate < on && covers(row));
}
