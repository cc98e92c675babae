import type { FactKind, Facts } from '#domain/facts/factRows.ts';
import { inTurn, type Ruling, type Saying } from '#domain/facts/ruling.ts';
import { saidOr, saysIfGiven } from '#domain/facts/said.ts';
import { aboutChildSaid } from '#domain/identity/aboutChildSaid.ts';
import { authoritySaid } from '#domain/identity/authoritySaid.ts';
import { birthDateSaid } from '#domain/identity/birthDateSaid.ts';
import { GOES_ON } from '#domain/identity/childDirectory.ts';
import { foldedLocalId } from '#domain/identity/foldedLocalId.ts';
import { knownAsSaid } from '#domain/identity/knownAsSaid.ts';
import { localIdSaid } from '#domain/identity/localIdSaid.ts';
import { nameSaid } from '#domain/identity/nameSaid.ts';
import { professionalSaid } from '#domain/identity/professionalSaid.ts';
import { uascSaid } from '#domain/identity/uascSaid.ts';
import { upnSaid } from '#domain/identity/upnSaid.ts';
import { changedIf, type RowApplier } from '#service/imports/apply/applied.ts';
import { createChildFinder, isFault, type RowOfChild, sealedFault } from '#service/imports/apply/findChild.ts';
import { createPlaceFinder } from '#service/imports/apply/findPlaces.ts';
import type { ImportRun } from '#service/imports/apply/importRun.ts';
import { applyRule, makeChild } from '#service/imports/apply/ruled.ts';
import { nameOnList } from '#service/imports/apply/upnsOnFile.ts';
import type { ImportQuestion, SourceRow } from '../types.ts';
import { CARE_KINDS, careSaid } from './careOfList.ts';
import type { LookedAfterRow } from './format.ts';
import { watchList } from './isItTheList.ts';
import { noticePossibleLeavers } from './possibleLeavers.ts';
import { createSchoolWriter } from './schoolOfList.ts';

type Row = LookedAfterRow & SourceRow;

/** What `childSaid` reads and writes. */
const KINDS: readonly [FactKind, ...FactKind[]] = [
  'child',
  'identifiers',
  'names',
  'birthDates',
  'uasc',
  'authorities',
  'professionals',
  'episodes',
];

/** Who the child on the list is, whose, and who works with the child. An empty cell says nothing. */
const childSaid = (held: Facts, row: Row & { laCode: string; isTwice: boolean }, saying: Saying): Ruling => {
  const born = { first: row.dateOfBirth };
  const inCare = { first: row.careStart };
  const about = {
    sex: saysIfGiven(row.sex),
    ethnicity: saysIfGiven(row.ethnicity),
    firstLanguage: saysIfGiven(row.firstLanguage),
  };
  const legal = legalName(held, row);
  const known = {
    ...{ surname: row.knownAsSurname, forename: row.knownAsForename },
    ...{ legal, before: held.names.filter(({ kind }) => kind === 'legal') },
  };
  const workers = [
    { kind: 'socialWorker', name: saysIfGiven(row.socialWorker) } as const,
    { kind: 'reviewingOfficer', name: saysIfGiven(row.reviewingOfficer) } as const,
  ];
  return inTurn(
    held,
    (facts) => aboutChildSaid(facts, about, saying),
    (facts) => localIdSaid(facts, { localId: row.localId, issuer: row.laCode, ...inCare }, saying),
    (facts) => nameSaid(facts, { kind: 'legal', ...legal, ...born }, saying),
    (facts) => knownAsSaid(facts, { ...known, ...born }, saying),
    (facts) => uascSaid(facts, { uasc: saysIfGiven(row.uasc), ...inCare }, saying),
    (facts) => birthDateSaid(facts, { dateOfBirth: row.dateOfBirth, field: 'date_of_birth' }, saying),
    (facts) => upnSaid(facts, { upn: saysIfGiven(row.upn), ...born, takesBack: !row.isTwice }, saying),
    (facts) => authoritySaid(facts, { laCode: row.laCode, ...inCare }, saying),
    ...workers.map((worker) => (facts: Facts) => professionalSaid(facts, { ...worker, ...inCare }, saying)),
  );
};

const isBeyondAscii = (text: string): boolean => /[^\u0020-\u007E]/.test(text);

/**
 * A row of a file that does not say in which code table it is written: a name that would become another by letters that are
 * guessed is not taken, and said.
 *
 * Source: cases/windows-1250-over-known-names.
 */
function keepingName(run: ImportRun, childId: string, row: Row): Row {
  const held = run.facts.of(childId, ['names']).names.find(({ kind, validTo }) => kind === 'legal' && validTo === null);
  const now = `${row.legalForename ?? ''} ${row.legalSurname ?? ''}`.trim();
  const was = held && `${held.forename ?? ''} ${held.surname}`.trim();
  if (!held || was === now || !(isBeyondAscii(now) || isBeyondAscii(was ?? ''))) return row;
  const reason = `The file does not say in which code table it is written: ${was} stays. Save it as CSV UTF-8 where the name is another`;
  run.warn({ row: row.row, field: 'legal_surname', value: now, reason });
  return { ...row, legalSurname: held.surname, legalForename: held.forename ?? row.legalForename };
}

