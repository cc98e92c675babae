import { expect, it } from 'vitest';
import { endStands } from '#domain/enrolment/endStands.ts';
import { type EnrolmentSaid, enrolmentSaid } from '#domain/enrolment/enrolmentSaid.ts';
import { says, saysNone, saysNothing } from '#domain/facts/said.ts';
import { aRecord, sayingOn } from './identity/saying.ts';

const at = (id: string, schoolId: string, startDate: string, endDate: string | null) => ({
  ...{ id, childId: 'c', schoolId, ncYear: 6, kind: 'main', partTimeSessions: null, alternativeProvision: false },
  ...{ startDate, endDate },
});
const ofFile: EnrolmentSaid = {
  ...{ schoolId: 'a', schoolUrn: '118384', start: '2022-09-01', end: saysNone, ncYear: says(6) },
  ...{ kind: says('main'), partTimeSessions: saysNothing, alternativeProvision: saysNothing },
};
const on = (last: string | null, asOf = '2022-10-03') => ({ ...sayingOn(asOf), lastSaid: () => last, ofEarlier: true });
const left = [at('1', 'a', '2022-09-01', '2023-08-31'), at('2', 'b', '2024-09-01', null)];

it('an older file of 0.2 brought in again opens no enrolment that ended after its day', () => {
  for (const saying of [on(null), on('2022-10-03')])
    expect(enrolmentSaid({ ...aRecord, enrolments: left }, ofFile, saying).facts.enrolments).toEqual(left);
});

it.each([
  ['of a day after the end', on(null, '2023-09-20')],
  ['after another one told its end since', on('2022-12-01', '2023-01-10')],
])('a file %s that has it going on is followed', (_when, saying) => {
  expect(endStands(left.slice(0, 1), ofFile, saying)).toEqual(ofFile);
  expect(enrolmentSaid({ ...aRecord, enrolments: left.slice(0, 1) }, ofFile, saying).facts.enrolments).toMatchObject([
    { endDate: null },
  ]);
});
