import { careOfListSaid } from '#domain/care/careOfListSaid.ts';
import { secretOfListSaid } from '#domain/care/secretOfListSaid.ts';
import type { FactKind, Facts } from '#domain/facts/factRows.ts';
import { inTurn, type Ruling, type Saying } from '#domain/facts/ruling.ts';
import { saysIfGiven } from '#domain/facts/said.ts';
import type { PlaceFinder } from '#service/imports/apply/findPlaces.ts';
import type { SourceRow } from '../types.ts';
import type { LookedAfterRow } from './format.ts';

/** What `careSaid` reads and writes. */
export const CARE_KINDS: readonly FactKind[] = ['episodes', 'secretPlacements', 'identifiers', 'child', 'authorities'];

/** The care, placement and secrecy that a row of the list tells of; what becomes of them are the rules of `domain/care`. */
export const careSaid =
  (places: PlaceFinder) =>
  (held: Facts, row: LookedAfterRow & SourceRow & { laCode: string }, saying: Saying): Ruling => {
    const districtOn = (day: string) =>
      places.districtNamed(row.placementDistrict) ?? places.districtOfPostcode(row.placementPostcode, day);
    return inTurn(
      held,
      (facts) =>
        careOfListSaid(facts, { ...row, isConfidential: row.confidentialPlacement === true, districtOn }, saying),
      (facts) => {
        const confidential = saysIfGiven(row.confidentialPlacement);
        const { careStart, placementStart } = row;
        return secretOfListSaid(facts, { confidential, careStart, placementStart }, saying);
      },
    );
  };
