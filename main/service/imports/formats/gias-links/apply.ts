import type { Row } from '#db/history/change.ts';
import { childrenOfSchools } from '#db/queries/schoolLinks.ts';
import { addDays, mondayOf } from '#domain/calendar/plainDate.ts';
import { schoolBecame } from '#domain/enrolment/schoolBecame.ts';
import { onItsRoll, schoolLedTo } from '#domain/enrolment/schoolLedTo.ts';
import type { FactKind } from '#domain/facts/factRows.ts';
import { saysNothing } from '#domain/facts/said.ts';
import { type LinkKind, linksTogether, type SchoolLink, schoolLinkSaid } from '#domain/schools/schoolLinkSaid.ts';
import { dateInWords } from '#service/documents/dateInWords.ts';
import { changedIf, type RowApplier } from '#service/imports/apply/applied.ts';
import { isFault } from '#service/imports/apply/findChild.ts';
import type { ImportRun } from '#service/imports/apply/importRun.ts';
import { marksFollow } from '#service/imports/apply/marksFollow.ts';
import { applyRule } from '#service/imports/apply/ruled.ts';
import { byConversion } from '#service/imports/apply/sayConversions.ts';
import { carryContact } from '../schools/contactsOfSchools.ts';
import { createSchoolWriter, SCHOOLS, schoolsInHand } from '../schools/schoolsInHand.ts';
import type { Fault, SourceRow } from '../types.ts';
import type { SchoolLinkRow } from './format.ts';

const KINDS: readonly [FactKind, ...FactKind[]] = ['enrolments', 'peps', 'child'];

type Taken = { link: SchoolLink; fromId: string; toId: string; outcome: 'added' | 'changed' | 'unchanged' };

/**
 * Brings in which school became which (`schoolLinkSaid`, `linksTogether`). A conversion carries what is held of children
 * (`schoolBecame`), the weeks of marks from its week on, and the designated teacher; of a merger
 * or a split a person says for each child where it goes on (`schoolLedTo`). Links of schools that are not here are left alone.
 */
