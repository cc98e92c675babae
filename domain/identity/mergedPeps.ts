import type { Facts, PepRow, PepSectionRow, PepTargetRow } from '#domain/facts/factRows.ts';
import { pepTerm } from '#domain/peps/findPep.ts';
import type { PepStatus } from '#domain/peps/pepLifecycle.ts';
import { defaultPepSections } from '#domain/peps/pepSections.ts';
import { inWords, type Merging, pairedRows } from './mergedRows.ts';

type PepFacts = Pick<Facts, 'peps' | 'pepSections' | 'pepTargets'>;
/** A whole PEP: its own row and what is written in it. */
type Pep = { row: PepRow; sections: readonly PepSectionRow[]; targets: readonly PepTargetRow[] };

const said: Readonly<Record<PepStatus, string>> = {
  due: 'not held yet',
  draft: 'draft',
  submitted: 'submitted',
  returned: 'returned',
  signedOff: 'signed off',
};

const mayBeOne = (a: PepRow, b: PepRow): boolean =>
  a.version === b.version && (a.reference === null || b.reference === null || a.reference === b.reference);
/**
 * By its reference; its kind and due day; the day it was held; its kind and term where one of the two waits to be held. One of
 * another kind that is due on that day is another.
 */
const ways: readonly ((a: PepRow, b: PepRow) => boolean)[] = [
  (a, b) => mayBeOne(a, b) && a.reference !== null && a.reference === b.reference,
  (a, b) => mayBeOne(a, b) && a.dueOn === b.dueOn && a.reason === b.reason,
  (a, b) => mayBeOne(a, b) && a.heldOn !== null && a.heldOn === b.heldOn,
  (a, b) =>
    mayBeOne(a, b) &&
    (a.heldOn === null || b.heldOn === null) &&
    pepTerm(a.reason, a.dueOn) === pepTerm(b.reason, b.dueOn),
];

/**
 * The PEPs of both records, each once and whole: what one knows of a PEP that waits in the other, sections and targets that only one of them has are kept, and where the two
 * differ in anything, what is written in them among it, one of the two holds. What the other had then is an alias.
 *
 * Source: issue 8 section 3 (merging: collisions are decided in the preview); domain.md section 8 (what a PEP consists of).
 * @example held 2025-01-15, nothing written / the same with two sections graded // one PEP with the two, and nobody is asked
 */
export function mergedPeps(stays: PepFacts, goes: PepFacts, merging: Merging): PepFacts {
  const { moved, alias, fromGoes } = merging;
  const wholes = ({ peps, pepSections, pepTargets }: PepFacts) =>
    new Map(
      peps.map((row): [PepRow, Pep] => [
        row,
        {
          row,
          sections: pepSections.filter(({ pepId }) => pepId === row.id),
          targets: pepTargets.filter(({ pepId }) => pepId === row.id),
        },
      ]),
    );
  const [ofStays, ofGoes] = [wholes(stays), wholes(goes)];
  const pairs = pairedRows([stays.peps, goes.peps], ways);
  const kept = [...ofStays].map(([row, pep]): Pep => {
    const twin = ofGoes.get(pairs.get(row) as PepRow);
    if (!twin) return pep;
    ofGoes.delete(twin.row);
    const [one, other] = [filledUp(pep, twin), filledUp(twin, pep)];
    const id = `peps ${row.dueOn} ${row.reason} version ${row.version}`;
    const goesHolds = contentOf(one) !== contentOf(other) && fromGoes(id, wordsOf(pep, twin), wordsOf(twin, pep));
    const [winner, loser] = goesHolds ? [twin, pep] : [pep, twin];
    aliasParts(winner, loser, alias);
    return goesHolds ? other : one;
  });
  const all = [...kept, ...ofGoes.values()];
  return {
    peps: all.map(({ row }) => moved(row)),
    pepSections: all.flatMap(({ sections }) => sections),
    pepTargets: all.flatMap(({ targets }) => targets),
  };
}