/** The name in law: a part that the list leaves empty is as it is held. A child with one name has it as surname. */
const legalName = (held: Facts, row: Row) => {
  const before = held.names.find(({ kind, validTo }) => kind === 'legal' && validTo === null);
  const only = row.legalSurname === null || row.legalForename === null ? (row.legalSurname ?? row.legalForename) : null;
  // Of a child with one name, or of whom none is known, the one that is said is all of it.
  if (only !== null && (before?.forename ?? null) === null) return { surname: only, forename: null };
  return {
    surname: row.legalSurname ?? before?.surname ?? '',
    forename: row.legalForename ?? before?.forename ?? null,
  };
};

/** Whether the file gives a UPN for the child under another local id too: of two rows of one child neither is the newer. */
const isUnderAnotherNumber = (run: ImportRun, childId: string, row: { localId: string; laCode: string }): boolean =>
  run.facts
    .of(childId, ['identifiers'])
    .identifiers.some(
      ({ kind, issuer, value }) =>
        kind === 'localId' &&
        issuer === row.laCode &&
        foldedLocalId(value) !== foldedLocalId(row.localId) &&
        run.onFile(value) !== null,
    );

/**
 * Writes the current looked-after list, the feed that keeps the cohort: who the child is, whose, where placed, who works
 * with the child, and the school (domain.md section 11). Values that are known for the first time hold from the date of
 * birth (identity) or the start of care; later changes from the day the file speaks of. An empty cell changes nothing.
 *
 * @param localIds those of all its rows, the refused among them
 */
export function createLookedAfterApplier(
  run: ImportRun,
  localIds: readonly string[],
): {
  apply: RowApplier<LookedAfterRow>;
  /** To be called after the last row of a full list, with the local ids of rows that the reader refused. */
  noticeLeavers: (refusedLocalIds: readonly string[]) => number;
  /** Whether this is the list of looked-after children at all; to be asked after the last row. */
  question: (fileName: string, possibleLeavers: number) => ImportQuestion | null;
} {
  const children = createChildFinder(run);
  const places = createPlaceFinder(run);
  const care = careSaid(places);
  const writeSchool = createSchoolWriter(run);
  const watch = watchList(run);
  const onList = new Set<string>();
  const inFile = new Set(localIds.map(foldedLocalId));
  const onFile = (localId: string) => inFile.has(foldedLocalId(localId));
  const named = new Map<string, number>();

  /** Whoever may be meant by a row that cannot be taken stands on the list all the same. */
  const notMissed = (localId: string) => {
    for (const { id } of run.children().byLocalId(localId)) onList.add(id);
  };

  const apply = (row: Row) => {
    const laCode = places.authority(row.responsibleAuthority);
    if (isFault(laCode)) {
      notMissed(row.localId);
      return laCode;
    }
    named.set(laCode, (named.get(laCode) ?? 0) + 1);
    const who: RowOfChild & SourceRow = {
      ...row,
      issuer: laCode,
      name: nameOnList(row),
      unaccompanied: row.uasc === true,
      care: { start: row.careStart, until: saidOr(row.careEnd, null) ?? GOES_ON },
      field: 'local_id',
      onFile,
    };
    const match = children.identify(who, 'upn');
    if (isFault(match)) {
      // Whoever of them is meant stands on the list.
      for (const candidate of match.asks?.candidates ?? []) onList.add(candidate);
      return match;
    }
    const { child: found, upn, isPutRight } = match;
    if (found) {
      onList.add(found.id);
      const sealed = sealedFault(found, 'local_id', null);
      if (sealed) return sealed;
    }
    const isTwice = found !== null && isUnderAnotherNumber(run, found.id, { ...row, laCode });
    const said = { ...(found && run.guessedLetters ? keepingName(run, found.id, row) : row), upn, laCode, isTwice };
    const known = found ? applyRule(run, found.id, KINDS, childSaid, said) : null;
    if (isFault(known)) return known;
    const child = found ?? makeChild(run, { ...row, issuer: laCode }, childSaid, said);
    if (isFault(child)) return child;
    if (!found && (row.legalSurname === null || row.legalForename === null)) {
      const reason = 'Taken as a child with one name. Where that is not so, give both and bring the row in again';
      const field = row.legalSurname === null ? 'legal_surname' : 'legal_forename';
      run.warn({ row: row.row, field, value: '', reason });
    }
    onList.add(child.id);
    watch.row(found !== null, row);
    const taken = applyRule(run, child.id, ['episodes', ...CARE_KINDS], care, { ...row, laCode });
    if (isFault(taken)) return taken;
    const changes = [isPutRight, known === 'changed', taken !== 'unchanged', writeSchool(child.id, row)];
    children.learn(child.id, who, upn);
    return found ? changedIf(changes.includes(true)) : 'added';
  };

  const noticeLeavers = (refusedLocalIds: readonly string[]): number => {
    for (const localId of refusedLocalIds) notMissed(localId);
    return noticePossibleLeavers(run, onList, named);
  };

  return { apply, noticeLeavers, question: watch.question };
}
