import type { FactKind, Facts } from '#domain/facts/factRows.ts';
import { inTurn, type Ruling, type Saying } from '#domain/facts/ruling.ts';
import { saysIfGiven, saysNothing } from '#domain/facts/said.ts';
import { aboutChildSaid } from '#domain/identity/aboutChildSaid.ts';
import { birthDateSaid } from '#domain/identity/birthDateSaid.ts';
import { localIdSaid } from '#domain/identity/localIdSaid.ts';
import { upnSaid } from '#domain/identity/upnSaid.ts';
import type { RowApplier } from '#service/imports/apply/applied.ts';
import { createChildFinder, isFault, type RowOfChild, sealedFault } from '#service/imports/apply/findChild.ts';
import type { ImportRun } from '#service/imports/apply/importRun.ts';
import { applyRule, makeChild } from '#service/imports/apply/ruled.ts';
import type { SourceRow } from '../types.ts';
import type { Ssda903HeaderRow } from './format.ts';

type Row = Ssda903HeaderRow & SourceRow & { issuer: string };

/** Who the child of the return is. */
const childSaid = (held: Facts, row: Row, saying: Saying): Ruling =>
  inTurn(
    held,
    (facts) => {
      const about = { sex: saysIfGiven(row.sex), ethnicity: saysIfGiven(row.ethnicity), firstLanguage: saysNothing };
      return aboutChildSaid(facts, about, saying);
    },
    (facts) => localIdSaid(facts, { ...row, first: row.dateOfBirth }, saying),
    (facts) => birthDateSaid(facts, { dateOfBirth: row.dateOfBirth, field: 'DOB' }, saying),
    (facts) => upnSaid(facts, { upn: saysIfGiven(row.upn), first: row.dateOfBirth, takesBack: false }, saying),
  );

/**
 * Brings in the children of the looked-after return. CHILD is the authority's local id; the return holds no names and no
 * schools, and none are made up (domain.md section 10). Whose the child is follows with the first episode.
 */
export function createHeaderApplier(run: ImportRun): RowApplier<Ssda903HeaderRow> {
  const children = createChildFinder(run);
  return (given) => {
    const who: RowOfChild & SourceRow = {
      ...given,
      issuer: run.laCode,
      name: null,
      unaccompanied: false,
      care: null,
      field: 'CHILD',
      onFile: () => false,
    };
    const match = children.identify(who, 'UPN');
    if (isFault(match)) return match;
    const { child, upn, isPutRight } = match;
    const row: Row = { ...given, issuer: run.laCode, upn };
    if (child?.sealedOn) {
      if (row.upn === null || hasUpn(run, child.id, row.upn)) return 'unchanged';
      return sealedFault(child, 'UPN', null) ?? 'unchanged';
    }
    const outcome = child ? applyRule(run, child.id, KINDS, childSaid, row) : makeChild(run, row, childSaid, row);
    if (isFault(outcome)) return outcome;
    if (typeof outcome === 'string') {
      if (child) children.learn(child.id, who, upn);
      return isPutRight ? 'changed' : outcome;
    }
    children.learn(outcome.id, who, upn);
    return 'added';
  };
}

/** What `childSaid` reads and writes. */
const KINDS: readonly [FactKind, ...FactKind[]] = ['child', 'identifiers', 'birthDates', 'uasc'];

/** Whether the child has this UPN, now or formerly. */
const hasUpn = (run: ImportRun, childId: string, upn: string): boolean =>
  run.facts
    .of(childId, ['identifiers'])
    .identifiers.some(({ kind, value }) => (kind === 'upn' || kind === 'formerUpn') && value === upn);
