import type { ReadConnection } from '#db/open.ts';
import type { ChildOn } from '#db/queries/identity.ts';
import { packNames, schoolsNamedIn } from '#db/queries/packsNames.ts';
import { remembered } from '#db/remembered.ts';
import { nameInText } from '#domain/identity/personName.ts';
import { foldedWords } from '#domain/secrecy/foldedWords.ts';
import { createPointFinder, type TextPoint } from '#domain/secrecy/pointsInText.ts';

/**
 * Finds what to look at in the free text of a school's pupils before it leaves; what the records know is read once for all of
 * them. `texts` is everything that will be looked at: of the many schools there are only those are kept that it may name.
 */
export function pointsOfPupils(
  reader: ReadConnection,
  given: { schoolId: string; asAt: string; texts: readonly string[] },
): (identity: ChildOn) => (text: string) => TextPoint[] {
  const { children, identifiers, districts, schoolmates, carers } = packNames(reader, given.schoolId, given.asAt);
  const schools = schoolsNamedIn(reader, given.texts.join('\n'), given.schoolId);
  const fold = remembered(foldedWords);
  return ({ childId, legal, knownAs, calledNow, episodes }) => {
    const own = [legal, knownAs, calledNow].flatMap((name) =>
      name === null ? [] : [nameInText(name), name.surname, ...(name.forename === null ? [] : [name.forename])],
    );
    return createPointFinder(
      {
        children: children.filter((each) => each.childId !== childId).map(({ name }) => name),
        schoolmates: schoolmates.filter((each) => each.childId !== childId).map(({ name }) => name),
        identifiers: new Set(identifiers.filter((each) => each.childId !== childId).map(({ value }) => value)),
        schools,
        carers: [...new Set(episodes.flatMap(({ carer }) => (carer === null ? [] : [carer])))],
        othersCarers: carers.filter((each) => each.childId !== childId).map(({ carer }) => carer),
        districts,
        own,
      },
      fold,
    );
  };
}
