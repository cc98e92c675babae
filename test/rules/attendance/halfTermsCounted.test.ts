import { expect, it } from 'vitest';
import { halfTermsCounted } from '#domain/attendance/halfTermsCounted.ts';

it.each([
  ['absence-overall', '2009/10', 5],
  ['absence-overall', '2012/13', 5],
  ['absence-overall', '2013/14', 6],
  ['absence-unauthorised', '2012/13', 5],
  ['absence-unauthorised', '2013/14', 6],
  ['absence-persistent-15', '2012/13', 5],
  ['absence-persistent-15', '2013/14', 6],
  // Measures of today's definitions, whose peers were counted over the whole year.
  ['absence-persistent-10', '2012/13', 6],
  ['absence-severe-50', '2010/11', 6],
  ['absence-missed-25-days', '2010/11', 6],
] as const)('%s of %s counts %i half-terms', (measure, year, halfTerms) => {
  expect(halfTermsCounted(measure, year)).toBe(halfTerms);
});
