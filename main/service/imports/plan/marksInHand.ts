import type Database from 'better-sqlite3';
import type { Connection, ReadConnection } from '#db/open.ts';
import type { Writer } from '#db/write.ts';
import { marksSaid } from '#domain/attendance/marksSaid.ts';
import type { PlainDate } from '#domain/calendar/plainDate.ts';

/**
 * The weeks to be written of one enrolment, new ones and changed ones, each as text: Monday and marks one after another. A county's
 * year is a few thousand such texts, not a hundred thousand rows.
 */
export type MarkEdits = { enrolmentId: string; added: string; changed: string; removed: readonly PlainDate[] };

/** A week with marks, and whether the enrolment has it already. */
export type PlannedWeek = { monday: PlainDate; marks: string; held: boolean };

const LAST = '9999-12-31';
const DAY = 10;
const WEEK = DAY + 20;

const packed = (weeks: Iterable<readonly [PlainDate, string]>): string =>
  [...weeks].map(([monday, marks]) => monday + marks).join('');

function* unpacked(text: string): Generator<[PlainDate, string]> {
  for (let at = 0; at < text.length; at += WEEK) yield [text.slice(at, at + DAY), text.slice(at + DAY, at + WEEK)];
}

/** Weeks of marks as they are after what was ruled so far; a week is read from the store where a file speaks of it. */
export class MarksInHand {
  readonly #weeks: Database.Statement<[string, PlainDate, PlainDate], { weekStart: PlainDate; marks: string }>;
  readonly #planned = new Map<string, MarkEdits>();
  /** Weeks of the store that went to another enrolment. */
  readonly #gone = new Map<string, Set<PlainDate>>();

  constructor(connection: Pick<Connection | ReadConnection, 'prepare'>) {
    this.#weeks = connection.prepare<[string, PlainDate, PlainDate], { weekStart: PlainDate; marks: string }>(
      'SELECT week_start AS weekStart, marks FROM attendance_week WHERE enrolment_id = ? AND week_start BETWEEN ? AND ?',
    );
  }

  /** The weeks of an enrolment between two Mondays, by Monday. */
  of(enrolmentId: string, from: PlainDate, to: PlainDate): Map<PlainDate, string> {
    const held = this.#weeks.all(enrolmentId, from, to);
    const weeks = new Map(held.map(({ weekStart, marks }) => [weekStart, marks]));
    for (const monday of this.#gone.get(enrolmentId) ?? []) weeks.delete(monday);
    const planned = this.#planned.get(enrolmentId);
    if (planned)
      for (const [monday, marks] of unpacked(planned.added + planned.changed))
        if (monday >= from && monday <= to) weeks.set(monday, marks);
    return weeks;
  }

  /** The marks of weeks of an enrolment as they now are. */
  put(enrolmentId: string, weeks: readonly PlannedWeek[]): void {
    if (weeks.length === 0) return;
    const before = this.#planned.get(enrolmentId);
    const [added, changed] = [new Map(unpacked(before?.added ?? '')), new Map(unpacked(before?.changed ?? ''))];
    const gone = this.#gone.get(enrolmentId);
    for (const { monday, marks, held } of weeks) {
      const isHeld = gone?.delete(monday) || held;
      (isHeld && !added.has(monday) ? changed : added).set(monday, marks);
    }
    this.#planned.set(enrolmentId, { enrolmentId, added: packed(added), changed: packed(changed), removed: [] });
  }

  /** The weeks of these Mondays are another enrolment's: a session that has a mark there keeps it. */
  move(fromId: string, intoId: string, isMeant: (monday: PlainDate) => boolean): void {
    const weeks = new Map([...this.of(fromId, '', LAST)].filter(([monday]) => isMeant(monday)));
    if (weeks.size === 0) return;
    const there = this.of(intoId, '', LAST);
    const moved = [...weeks].map(([monday, marks]) => {
      const standing = there.get(monday);
      return { monday, marks: marksSaid(standing ?? null, marks, true).marks, held: standing !== undefined };
    });
    this.put(intoId, moved);
    this.#forget(fromId, [...weeks.keys()]);
  }

  #forget(enrolmentId: string, mondays: readonly PlainDate[]): void {
    const stored = new Set(this.#weeks.all(enrolmentId, '', LAST).map(({ weekStart }) => weekStart));
    const gone = this.#gone.get(enrolmentId) ?? new Set();
    const planned = this.#planned.get(enrolmentId);
    const [added, changed] = [new Map(unpacked(planned?.added ?? '')), new Map(unpacked(planned?.changed ?? ''))];
    for (const monday of mondays) {
      added.delete(monday);
      changed.delete(monday);
      if (stored.has(monday)) gone.add(monday);
    }
    this.#gone.set(enrolmentId, gone);
    this.#planned.set(enrolmentId, { enrolmentId, added: packed(added), changed: packed(changed), removed: [] });
  }

  edits(): MarkEdits[] {
    return [...this.#planned.values()].map((each) => ({
      ...each,
      removed: [...(this.#gone.get(each.enrolmentId) ?? [])],
    }));
  }
}

/** Takes out the weeks of one enrolment that are another's now. */
export function removeWeeks(writer: Writer, { enrolmentId, removed }: MarkEdits): void {
  for (const monday of removed) writer.remove('attendance_week', `${enrolmentId} ${monday}`);
}

/** Writes the weeks of one enrolment, by the id that the store has for it. */
export function writeMarkEdits(writer: Writer, edits: MarkEdits): void {
  const { enrolmentId } = edits;
  for (const [monday, marks] of unpacked(edits.changed))
    writer.update('attendance_week', `${enrolmentId} ${monday}`, { marks });
  const rows = [...unpacked(edits.added)].map(([week_start, marks]) => ({
    enrolment_id: enrolmentId,
    week_start,
    marks,
  }));
  writer.insertMany('attendance_week', enrolmentId, rows);
}
