import { foldedWords } from './foldedWords.ts';

/** Words in a carer's entry that name nobody. */
const NO_NAME = new Set(
  (
    'mr mrs ms miss mx dr and the for with from of foster fostering carer carers care family families home homes house lodge ' +
    'children child childrens kinship agency service services council county kent local authority ltd limited unit school'
  ).split(' '),
);

/**
 * The names in a carer's entry, folded, of three letters or more; O'Brien is there as 'obrien' and as 'brien', for those who
 * leave a space.
 *
 * @example carerNames('Mrs Jane O’Brien and family') // ['jane', 'obrien', 'brien']
 */
export const carerNames = (carer: string | null): string[] =>
  carer === null
    ? []
    : [
        ...new Set(
          [...foldedWords(carer).split(' '), ...foldedWords(carer.replace(/[’‘ʼ'`]/g, ' ')).split(' ')].filter(
            (name) => name.length >= 3 && !NO_NAME.has(name),
          ),
        ),
      ];
