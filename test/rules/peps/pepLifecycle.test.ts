import { expect, test } from 'vitest';
import { type JudgedPep, type PepAction, type PepStatus, pepStep } from '#domain/peps/pepLifecycle.ts';

const green = { overall: 'green', withoutReason: [] };
const red = { overall: 'red', withoutReason: [] };

test.each<[PepStatus, PepAction, JudgedPep | undefined, string]>([
  ['due', 'write', undefined, 'draft'],
  ['draft', 'write', undefined, 'draft'],
  ['draft', 'submit', undefined, 'submitted'],
  ['submitted', 'returnToSchool', red, 'returned'],
  ['returned', 'write', undefined, 'returned'],
  ['returned', 'submit', undefined, 'submitted'],
  ['submitted', 'signOff', green, 'signedOff'],
  ['submitted', 'signOff', { overall: 'amber', withoutReason: [] }, 'signedOff'],
  ['signedOff', 'amend', undefined, 'draft'],
])('%s, %s: %s', (status, action, judged, next) => {
  expect(pepStep(status, action, judged)).toEqual({
    ok: true,
    value: { status: next, newVersion: action === 'amend' },
  });
});

test.each<[PepStatus, PepAction, JudgedPep | undefined, string]>([
  ['submitted', 'signOff', red, 'isRed'],
  ['submitted', 'signOff', { overall: 'inadequate', withoutReason: [], worst: 'inadequate' }, 'isRed'],
  ['submitted', 'signOff', undefined, 'notGraded'],
  ['submitted', 'signOff', { overall: null, withoutReason: [] }, 'notGraded'],
  ['submitted', 'returnToSchool', { overall: 'red', withoutReason: ['newTargets'] }, 'reasonsMissing'],
  ['submitted', 'write', undefined, 'alreadySubmitted'],
  ['submitted', 'submit', undefined, 'alreadySubmitted'],
  ['draft', 'signOff', green, 'notSubmitted'],
  ['returned', 'signOff', green, 'notSubmitted'],
  ['draft', 'amend', undefined, 'notSignedOff'],
  ['signedOff', 'write', undefined, 'locked'],
  ['signedOff', 'submit', undefined, 'locked'],
  ['signedOff', 'signOff', green, 'locked'],
  ['signedOff', 'returnToSchool', red, 'locked'],
])('%s, %s is refused: %s', (status, action, judged, code) => {
  expect(pepStep(status, action, judged)).toMatchObject({ ok: false, error: { code } });
});
