import type { Difference, Saying } from './ruling.ts';

type Verb = Difference['as'];

/**
 * What another value means, where a file does not say. A correction says how it always was: the row is put right and no
 * second truth is left beside it. A change was not so before: the earlier value keeps its days and ends.
 *
 * A name in which only one letter differs is a correction (`nameSaid`). The birth date of an unaccompanied child is disputed,
 * which is a change: each date keeps its history (`birthDateSaid`).
 * Source: issue 8 section 1; domain.md section 1.
 */
const meaning = {
  dateOfBirth: 'correction',
  sex: 'correction',
  ethnicity: 'correction',
  firstLanguage: 'correction',
  careStart: 'correction',
  legalName: 'change',
  knownAsName: 'change',
  upn: 'change',
  uasc: 'change',
  responsibleAuthority: 'change',
  socialWorker: 'change',
  reviewingOfficer: 'change',
  legalStatus: 'change',
  placement: 'change',
  school: 'change',
  senStatus: 'change',
} as const satisfies Readonly<Record<string, Verb>>;

export type ChangingFact = keyof typeof meaning;

/**
 * How another value of a fact is understood: as a person decided in the preview, else as the fact's own.
 *
 * @param usual what it means of this child, where that is not what the table says
 * @example correctionOrChange('dateOfBirth', saying) // 'correction'
 */
export function correctionOrChange(what: ChangingFact, saying: Saying, usual: Verb = meaning[what]): Verb {
  const decided = saying.decided?.(what);
  return decided === 'correction' || decided === 'change' ? decided : usual;
}
