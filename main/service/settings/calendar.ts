import type { CallOutput, ParsedInput } from '#contract/calls.ts';
import {
  bankHoliday,
  bankHolidayOn,
  bankHolidaysOf,
  calendarYears,
  halvesOfYear,
} from '#db/queries/settingsCalendar.ts';
import { type AcademicYear, addAcademicYears, firstCalendarYear } from '#domain/calendar/academicYear.ts';
import { calendarYearProblem } from '#domain/calendar/calendarYearProblem.ts';
import { bankHolidaysOfYear } from '#domain/calendar/defaults/bankHolidays.ts';
import { dayOfWeek, type PlainDate } from '#domain/calendar/plainDate.ts';
import { schoolDays } from '#domain/calendar/schoolDays.ts';
import { halfTermNumber } from '#domain/calendar/terms.ts';
import { yearLikeNeighbour } from '#domain/calendar/yearLikeNeighbour.ts';
import { CallFailure } from '../context/callFailure.ts';
import type { Reader } from '../context/reader.ts';
import { dateInWords } from '../documents/dateInWords.ts';
import type { Planner } from './change.ts';

type Halves = ParsedInput<'settings.addYear'>['halves'];

const addable = (years: readonly AcademicYear[]): AcademicYear[] => {
  const [first, last] = [years[0], years.at(-1)];
  return first === undefined || last === undefined ? [] : [addAcademicYears(first, -1), addAcademicYears(last, 1)];
};

/** A year of the calendar; without one given, the year of today, else the last there is. */
export function readCalendar(
  reader: Reader,
  wanted: AcademicYear | null,
  thisYear: AcademicYear,
): CallOutput<'settings.calendar'> {
  const years = calendarYears(reader);
  if (wanted !== null && !years.includes(wanted))
    throw new CallFailure('notFound', `There are no term dates of ${wanted}. Add the year first.`, {
      field: 'academicYear',
      value: wanted,
    });
  const academicYear = wanted ?? (years.includes(thisYear) ? thisYear : (years.at(-1) ?? null));
  const halves = academicYear === null ? [] : halvesOfYear(reader, academicYear);
  const bankHolidays = academicYear === null ? [] : bankHolidaysOf(reader, academicYear);
  return {
    years,
    academicYear,
    halves: halves.map(({ term, half, start, end }) => ({ term, half, start, end })),
    bankHolidays,
    schoolDays: schoolDays(halves, new Set(bankHolidays.map((each) => each.date))).length,
    removable: years.length > 1 && (academicYear === years[0] || academicYear === years.at(-1)),
    addable: addable(years),
  };
}

/** A year that can be added, in the pattern of its neighbour, with England's usual bank holidays that are not there yet. */
export function proposeYear(reader: Reader, academicYear: AcademicYear): CallOutput<'settings.proposedYear'> {
  const years = calendarYears(reader);
  if (!addable(years).includes(academicYear))
    throw new CallFailure(
      'conflict',
      years.includes(academicYear)
        ? `${academicYear} has term dates already.`
        : `Years are added one after another: ${addable(years).join(' or ')} comes next.`,
      { field: 'academicYear', value: academicYear },
    );
  const after = addAcademicYears(academicYear, academicYear < (years[0] ?? '') ? 1 : -1);
  const first = firstCalendarYear(academicYear);
  const stored = new Set(bankHolidaysOf(reader, academicYear).map((each) => each.date));
  const usual = [...bankHolidaysOfYear(first), ...bankHolidaysOfYear(first + 1)].filter(
    ({ date }) => date >= `${first}-09-01` && date <= `${first + 1}-08-31`,
  );
  const halves = yearLikeNeighbour(
    halvesOfYear(reader, after),
    academicYear,
    new Set([...stored, ...usual.map((each) => each.date)]),
  );
  return {
    academicYear,
    after,
    halves: halves.map(({ term, half, start, end }) => ({ term, half, start, end })),
    bankHolidays: usual.filter(({ date }) => !stored.has(date)),
  };
}

function refuseWrongHalves(academicYear: AcademicYear, halves: Halves): void {
  const problem = calendarYearProblem(academicYear, halves);
  if (problem)
    throw new CallFailure('invalidInput', `${problem.message}. Nothing was changed.`, {
      field: `halves.${problem.number}.${problem.end}`,
    });
}

/** A bank holiday is a weekday that is not one already: one on a weekend is given on its substitute day. */
function refuseWrongHoliday(reader: Reader, date: PlainDate, ownId: string | null): void {
  if (dayOfWeek(date) > 5)
    throw new CallFailure(
      'invalidInput',
      `${dateInWords(date)} is a ${dayOfWeek(date) === 6 ? 'Saturday' : 'Sunday'}. Enter the weekday given in its place.`,
      { field: 'date', value: date },
    );
  const there = bankHolidayOn(reader, date);
  if (there && there.bankHolidayId !== ownId)
    throw new CallFailure('conflict', `${dateInWords(date)} is a bank holiday already: ${there.name}.`, {
      field: 'date',
      value: date,
    });
}