export function createSchoolLinkApplier(
  run: ImportRun,
  rows: readonly (SchoolLinkRow & SourceRow)[],
): RowApplier<SchoolLinkRow> {
  const schools = schoolsInHand(run);
  const writeSchool = createSchoolWriter(run);
  const links = run.table('school_link', ['from_school_id', 'to_school_id']);
  const idOf = (urn: string): string | null => schools.ofUrn(urn)?.id ?? null;
  const nameOf = (urn: string): string => `${schools.ofUrn(urn)?.name ?? ''} (${urn})`;
  const names = new Map(rows.flatMap(({ linkUrn, linkName }) => (linkUrn && linkName ? [[linkUrn, linkName]] : [])));
  const told = rows.flatMap((row) => schoolLinkSaid(row) ?? []);
  // Those of files of this import that were ruled before among them: told one by one they are what they are together.
  const before = heldLinks(links.rows(), (id) => schools.ofId(id)?.urn ?? null);
  const pairs = new Map(linksTogether([...told, ...before]).map((link) => [`${link.from} ${link.to}`, link]));
  const isNewest = (what: string) => !run.saidLater(SCHOOLS).has(what);

  /** The register's links name a school that is not here yet, and say nothing else of it. */
  const successor = (urn: string, name: string): string | null => {
    const made = writeSchool(0, {
      ...{ urn, name, laestab: saysNothing, phase: saysNothing, districtId: saysNothing },
      ...{ postcode: saysNothing, openedOn: saysNothing, closedOn: saysNothing },
    });
    return 'fault' in made ? null : made.id;
  };

  const take = (link: SchoolLink): Taken | null => {
    const fromId = idOf(link.from);
    if (fromId === null || link.on === null) return null;
    const name = names.get(link.to);
    const toId = idOf(link.to) ?? (name ? successor(link.to, name) : null);
    if (toId === null) return null;
    const [held] = links.find(fromId, toId);
    const values = { linked_on: link.on, kind: link.kind };
    if (!held) links.insert({ from_school_id: fromId, to_school_id: toId, ...values });
    if (!held) return { link, fromId, toId, outcome: 'added' };
    if (isNewest(`link ${link.from} ${link.to}`))
      return { link, fromId, toId, outcome: changedIf(links.update(held.id, values)) };
    const stands = { ...link, on: String(held.linked_on), kind: held.kind as LinkKind };
    return { link: stands, fromId, toId, outcome: 'unchanged' };
  };
  const taken = new Map<string, Taken>();
  /** Of each pair that the file tells, the day it gives last. */
  const days = new Map<string, SchoolLink['on']>();
  for (const { from, to, on } of told) days.set(`${from} ${to}`, on ?? days.get(`${from} ${to}`) ?? null);
  for (const [key, link] of pairs) {
    const one = days.has(key) ? take({ ...link, on: days.get(key) ?? link.on }) : null;
    if (one) taken.set(key, one);
  }
  for (const [key, { from, to, kind }] of pairs) {
    const held = before.find((each) => `${each.from} ${each.to}` === key);
    if (kind === 'conversion' || held?.kind !== 'conversion' || days.has(key)) continue;
    const [row] = links.find(idOf(from) ?? '', idOf(to) ?? '');
    if (row) links.update(row.id, { kind });
    run.warn({
      reason: `${kind === 'merger' ? `${nameOf(to)} came of other schools beside ${nameOf(from)}` : `${nameOf(from)} became other schools beside ${nameOf(to)}`}, so that the one is not the other under a new number. Children who went on there without being asked about stay there: look whether each of them is there`,
    });
  }
  run.linksChanged();
  run.say(
    SCHOOLS,
    [...taken.values()].flatMap(({ link: { from, to } }) => [`link ${from} ${to}`, byConversion(from, to)]),
  );
  const children = childrenOfSchools(run.store);
  for (const link of withdrawn(before, rows, pairs))
    if (isNewest(`link ${link.from} ${link.to}`))
      run.warn({
        reason: `This file no longer says that ${nameOf(link.from)} became ${nameOf(link.to)} on ${link.on}: what was carried stays. Where it was a mistake of the register, undo the import that brought the link`,
      });
  const concerned = ({ fromId, toId }: Taken) => [
    ...new Set([...(children.get(fromId) ?? []), ...(children.get(toId) ?? [])]),
  ];

  const carry = (row: number, { link, fromId, toId }: Taken): boolean | Fault => {
    const on = link.on ?? run.asOf;
    const keys = new Map(
      run
        .lines()
        .allOf(fromId)
        .map((id) => [id, schools.ofId(id)?.urn ?? '']),
    );
    let [enrolled, peps] = [0, 0];
    for (const childId of concerned({ link, fromId, toId, outcome: 'unchanged' })) {
      const became = { row, was: nameOf(link.from), now: nameOf(link.to), on, keys };
      const heldPeps = run.facts.of(childId, KINDS).peps;
      const outcome = applyRule(run, childId, KINDS, schoolBecame, became);
      if (isFault(outcome)) return outcome;
      if (outcome !== 'unchanged') enrolled += 1;
      const nowPeps = run.facts.of(childId, KINDS).peps;
      peps += nowPeps.filter(({ schoolId }, at) => schoolId !== heldPeps[at]?.schoolId).length;
      if (run.facts.of(childId, ['child']).child[0]?.sealedOn) continue;
      const { enrolments } = run.facts.of(childId, ['enrolments']);
      marksFollow(run, row, enrolments, enrolments);
    }
    const teacher = carryContact(run, { fromId, toId, on }, 'designatedTeacher');
    if (enrolled === 0 && !teacher) return false;
    const what = [
      ...(enrolled > 0 ? [`${enrolled === 1 ? 'one child goes' : `${enrolled} children go`} on there`] : []),
      ...(peps > 0
        ? [peps === 1 ? 'one open PEP is to be finished there' : `${peps} open PEPs are to be finished there`]
        : []),
      ...(teacher ? ['the designated teacher goes on there'] : []),
    ];
    run.warn({
      row,
      reason: `${nameOf(link.from)} became ${nameOf(link.to)} on ${on}: ${what.join(', ')}; it is no school move`,
    });
    return true;
  };

  /** Asks of each child at a school that was merged or split where it goes on; answers whether somebody said so of any. */
  const decide = (row: number, { link, fromId, toId, outcome }: Taken): boolean | Fault => {
    const on = link.on ?? run.asOf;
    let [open, moved] = [0, 0];
    for (const childId of children.get(fromId) ?? []) {
      const led = { row, fromId, toId, was: nameOf(link.from), now: nameOf(link.to), on };
      const before = onItsRoll(run.facts.of(childId, KINDS), led);
      const ruled = applyRule(run, childId, KINDS, schoolLedTo, led);
      if (isFault(ruled)) return ruled;
      if (before.length > 0) open += 1;
      if (ruled === 'unchanged') continue;
      moved += 1;
      const now = run.facts.of(childId, KINDS).enrolments;
      for (const { id, kind } of before) {
        const goesOn = now.find((row) => row.schoolId === toId && row.kind === kind && row.startDate === on);
        if (goesOn) run.whenTaken(() => run.marks.move(id, goesOn.id, (monday) => monday >= mondayOf(addDays(on, 6))));
      }
    }
    const how = link.kind === 'merger' ? 'was merged into' : 'was split; a part became';
    if (open > 0 && outcome !== 'unchanged')
      run.ask({
        id: `${run.source}: ${link.from} led to ${link.to}`,
        words: `${nameOf(link.from)} ${how} ${nameOf(link.to)} on ${dateInWords(on)}: ${open === 1 ? 'one child was' : `${open} children were`} on its roll that day. Say for each, under changes and corrections, whether it goes on there; where nothing is said it stays as it is.`,
        confirm: 'Each child was looked at',
      });
    return moved > 0;
  };

  const seen = new Set<string>();
  return (row) => {
    const said = schoolLinkSaid(row);
    const key = said && `${said.from} ${said.to}`;
    if (!said || !key || seen.has(key)) return 'unchanged';
    seen.add(key);
    const one = taken.get(key);
    if (!one) {
      const isHere = idOf(said.from) !== null && (children.get(idOf(said.from) ?? '')?.size ?? 0) > 0;
      if (!isHere) return 'unchanged';
      const day = pairs.get(key)?.on ?? null;
      return day === null
        ? { field: 'LinkEstablishedDate', value: '', reason: 'Children are at this school: say the day of the change' }
        : { field: 'LinkURN', value: said.to, reason: 'Children are at its predecessor: bring in this school first' };
    }
    if (one.link.kind === 'conversion') {
      const carried = carry(row.row, one);
      if (typeof carried !== 'boolean') return carried;
      return one.outcome === 'unchanged' ? changedIf(carried) : one.outcome;
    }
    const decided = decide(row.row, one);
    if (typeof decided !== 'boolean') return decided;
    return one.outcome === 'unchanged' ? changedIf(decided) : one.outcome;
  };
}

