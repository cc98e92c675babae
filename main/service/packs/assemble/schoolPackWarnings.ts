import type { ChildOn } from '#db/queries/identity.ts';
import type { PlainDate } from '#domain/calendar/plainDate.ts';
import { isSecretPlacement } from '#domain/secrecy/isSecretPlacement.ts';
import { plural } from '../model/packWords.ts';
import { localIdOf } from './schoolPackChild.ts';
import type { Passage } from './schoolPackPassages.ts';
import type { PackProblem } from './schoolPackPeople.ts';
import { isForAdoption } from './schoolPackSecrets.ts';

/** What a sender is told about a child's name and free text; ids and counts, for the words stand with the child. */
export function aboutText(identity: ChildOn, passages: readonly Passage[], asAt: PlainDate): PackProblem[] {
  const of = localIdOf(identity);
  const count = (state: Passage['state']) => passages.filter((each) => each.state === state).length;
  const words: string[] = [];
  if (isSecretPlacement(identity, asAt))
    words.push(
      `The placement of ${of} is secret: the pack says nothing of the place, the carer or the assistant head, and bears no mark of that. ` +
        (passages.length === 0
          ? 'There is no free text about the child.'
          : `All free text is left out (${plural(passages.length, 'passage')}) but for what you tick below.`),
    );
  if (count('never') > 0)
    words.push(
      `${plural(count('never'), 'passage')} in the PEP of ${of} ${count('never') === 1 ? 'names' : 'name'} a secret placement and cannot be sent. Have the PEP amended so that it can be.`,
    );
  const pointed = passages.filter(({ state, points }) => state === 'in' && points.length > 0).length;
  if (pointed > 0)
    words.push(
      `${plural(pointed, 'passage')} in the PEP of ${of} ${pointed === 1 ? 'names' : 'name'} another child, a school, a carer or a place: look at ${pointed === 1 ? 'it' : 'them'} below before you export.`,
    );
  if (isForAdoption(identity, asAt) && identity.calledNow === null)
    words.push(
      `${of} is placed for adoption and no known-as name is recorded: the pack gives ${identity.legal?.forename == null ? 'the local identifier' : 'the forename alone'}. Bring in the known-as name with the looked-after list.`,
    );
  return words.map((each) => ({ stops: false, words: each }));
}
