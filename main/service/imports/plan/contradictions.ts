import type { ImportQuestion } from '../formats/types.ts';

const words: Readonly<Record<string, string>> = {
  legalName: 'name',
  knownAsName: 'known-as name',
  dateOfBirth: 'birth date',
  sex: 'sex',
  ethnicity: 'ethnicity',
  firstLanguage: 'first language',
  upn: 'UPN',
  uasc: 'unaccompanied',
  responsibleAuthority: 'authority',
  socialWorker: 'social worker',
  reviewingOfficer: 'reviewing officer',
  school: 'school',
  careStart: 'first day in care',
  legalStatus: 'legal status',
  placement: 'placement',
  careEnd: 'end of care',
  carer: 'carer',
  result: 'result',
  enrolment: 'enrolment',
  senStatus: 'SEN status',
  suspension: 'suspension',
  pep: 'PEP',
};

/** Where a file makes otherwise what others of the same day have said: how often, by the other file and by what. */
export class Contradictions {
  readonly #found = new Map<string, Map<string, number>>();

  note(source: string, what: string): void {
    const kind = what.split(' ')[0] ?? what;
    const ofFile = this.#found.get(source) ?? new Map<string, number>();
    this.#found.set(source, ofFile);
    ofFile.set(kind, (ofFile.get(kind) ?? 0) + 1);
  }

  /** A question for each of the other files: which of the two holds. It names no child. */
  questions(fileName: string): ImportQuestion[] {
    return [...this.#found].map(([source, kinds]) => {
      const facts = [...kinds].map(([kind, times]) => `${words[kind] ?? kind} (${times})`).join(', ');
      return {
        id: `${fileName}: contradicts ${source}`,
        fileName,
        words: `${source} and ${fileName} speak of the same day and contradict each other: ${facts}. Give the one that is older its own day, or leave it out. As they stand, ${fileName} holds.`,
        confirm: `${fileName} holds`,
      };
    });
  }
}
