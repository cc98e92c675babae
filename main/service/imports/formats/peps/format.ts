import type { PlainDate } from '#domain/calendar/plainDate.ts';
import { type CellReader, date, oneOf, text, yesNo } from '#service/imports/read/cells.ts';
import {
  localIdColumn,
  optionalDate,
  requiredDate,
  type SchoolRef,
  schoolColumns,
} from '#service/imports/read/columns.ts';
import { type Column, optional, refuseRepeats, type TableFormat } from '#service/imports/read/table.ts';
import type { Fault, Warning } from '../types.ts';

/** Sections of the default rubric, in order; an authority's own rubric names them. */
const SECTIONS = 8;
/** Targets the template has columns for, and the most the reader understands. */
const TEMPLATE_TARGETS = 3;
const MOST_TARGETS = 10;

const grade = oneOf({ green: ['g'], amber: ['a'], red: ['r'] });
export type SectionGrade = 'green' | 'amber' | 'red';

const evaluation = oneOf({
  notEvaluated: ['not evaluated', 'not yet evaluated'],
  notBegun: ['not begun', 'not started'],
  underWay: ['under way', 'underway', 'in progress', 'ongoing'],
  partlyMet: ['partly met', 'partially met', 'partly achieved', 'partially achieved'],
  met: ['achieved'],
  notMet: ['not met', 'not achieved'],
});
export type TargetEvaluation = 'notEvaluated' | 'notBegun' | 'underWay' | 'partlyMet' | 'met' | 'notMet';

/** When a target falls due: a date where it is one (as YYYY-MM-DD), otherwise the words, such as 'end of summer term'. */
const dateOrWords: CellReader<string> = (cell) => {
  const read = date(cell);
  return read.ok ? read : text(100)(cell);
};

const base = {
  localId: localIdColumn(),
  reference: optional('reference', text(80), {
    title: 'Reference',
    help: "The PEP's own number in the system it comes from; it is found by it first, whatever else was put right",
    example: 'PEP-2024-0117',
    aliases: ['pep_reference', 'pep_id', 'pep_number'],
  }),
  ...schoolColumns('The school of the designated teacher; empty where the child has no school place'),
  reason: optional('reason', text(60), {
    title: 'Reason',
    help: 'Why the PEP was due: initial, termly, placement move, school change or new key stage',
    example: 'termly',
    aliases: ['pep_type', 'type'],
  }),
  due: requiredDate('due', 'Due', 'Day the PEP was due', '20/12/2024', ['due_date', 'pep_due', 'due_on']),
  held: optionalDate('held', 'Held', 'Day of the meeting', '11/12/2024', [
    'held_date',
    'pep_date',
    'meeting_date',
    'held_on',
  ]),
  submitted: optionalDate('submitted', 'Submitted', 'Day it reached Virtual School', '13/12/2024', ['submitted_on']),
  signedOff: optionalDate(
    'signed_off',
    'Signed off',
    'Day it was signed off; it is locked from then on',
    '18/12/2024',
    ['signed_off_on', 'sign_off_date'],
  ),
  gradedBy: optional('graded_by', text(150), {
    title: 'Graded by',
    help: 'Who judged the sections',
    example: 'Jo Assistant',
  }),
  gradedOn: optionalDate('graded_on', 'Graded on', 'Day of the judgement', '17/12/2024'),
  noSchoolReason: optional('no_school_reason', text(200), {
    severalLines: true,
    title: 'No school: reason',
    help: 'Why there is no school place, where there is none: the PEP is still due',
  }),
};

const sectionColumns: Record<string, Column<unknown>> = {};
for (let section = 1; section <= SECTIONS; section += 1) {
  const [first, name] = [section === 1, `section_${section}`];
  sectionColumns[`${name}_grade`] = optional(`${name}_grade`, grade, {
    title: `Section ${section} grade`,
    help: first ? 'green, amber or red; empty where the section is not judged' : '',
    example: first ? 'amber' : 'green',
  });
  sectionColumns[`${name}_reason`] = optional(`${name}_reason`, text(2000), {
    title: `Section ${section} reason`,
    help: first ? 'Why this grade: the designated teacher reads it' : '',
    example: first ? "The child's words are there, but not how they were gathered" : 'Complete and specific',
    severalLines: true,
  });
  sectionColumns[`${name}_filled`] = optional(`${name}_filled`, yesNo, {
    title: `Section ${section} filled`,
    help: 'yes or no; empty is yes where a grade is given',
    hidden: true,
  });
}

const targetColumns: Record<string, Column<unknown>> = {};
const TARGET_PARTS = {
  what: [text(1000), 'what is to be achieved', 'Read aloud to an adult for ten minutes, four days a week'],
  when: [dateOrWords, 'by when: a date, or words such as end of spring term', '04/04/2025'],
  where: [text(200), 'where it happens', 'At school'],
  who: [text(200), 'who does it', 'Class teacher and carer'],
  how_often: [text(200), 'how often', 'Four times a week'],
  evaluation: [evaluation, 'notEvaluated, notBegun, underWay, partlyMet, met or notMet', 'underWay'],
} as const;
for (let target = 1; target <= MOST_TARGETS; target += 1) {
  for (const [part, [read, help, example]] of Object.entries(TARGET_PARTS)) {
    const name = `target_${target}_${part}`;
    targetColumns[name] = optional(name, read as CellReader<unknown>, {
      title: `Target ${target}: ${part.replace('_', ' ')}`,
      help: `SMART target ${target}: ${help}`,
      example: target === 1 ? example : '',
      hidden: target > TEMPLATE_TARGETS,
      severalLines: part !== 'evaluation',
    });
  }
}

