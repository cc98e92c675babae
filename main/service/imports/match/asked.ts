import type { ChildRef, WhyAsked } from '#domain/identity/matchChild.ts';

/** Answers to a question of whom a row means, beside the id of a candidate. */
export const NEW_CHILD = 'new';
export const LEFT_OUT = 'leaveOut';

/** What the answer to a question goes by: the same for all rows of a file about one child. */
export const questionOf = (source: string, field: string, { localId }: ChildRef): string =>
  `${source}: ${field} ${localId}`;

const words: Readonly<Record<WhyAsked, string>> = {
  otherAuthority:
    'No child of ours has this local id, but a child of another authority has: say whether that child is meant',
  otherCare:
    'A child here who is in another authority’s care seems to be meant: has it moved to the care of the authority of this list? Say it is this child only if it has; if not, leave the row out, and nothing changes',
  nearLocalId:
    'A child here has this local id but for capitals or leading noughts, and another birth date: say whether it is the same child',
  otherPerson:
    'This local id is that of a child with another name and birth date: say whether that child is meant, or leave the row out and correct the number',
  upnOfAnother: 'This UPN belongs to a child here who has another local id: say whether it is the same child',
  sameNameAndBirth: 'A child of this name and birth date is here already: say whether it is the same child',
  severalHaveIt: 'More than one child here has this number: say which of them is meant',
};

/** Why a row is asked about, in words. */
export const wordsOf = (why: WhyAsked): string => words[why];
