import type Database from 'better-sqlite3';
import type { Connection, ReadConnection } from '#db/open.ts';
import type { Writer } from '#db/write.ts';
import type { PlainDate } from '#domain/calendar/plainDate.ts';

/** The weeks to be written of one enrolment: Monday and marks by turns, so that a county's year is a few thousand lists. */
export type MarkEdits = { enrolmentId: string; added: string[]; changed: string[] };

type Planned = { added: Map<PlainDate, string>; changed: Map<PlainDate, string> };

/** Weeks of marks as they are after what was ruled so far; a week is read from the store where a file speaks of it. */
export class MarksInHand {
  readonly #weeks: Database.Statement<[string, PlainDate, PlainDate], { weekStart: PlainDate; marks: string }>;
  readonly #planned = new Map<string, Planned>();

  constructor(connection: Pick<Connection | ReadConnection, 'prepare'>) {
    this.#weeks = connection.prepare<[string, PlainDate, PlainDate], { weekStart: PlainDate; marks: string }>(
      'SELECT week_start AS weekStart, marks FROM attendance_week WHERE enrolment_id = ? AND week_start BETWEEN ? AND ?',
    );
  }

  /** The weeks of an enrolment between two Mondays, by Monday. */
  of(enrolmentId: string, from: PlainDate, to: PlainDate): Map<PlainDate, string> {
    const held = this.#weeks.all(enrolmentId, from, to);
    const weeks = new Map(held.map(({ weekStart, marks }) => [weekStart, marks]));
    const { added, changed } = this.#planned.get(enrolmentId) ?? { added: [], changed: [] };
    for (const planned of [added, changed])
      for (const [monday, marks] of planned) if (monday >= from && monday <= to) weeks.set(monday, marks);
    return weeks;
  }

  /** The marks of a week as they now are; `held` where the enrolment has this week already. */
  put(enrolmentId: string, monday: PlainDate, marks: string, held: boolean): void {
    const planned = this.#planned.get(enrolmentId) ?? { added: new Map(), changed: new Map() };
    this.#planned.set(enrolmentId, planned);
    (held && !planned.added.has(monday) ? planned.changed : planned.added).set(monday, marks);
  }

  edits(): MarkEdits[] {
    return [...this.#planned].map(([enrolmentId, { added, changed }]) => ({
      enrolmentId,
      added: [...added].flat(),
      changed: [...changed].flat(),
    }));
  }
}

/** Writes the weeks of one enrolment; `ids` are the store's ids of enrolments that had none. */
export function writeMarkEdits(writer: Writer, edits: MarkEdits, ids: ReadonlyMap<string, string>): void {
  const enrolmentId = ids.get(edits.enrolmentId) ?? edits.enrolmentId;
  const { added, changed } = edits;
  for (let at = 0; at < changed.length; at += 2)
    writer.update('attendance_week', `${enrolmentId} ${changed[at]}`, { marks: changed[at + 1] ?? null });
  const rows = [];
  for (let at = 0; at < added.length; at += 2)
    rows.push({ enrolment_id: enrolmentId, week_start: added[at] ?? null, marks: added[at + 1] ?? null });
  writer.insertMany('attendance_week', enrolmentId, rows);
}
