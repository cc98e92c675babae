import { expect, test } from 'vitest';
import { eligibleForPupilPremiumPlus, financialYearOf, pupilPremiumPlusRate } from '#domain/peps/pupilPremiumPlus.ts';

test.each([
  ['2025-03-31', '2024-25'],
  ['2025-04-01', '2025-26'],
  ['1999-12-31', '1999-00'],
])('%s lies in %s', (date, year) => {
  expect(financialYearOf(date)).toBe(year);
});

test.each([
  ['2014-15', 1900],
  ['2017-18', 1900],
  ['2018-19', 2300],
  ['2021-22', 2345],
  ['2023-24', 2530],
  ['2024-25', 2570],
  ['2025-26', 2630],
  ['2022-23', null],
])('pupil premium plus of %s is %s pounds', (year, pounds) => {
  expect(pupilPremiumPlusRate(year)).toBe(pounds);
});

test.each([
  ['one day at the end of the year', '2010-05-01', '2025-03-31', null, true],
  ['one day at its beginning', '2010-05-01', '2020-01-01', '2024-04-01', true],
  ['left the day before', '2010-05-01', '2020-01-01', '2024-03-31', false],
  ['came the day after', '2010-05-01', '2025-04-01', null, false],
  ['four on 31 August', '2020-08-31', '2024-05-01', null, true],
  ['four on 1 September', '2020-09-01', '2024-05-01', null, false],
  ['fifteen on 31 August', '2008-09-01', '2024-05-01', null, true],
  ['sixteen on 31 August', '2008-08-31', '2024-05-01', null, false],
])('2024-25, %s', (_words, dateOfBirth, start, end, eligible) => {
  expect(eligibleForPupilPremiumPlus({ dateOfBirth, periodsOfCare: [{ start, end }] }, '2024-25')).toBe(eligible);
});

test('never looked after, never eligible', () => {
  expect(eligibleForPupilPremiumPlus({ dateOfBirth: '2010-05-01', periodsOfCare: [] }, '2024-25')).toBe(false);
});