export const planAddYear =
  ({ academicYear, halves, bankHolidays }: ParsedInput<'settings.addYear'>): Planner =>
  (reader) => {
    proposeYear(reader, academicYear);
    refuseWrongHalves(academicYear, halves);
    const dates = new Set<string>();
    for (const { date } of bankHolidays) {
      refuseWrongHoliday(reader, date, null);
      if (dates.has(date))
        throw new CallFailure('invalidInput', `${dateInWords(date)} is there twice among the bank holidays.`, {
          field: 'bankHolidays',
          value: date,
        });
      dates.add(date);
    }
    return {
      what: `Term dates of ${academicYear} added`,
      apply: (writer) => {
        for (const { term, half, start, end } of halves)
          writer.insert('term', { academic_year: academicYear, term, half, start_date: start, end_date: end });
        for (const { date, name } of bankHolidays) writer.insert('bank_holiday', { date, name });
      },
    };
  };

export const planChangeYear =
  ({ academicYear, halves }: ParsedInput<'settings.changeYear'>): Planner =>
  (reader) => {
    const stored = halvesOfYear(reader, academicYear);
    if (stored.length === 0)
      throw new CallFailure('notFound', `There are no term dates of ${academicYear}. Add the year first.`);
    refuseWrongHalves(academicYear, halves);
    const wanted = new Map(halves.map((each) => [halfTermNumber(each), each]));
    const changed = stored.filter((each) => {
      const want = wanted.get(halfTermNumber(each));
      return want && (want.start !== each.start || want.end !== each.end);
    });
    if (changed.length === 0)
      throw new CallFailure('conflict', `${academicYear} has these dates already. Nothing was changed.`);
    const words = changed.map((each) => {
      const want = wanted.get(halfTermNumber(each));
      return `term ${halfTermNumber(each)} from ${dateInWords(want?.start ?? '')} to ${dateInWords(want?.end ?? '')}`;
    });
    return {
      what: `Term dates of ${academicYear}: ${words.join('; ')}`,
      apply: (writer) => {
        for (const each of changed) {
          const want = wanted.get(halfTermNumber(each));
          if (want) writer.update('term', each.id, { start_date: want.start, end_date: want.end });
        }
      },
    };
  };

export const planRemoveYear =
  ({ academicYear, reason }: ParsedInput<'settings.removeYear'>): Planner =>
  (reader) => {
    const years = calendarYears(reader);
    const stored = halvesOfYear(reader, academicYear);
    if (stored.length === 0) throw new CallFailure('notFound', `There are no term dates of ${academicYear}.`);
    if (years.length === 1)
      throw new CallFailure('conflict', 'This is the only year there is. Change its dates instead.');
    if (academicYear !== years[0] && academicYear !== years.at(-1))
      throw new CallFailure(
        'conflict',
        `Only the first year (${years[0]}) or the last (${years.at(-1)}) can be removed: a year between would have no dates.`,
      );
    return {
      what: `Term dates of ${academicYear} removed: ${reason}`,
      apply: (writer) => {
        for (const { id } of stored) writer.remove('term', id);
      },
    };
  };

export const planAddBankHoliday =
  ({ date, name }: ParsedInput<'settings.addBankHoliday'>): Planner =>
  (reader) => {
    refuseWrongHoliday(reader, date, null);
    return {
      what: `Bank holiday ${name} on ${dateInWords(date)} added`,
      apply: (writer) => {
        writer.insert('bank_holiday', { date, name });
      },
    };
  };

export const planChangeBankHoliday =
  ({ bankHolidayId, date, name }: ParsedInput<'settings.changeBankHoliday'>): Planner =>
  (reader) => {
    const now = needBankHoliday(reader, bankHolidayId);
    if (now.date === date && now.name === name)
      throw new CallFailure('conflict', `${name} is on that day already. Nothing was changed.`);
    refuseWrongHoliday(reader, date, bankHolidayId);
    return {
      what: `Bank holiday ${now.name} on ${dateInWords(now.date)} is now ${name} on ${dateInWords(date)}`,
      apply: (writer) => {
        writer.update('bank_holiday', bankHolidayId, { date, name });
      },
    };
  };

export const planRemoveBankHoliday =
  ({ bankHolidayId, reason }: ParsedInput<'settings.removeBankHoliday'>): Planner =>
  (reader) => {
    const now = needBankHoliday(reader, bankHolidayId);
    return {
      what: `Bank holiday ${now.name} on ${dateInWords(now.date)} removed: ${reason}`,
      apply: (writer) => writer.remove('bank_holiday', bankHolidayId),
    };
  };

function needBankHoliday(reader: Reader, id: string) {
  const found = bankHoliday(reader, id);
  if (!found) throw new CallFailure('notFound', 'There is no such bank holiday in this store.');
  return found;
}
