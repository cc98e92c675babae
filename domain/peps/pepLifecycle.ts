/** 'due' nothing written yet; 'returned' a red PEP back at the designated teacher; 'signedOff' locked for ever. */
export type PepStatus = 'due' | 'draft' | 'submitted' | 'returned' | 'signedOff';

export type PepAction = 'write' | 'submit' | 'returnToSchool' | 'signOff' | 'amend';

export type PepStep =
  | { readonly ok: true; readonly value: { readonly status: PepStatus; readonly newVersion: boolean } }
  | {
      readonly ok: false;
      readonly error: {
        readonly code:
          | 'locked'
          | 'notSubmitted'
          | 'notGraded'
          | 'reasonsMissing'
          | 'notSignedOff'
          | 'isRed'
          | 'alreadySubmitted';
        readonly detail: string;
      };
    };

/** What is known of the PEP's quality when it is to be returned or signed off. */
export interface JudgedPep {
  readonly overall: string | null;
  readonly withoutReason: readonly string[];
  /** The lowest grade of the rubric in use, which sends a PEP back; 'red' unless the rubric says otherwise. */
  readonly worst?: string;
}

/**
 * What becomes of a PEP when somebody acts on it, or why it may not.
 *
 * due or draft --write--> draft; draft or returned --submit--> submitted; submitted --returnToSchool--> returned, with
 * the reasons written down; submitted --signOff--> signedOff, when judged and not red. A signed-off PEP is locked:
 * the only action is to amend it, which makes a new version (a draft) and leaves the old one as it is.
 * Source: domain.md section 8 ("a red PEP goes back to the designated teacher with the reasons and comes round again; a
 * signed-off PEP is locked, and amendments are new versions").
 *
 * @example pepStep('submitted', 'signOff', { overall: 'amber', withoutReason: [] }) // signedOff
 * @example pepStep('submitted', 'signOff', { overall: 'red', withoutReason: [] }) // refused: isRed
 * @example pepStep('signedOff', 'amend') // draft, as a new version
 */
export function pepStep(status: PepStatus, action: PepAction, judged?: JudgedPep): PepStep {
  if (action === 'amend') {
    return status === 'signedOff'
      ? to('draft', true)
      : refused('notSignedOff', 'only a signed-off PEP is amended; edit this one');
  }
  if (status === 'signedOff') return refused('locked', 'a signed-off PEP is locked; amend it as a new version');
  if (action === 'write') {
    return status === 'submitted'
      ? refused('alreadySubmitted', 'a submitted PEP is being judged; it can be changed once it is returned')
      : to(status === 'returned' ? 'returned' : 'draft');
  }
  if (action === 'submit') {
    return status === 'submitted' ? refused('alreadySubmitted', 'this PEP is submitted already') : to('submitted');
  }
  if (status !== 'submitted') return refused('notSubmitted', 'only a submitted PEP is judged');
  if (judged?.overall == null) return refused('notGraded', 'every section needs a grade first');
  if (judged.withoutReason.length > 0) {
    return refused('reasonsMissing', `no reason written for: ${judged.withoutReason.join(', ')}`);
  }
  if (action === 'returnToSchool') return to('returned');
  return judged.overall === (judged.worst ?? 'red')
    ? refused('isRed', 'a red PEP goes back to the designated teacher')
    : to('signedOff');
}

function to(status: PepStatus, newVersion = false): PepStep {
  return { ok: true, value: { status, newVersion } };
}

function refused(code: Extract<PepStep, { ok: false }>['error']['code'], detail: string): PepStep {
  return { ok: false, error: { code, detail } };
}
