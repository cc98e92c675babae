/** A person's name as it is held; a person with one name has it as surname, and no forename. */
export interface PersonName {
  readonly surname: string;
  readonly forename: string | null;
}

/**
 * A whole name as text writes it. Every word on screen and in every file that leaves goes by this or by `nameInList`.
 *
 * Source: issue 8 section 2 (one-word names can be held); domain.md section 1.
 * @example nameInText({ forename: 'Ana', surname: 'Sample' }) // 'Ana Sample'
 * @example nameInText({ forename: null, surname: 'Habibullah' }) // 'Habibullah'
 */
export const nameInText = ({ forename, surname }: PersonName): string => [forename, surname].filter(Boolean).join(' ');

/**
 * A whole name as lists write it.
 *
 * @example nameInList({ forename: 'Ana', surname: 'Sample' }) // 'SAMPLE, Ana'
 * @example nameInList({ forename: null, surname: 'Habibullah' }) // 'HABIBULLAH'
 */
export const nameInList = ({ forename, surname }: PersonName): string =>
  [surname.toLocaleUpperCase('en-GB'), forename].filter(Boolean).join(', ');
