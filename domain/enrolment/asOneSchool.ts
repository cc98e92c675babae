import { addDays, type PlainDate } from '#domain/calendar/plainDate.ts';
import type { EnrolmentRow, Facts } from '#domain/facts/factRows.ts';
import type { Ruling, Saying } from '#domain/facts/ruling.ts';
import { noLines, type SchoolLines } from '#domain/schools/schoolLines.ts';
import { throughConversions, yearOf } from './throughConversions.ts';

type Rows = readonly EnrolmentRow[];
type Piece = { readonly of: string; readonly row: EnrolmentRow; id: string | null };

/**
 * Rules on enrolments as if a school that became another were one school all along, under its newest name: the parts before and
 * after the day are one enrolment, and what a rule answers is cut again at the day. So a last day, another school or another
 * timetable that is said from before the day holds for both parts. The parts keep their rows, because weeks of marks hang on them; a
 * part that is no longer there is gone, and its marks go where the child was (`marksFollow` in the service).
 *
 * Source: issue 8 section 1 (an academy conversion is no school move); docs/decisions/school-conversions.md.
 * @param rule is given the facts with enrolments under the newest names, and answers such
 * @example A until 2025-03-31, B from 2025-04-01, and a rule that ends it on 2025-03-14 // A until 2025-03-14
 */
export function asOneSchool(held: Facts, saying: Saying, rule: (facts: Facts) => Ruling): Ruling {
  const lines = saying.schools ?? noLines;
  const carried = throughConversions(held.enrolments, lines, saying.fresh);
  const parts = partsTogether(carried, lines);
  const whole = carried.flatMap((row) => {
    const own = parts.get(row.id);
    if (!own) return [];
    const endDate = (own.at(-1) ?? row).endDate;
    return [isOfLine(row, lines) ? { ...row, schoolId: newest(row.schoolId, lines), endDate } : row];
  });
  const ruling = rule({ ...held, enrolments: whole });
  const pieces = ruling.facts.enrolments.flatMap((row) =>
    isOfLine(row, lines) ? piecesOf(row, lines) : [{ of: row.id, row, id: row.id }],
  );
  const enrolments = asTheyStood(named(pieces, parts, saying.fresh), held.enrolments);
  return { ...ruling, facts: { ...ruling.facts, enrolments } };
}

const END = '9999-12-31';

/** What a school is called last. */
const newest = (schoolId: string | null, lines: SchoolLines) => schoolId && lines.schoolOn(schoolId, END);

const isOfLine = ({ schoolId }: EnrolmentRow, lines: SchoolLines): boolean =>
  schoolId !== null && (lines.after(schoolId) ?? lines.before(schoolId)) !== null;

/** The rows that are one enrolment, by the first of them: each goes on in the next on the day of a conversion, as it was. */
function partsTogether(rows: Rows, lines: SchoolLines): Map<string, EnrolmentRow[]> {
  const parts = new Map<string, EnrolmentRow[]>();
  const taken = new Set<string>();
  const next = (row: EnrolmentRow) => {
    const became = row.schoolId ? lines.after(row.schoolId) : null;
    if (!became || row.endDate !== addDays(became.on, -1)) return undefined;
    return rows.find(
      (each) =>
        each.schoolId === became.toId &&
        each.startDate === became.on &&
        each.kind === row.kind &&
        each.partTimeSessions === row.partTimeSessions &&
        each.alternativeProvision === row.alternativeProvision &&
        each.ncYear === yearOf(row, became.on),
    );
  };
  for (const row of [...rows].sort((a, b) => (a.startDate < b.startDate ? -1 : 1))) {
    if (taken.has(row.id)) continue;
    const own = [row];
    for (let part = next(row); part; part = next(part)) {
      own.push(part);
      taken.add(part.id);
    }
    parts.set(row.id, own);
  }
  return parts;
}

/** An enrolment in pieces, each at the school as it was called in its days. */
function piecesOf(row: EnrolmentRow, lines: SchoolLines): Piece[] {
  const pieces: Piece[] = [];
  let from: PlainDate = row.startDate;
  let schoolId = row.schoolId && lines.schoolOn(row.schoolId, from);
  for (;;) {
    const became = schoolId ? lines.after(schoolId) : null;
    const goesOn = became && became.on > from && (row.endDate === null || row.endDate >= became.on);
    const endDate = goesOn ? addDays(became.on, -1) : row.endDate;
    const ncYear = from === row.startDate ? row.ncYear : yearOf(row, from);
    pieces.push({ of: row.id, row: { ...row, schoolId, startDate: from, endDate, ncYear }, id: null });
    if (!goesOn) return pieces;
    from = became.on;
    schoolId = became.toId;
  }
}

/** The pieces as enrolments: with the rows of the parts that there were, as far as there are pieces. */
function named(pieces: readonly Piece[], parts: ReadonlyMap<string, Rows>, fresh: () => string): Rows {
  const used = new Set(pieces.flatMap(({ id }) => id ?? []));
  const give = (isMeant: (piece: Piece, part: EnrolmentRow, of: string) => boolean) => {
    for (const [of, own] of parts)
      for (const part of own) {
        const piece = used.has(part.id)
          ? undefined
          : pieces.find((each) => each.id === null && isMeant(each, part, of));
        if (!piece) continue;
        piece.id = part.id;
        used.add(part.id);
      }
  };
  give((piece, part, of) => piece.of === of && piece.row.schoolId === part.schoolId);
  give((piece, part) => piece.row.schoolId === part.schoolId && piece.row.kind === part.kind);
  give((piece, _, of) => piece.of === of);
  return pieces.map((piece) => {
    const id = piece.id ?? (used.has(piece.of) ? fresh() : piece.of);
    used.add(id);
    return { ...piece.row, id };
  });
}

/** Rows in the order in which they stood, and those that say the same themselves; new ones last. */
function asTheyStood(rows: Rows, held: Rows): Rows {
  const now = new Map(rows.map((row) => [row.id, row]));
  const kept = held.flatMap((was) => {
    const row = now.get(was.id);
    if (!row) return [];
    now.delete(was.id);
    const isSame = (Object.keys(row) as (keyof EnrolmentRow)[]).every((column) => row[column] === was[column]);
    return [isSame ? was : row];
  });
  const all = [...kept, ...now.values()];
  return all.length === held.length && all.every((row, at) => row === held[at]) ? held : all;
}
