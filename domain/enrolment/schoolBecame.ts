import { addDays, type PlainDate } from '#domain/calendar/plainDate.ts';
import type { EnrolmentRow, Facts } from '#domain/facts/factRows.ts';
import type { Remark, Ruling, Saying } from '#domain/facts/ruling.ts';
import { pepsThroughConversions } from '#domain/peps/pepsThroughConversions.ts';
import { noLines } from '#domain/schools/schoolLines.ts';
import { newerNameHolds } from './newerNameHolds.ts';
import { agrees, throughConversions } from './throughConversions.ts';

/** A school that became another on a day, by the words that tell a person which. */
export interface SchoolBecame {
  readonly was: string;
  readonly now: string;
  readonly on: PlainDate;
  /** What the schools go by in what has been said of them. */
  readonly keys: ReadonlyMap<string, string>;
}

/**
 * What is held of a child at a school that becomes another: enrolments go on at the successor, open PEPs are its to finish. A
 * record that adoption has closed stays as it was closed.
 *
 * Source: domain.md section 11; issue 8 section 1.
 * @example enrolled at A since 2023-09-01 with a draft PEP, A became B on 2025-04-01 // at B from 2025-04-01, and the PEP is B's
 */
export function schoolBecame(held: Facts, { was, now, on, keys }: SchoolBecame, saying: Saying): Ruling {
  const lines = saying.schools ?? noLines;
  const isClosed = held.child.some(({ sealedOn }) => sealedOn !== null);
  const facts = isClosed
    ? held
    : {
        ...held,
        enrolments: throughConversions(newerNameHolds(held.enrolments, keys, saying), lines, saying.fresh),
        peps: pepsThroughConversions(held.peps, lines, saying.today),
      };
  const differs =
    facts.enrolments.some((row, at) => row !== held.enrolments[at]) ||
    facts.peps.some((row, at) => row !== held.peps[at]);
  return {
    facts,
    problems: [],
    remarks: namesThatDiffer(held.enrolments, facts.enrolments),
    said: [],
    differences: differs ? [{ what: 'schoolBecame', was, now, as: 'change', from: on, canFlip: false }] : [],
  };
}

/** Where the school's two names knew otherwise: an end that only the one knew of, and what else they contradict each other in. */
const namesThatDiffer = (was: readonly EnrolmentRow[], now: readonly EnrolmentRow[]): Remark[] =>
  was.flatMap((before) => {
    const { id, startDate, endDate } = before;
    const row = now.find((each) => each.id === id);
    const isLonger = endDate !== null && row && (row.endDate === null || row.endDate > endDate);
    // Where the day was put right, what followed follows still.
    if (isLonger && !was.some((each) => each.startDate === addDays(endDate, 1)))
      return remark(
        endDate,
        `An enrolment that ended on ${endDate} by one of the school's two names goes on by the other: it goes on. End it where the child has left`,
      );
    const over = now.find(
      (each) => each.startDate <= startDate && (each.endDate === null || each.endDate >= startDate),
    );
    return row || !over || agrees(over, before, startDate)
      ? []
      : remark(
          startDate,
          `The school's two names say otherwise of the child from ${startDate} on (kind, year group or timetable): what is said by the name of those days stands. Look whether it is right`,
        );
  });

const remark = (value: PlainDate, reason: string): Remark[] => [{ field: 'enrolment', value, reason }];