/** A PEP with what it leaves unsaid as the other has it. */
function filledUp({ row, sections, targets }: Pep, other: Pep): Pep {
  const { row: from } = other;
  // One that waits says only when it is due: how far it has come the other knows.
  const sameStep = row.status === from.status || row.status === 'due';
  const inPep = <Part extends { pepId: string }>(part: Part): Part => ({ ...part, pepId: row.id });
  return {
    row: {
      ...row,
      schoolId: row.schoolId ?? from.schoolId,
      reference: row.reference ?? from.reference,
      amendsId: row.amendsId ?? from.amendsId,
      noSchoolReason: row.noSchoolReason ?? from.noSchoolReason,
      ...(row.gradedOn === null && row.gradedBy === null ? { gradedOn: from.gradedOn, gradedBy: from.gradedBy } : {}),
      status: row.status === 'due' ? from.status : row.status,
      heldOn: row.heldOn ?? (sameStep ? from.heldOn : null),
      submittedOn: row.submittedOn ?? (sameStep ? from.submittedOn : null),
      signedOffOn: row.signedOffOn ?? (sameStep ? from.signedOffOn : null),
    },
    sections: [
      ...sections.map((section) => {
        const twin = other.sections.find((each) => each.section === section.section);
        return twin ? sectionFilledUp(section, twin) : section;
      }),
      ...other.sections.filter((each) => !sections.some(({ section }) => section === each.section)).map(inPep),
    ],
    targets: targets.length > 0 ? targets : other.targets.map(inPep),
  };
}

function sectionFilledUp(row: PepSectionRow, from: PepSectionRow): PepSectionRow {
  const { filled, content, grade, reason } = from;
  if (!row.filled && row.content === null && row.grade === null) return { ...row, filled, content, grade, reason };
  return { ...row, content: row.content ?? content, ...(row.grade === null ? { grade, reason } : {}) };
}

function aliasParts(winner: Pep, loser: Pep, alias: Merging['alias']): void {
  alias('peps', loser.row, winner.row);
  for (const row of loser.sections) {
    const into = winner.sections.find(({ section }) => section === row.section);
    if (into) alias('pepSections', row, into);
  }
  for (const row of loser.targets) {
    const into = winner.targets.find(({ position }) => position === row.position) ?? winner.targets[0];
    if (into) alias('pepTargets', row, into);
  }
}

/** All that a PEP says, whoever's it is. */
function contentOf({ row, sections, targets }: Pep): string {
  const { id: _id, childId: _child, amendsId: _amends, ...says } = row;
  const parts = <Part extends { id: string; pepId: string }>(rows: readonly Part[], key: (part: Part) => string) =>
    rows.toSorted((a, b) => (key(a) < key(b) ? -1 : 1)).map(({ id: _part, pepId: _pep, ...part }) => part);
  return JSON.stringify([
    says,
    parts(sections, ({ section }) => section),
    parts(targets, ({ position }) => String(position).padStart(4, '0')),
  ]);
}

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;
const titles = new Map(defaultPepSections.map(({ section, title }) => [section, title]));

/** What a PEP says, to be told from another: in short, and in full where the other says something else. */
function wordsOf({ row, sections, targets }: Pep, other: Pep): string {
  const from = other.row;
  const only = (column: keyof PepRow, words: string): string | null => {
    const value = row[column];
    return value === from[column] ? null : `${words} ${value ?? 'not said'}`;
  };
  const partsOf = (section: string) => {
    const here = sections.find((each) => each.section === section);
    const there = other.sections.find((each) => each.section === section);
    if (!here || !there || sectionWords(here) === sectionWords(there)) return [];
    return [`${titles.get(section) ?? section}: ${sectionWords(here)}`];
  };
  const listed = targets.map(targetWords).join(' + ');
  const theirs = other.targets.map(targetWords).join(' + ');
  const written = sections.filter(({ filled, grade }) => filled || grade !== null).length;
  return [
    `due ${row.dueOn}`,
    said[row.status as PepStatus],
    row.heldOn === null ? null : `held ${row.heldOn}`,
    row.reason === from.reason ? null : inWords(row.reason),
    only('submittedOn', 'submitted'),
    only('signedOffOn', 'signed off'),
    only('gradedBy', 'graded by'),
    only('gradedOn', 'graded'),
    only('schoolId', 'school'),
    only('noSchoolReason', 'without a school:'),
    written === 0 ? 'nothing written' : `${counted(written, 'section', 'sections')} written`,
    ...sections.flatMap(({ section }) => partsOf(section)),
    targets.length === 0 || listed === theirs ? null : `${counted(targets.length, 'target', 'targets')}: ${listed}`,
  ]
    .filter((part) => part !== null)
    .join('; ');
}

const sectionWords = ({ filled, grade, reason, content }: PepSectionRow): string =>
  [grade ?? (filled ? 'written' : 'not written'), reason, content].filter((part) => part !== null).join(', ');

const targetWords = ({ what, whenBy, wherePlace, who, howOften, costPounds, ...target }: PepTargetRow): string => {
  const cost = costPounds === null ? null : `£${costPounds}`;
  const evaluation = target.evaluation === 'notEvaluated' ? null : inWords(target.evaluation);
  return [what, whenBy, wherePlace, who, howOften, cost, evaluation, target.evidence].filter(Boolean).join(', ');
};