const columns = { ...base, ...sectionColumns, ...targetColumns };

export type PepSection = { section: number; filled: boolean; grade: SectionGrade | null; reason: string | null };
export type PepTarget = {
  position: number;
  what: string;
  when: string;
  where: string | null;
  who: string;
  howOften: string | null;
  /** Null says nothing of it. */
  evaluation: TargetEvaluation | null;
};

/** One Personal Education Plan. `sections` holds only sections the row says anything about, `targets` those with a 'what'. */
export type PepRow = SchoolRef & {
  localId: string;
  reference: string | null;
  reason: string | null;
  due: PlainDate;
  held: PlainDate | null;
  submitted: PlainDate | null;
  signedOff: PlainDate | null;
  gradedBy: string | null;
  gradedOn: PlainDate | null;
  noSchoolReason: string | null;
  sections: PepSection[];
  targets: PepTarget[];
};

type Cells = Record<string, unknown>;
const words = (cells: Cells, name: string): string | null => (cells[name] as string | null | undefined) ?? null;

const sectionsOf = (cells: Cells, warnings: Omit<Warning, 'row'>[], faults: Fault[]): PepSection[] => {
  const sections: PepSection[] = [];
  for (let section = 1; section <= SECTIONS; section += 1) {
    const name = `section_${section}`;
    const given = words(cells, `${name}_grade`) as SectionGrade | null;
    const reason = words(cells, `${name}_reason`);
    const filled = (cells[`${name}_filled`] as boolean | null | undefined) ?? null;
    if (given === null && reason === null && filled === null) continue;
    if (given !== null && reason === null) {
      const advice = 'A grade stands with its reason: write it down for the designated teacher';
      if (given === 'green') warnings.push({ field: `${name}_reason`, value: '', reason: advice });
      else faults.push({ field: `${name}_reason`, value: '', reason: advice });
    }
    sections.push({ section, filled: filled ?? (given !== null || reason !== null), grade: given, reason });
  }
  return sections;
};

const targetsOf = (cells: Cells, faults: Fault[]): PepTarget[] => {
  const targets: PepTarget[] = [];
  for (let position = 1; position <= MOST_TARGETS; position += 1) {
    const part = (name: string) => words(cells, `target_${position}_${name}`);
    const [what, when, where, who, howOften] = [
      part('what'),
      part('when'),
      part('where'),
      part('who'),
      part('how_often'),
    ];
    const evaluated = part('evaluation') as TargetEvaluation | null;
    if ([what, when, where, who, howOften, evaluated].every((each) => each === null)) continue;
    for (const [name, value] of Object.entries({ what, when, who })) {
      if (value !== null) continue;
      const reason = `Target ${position} is begun but does not say ${name}: fill it in, or empty the whole target`;
      faults.push({ field: `target_${position}_${name}`, value: '', reason });
    }
    targets.push({
      position,
      what: what ?? '',
      when: when ?? '',
      where,
      who: who ?? '',
      howOften,
      evaluation: evaluated,
    });
  }
  return targets;
};

/**
 * PEPs with their four dates, section grades with reasons, and SMART targets: one row a PEP (child and due date).
 * Refused: amber or red without a reason, a target without what, when or who, dates in an impossible order.
 *
 * Source: domain notes, section 8.
 */
export const peps: TableFormat<typeof columns, PepRow> = {
  id: 'peps',
  title: 'PEPs with section grades and targets',
  columns,
  signature: ['local_id', 'due', 'held'],
  finish: (read) => {
    const faults: Fault[] = [];
    const warnings: Omit<Warning, 'row'>[] = [];
    const order = [
      ['submitted', read.submitted, 'held', read.held],
      ['signed_off', read.signedOff, 'held', read.held],
      ['signed_off', read.signedOff, 'submitted', read.submitted],
    ] as const;
    for (const [later, laterDate, earlier, earlierDate] of order) {
      if (laterDate === null || earlierDate === null || laterDate >= earlierDate) continue;
      const reason = `Before the day it was ${earlier} (${earlierDate}): correct one of the two`;
      if (!faults.some((fault) => fault.field === later)) faults.push({ field: later, value: laterDate, reason });
    }
    const sections = sectionsOf(read, warnings, faults);
    const targets = targetsOf(read, faults);
    const {
      localId,
      reference,
      schoolUrn,
      schoolName,
      schoolLaestab,
      schoolPostcode,
      reason,
      due,
      held,
      submitted,
      signedOff,
      gradedBy,
      gradedOn,
      noSchoolReason,
    } = read;
    const own = {
      localId,
      reference,
      schoolUrn,
      schoolName,
      schoolLaestab,
      schoolPostcode,
      reason,
      due,
      held,
      submitted,
      signedOff,
      gradedBy,
      gradedOn,
      noSchoolReason,
    };
    return { row: { ...own, sections, targets }, faults, warnings };
  },
  across: (rows) => ({
    refuse: refuseRepeats(
      rows,
      (row) => `${row.localId}\u0000${row.reference ?? row.due}`,
      'due',
      'a PEP of this reference or due on this day',
    ),
    warnings: [],
  }),
};