/** The links that are held between schools with a number, in the order of their numbers. */
const heldLinks = (rows: readonly Row[], urnOf: (id: string) => string | null): SchoolLink[] =>
  rows
    .flatMap((row) => {
      const [from, to] = [urnOf(String(row.from_school_id)), urnOf(String(row.to_school_id))];
      return from && to ? [{ from, to, on: String(row.linked_on), kind: row.kind as LinkKind }] : [];
    })
    .sort((a, b) => (`${a.from} ${a.to}` < `${b.from} ${b.to}` ? -1 : 1));

/** Conversions that are held, of whose schools the file speaks, and that it does not have, or has as something else. */
const withdrawn = (
  held: readonly SchoolLink[],
  rows: readonly SchoolLinkRow[],
  told: ReadonlyMap<string, SchoolLink>,
): SchoolLink[] => {
  const spokenOf = new Set(rows.map(({ urn }) => urn));
  const keys = new Set(rows.flatMap((row) => schoolLinkSaid(row) ?? []).map(({ from, to }) => `${from} ${to}`));
  return held.filter(
    ({ kind, from, to }) =>
      kind === 'conversion' &&
      (spokenOf.has(from) || spokenOf.has(to)) &&
      (!keys.has(`${from} ${to}`) || told.get(`${from} ${to}`)?.kind !== 'conversion'),
  );
};
