import type { ChildOn } from '#db/queries/identity.ts';
import type { PlainDate } from '#domain/calendar/plainDate.ts';
import { nameInText, type PersonName } from '#domain/identity/personName.ts';
import { placementTypeWords, senWords } from '#service/child/placementAndSenWords.ts';
import type { ChildHeader } from '../model/packModel.ts';
import { disclosedPlacement } from './disclosedPlacement.ts';
import { isForAdoption } from './schoolPackSecrets.ts';
import { ncYearOfPack } from './schoolPackWords.ts';

export interface HeaderSetting {
  asAt: PlainDate;
  laCode: string;
  /** The assistant head of each locality, by its id. */
  heads: ReadonlyMap<string, string>;
}

/** The identifier that stands for a child where no name may or can: the local one, else a part of the row's own. */
export const localIdOf = (identity: ChildOn): string => identity.localId ?? identity.childId.slice(-12);

/**
 * The name a child goes by in a pack: the legal one, or the local identifier where none is known. A child placed for adoption goes
 * by the known-as name, as in the new school, and by the forename alone where none is recorded; one name alone may be the birth family's,
 * so the local identifier stands for it.
 *
 * Source: domain.md section 1 ('A child placed for adoption goes by the known-as name in the new school's pack').
 */
export function nameInPack(identity: ChildOn, asAt: PlainDate): PersonName {
  const { legal, calledNow } = identity;
  if (!isForAdoption(identity, asAt)) return legal ?? { forename: null, surname: localIdOf(identity) };
  const forename = legal?.forename ?? null;
  return calledNow ?? { forename, surname: forename === null ? localIdOf(identity) : '' };
}

/**
 * The facts at the top of a child's pack. For a secret placement nothing of the place is there, and neither is the
 * assistant head, who leads one locality and so would name it: the pack names the team.
 *
 * Source: domain.md section 1 ('Confidential placement'; names and responsible authority are dated facts).
 */
export function headerOfPupil(identity: ChildOn, setting: HeaderSetting): ChildHeader {
  const { asAt, laCode, heads } = setting;
  const { placement, locality, responsibleAuthority, secretPlacement: confidential } = identity;
  const head = locality?.id ? heads.get(locality.id) : undefined;
  return {
    legalName: nameInPack(identity, asAt),
    knownAs: isForAdoption(identity, asAt) ? null : knownAsWords(identity),
    dateOfBirth: identity.dateOfBirth,
    ncYear: ncYearOfPack(identity.ncYear),
    upn: identity.upn,
    senStatus: senWords(identity.senStatus),
    ...(responsibleAuthority === null || responsibleAuthority === laCode
      ? {}
      : { otherAuthority: `Another authority (number ${responsibleAuthority})` }),
    assistantHead: confidential || head === undefined ? null : { name: head, contact: null },
    ...disclosedPlacement({
      confidential: confidential || placement === null,
      type: placement === null ? null : placementTypeWords(placement.placementType),
      district: placement?.district ?? null,
    }),
  };
}

/** What the child is called, where that is not the legal name: the forename alone when the surname is the same. */
function knownAsWords({ legal, knownAs }: ChildOn): string | null {
  if (knownAs === null) return null;
  if (legal !== null && knownAs.surname === legal.surname && knownAs.forename === legal.forename) return null;
  return knownAs.surname === legal?.surname && knownAs.forename !== null ? knownAs.forename : nameInText(knownAs);
}
