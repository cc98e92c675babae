import type { CallName } from '#contract/calls.ts';
import { kentTermsOfYear } from '#domain/calendar/defaults/kentTerms.ts';
import type { World } from './accessWorld.ts';

/** Ids of places by name, asked for once: cases are also made while the store is locked. */
const known = new Map<string, string>();
const idOf = ({ store }: World, kind: 'locality' | 'district', name: string): string => {
  const key = `${kind} ${name}`;
  const id = known.get(key) ?? store[kind](name);
  known.set(key, id);
  return id;
};

const unknownId = '01900000-0000-7000-8000-00000000dead';
const reason = 'a test';
const halvesOf = (year: string) =>
  kentTermsOfYear(year).map(({ term, half, start, end }) => ({ term, half, start, end }));
const target = {
  measure: 'pep-on-time',
  academicYear: '2024/25',
  kind: 'minimumRate' as const,
  value: 95,
  floor: 90,
  peer: null,
  source: reason,
};

/** An input for every call of the settings. What the administrator changes here touches no child of the world. */
export const settingsCases = {
  'settings.profile': () => [{ input: {} }],
  'settings.localities': () => [{ input: { asAt: '2025-03-31' } }],
  'settings.districts': () => [{ input: { asAt: '2025-03-31' } }],
  'settings.postcode': () => [{ input: { postcode: 'CT9 1AB', asAt: '2025-03-31' } }],
  'settings.unresolvedPostcodes': () => [{ input: {} }],
  'settings.calendar': () => [{ input: {} }],
  'settings.proposedYear': () => [{ input: { academicYear: '2004/05' } }],
  'settings.targets': () => [{ input: {} }],
  'settings.minimumToRate': () => [{ input: { asAt: '2025-03-31' } }],
  'settings.history': () => [{ input: {} }],
  'settings.changeProfile': () => [{ input: { name: 'Kent', virtualSchoolName: 'VSK', laCode: '886' } }],
  'settings.addLocality': () => [{ input: { name: 'Coast', shortName: 'CST', from: '2098-01-01' } }],
  'settings.renameLocality': (world) => [
    { input: { localityId: idOf(world, 'locality', 'EK4'), name: 'East Kent Four', shortName: 'EK4' } },
  ],
  'settings.endLocality': (world) => [
    { input: { localityId: idOf(world, 'locality', 'SWK'), lastDay: '2097-12-31', reason } },
  ],
  'settings.moveDistrict': (world) => [
    { input: { districtId: idOf(world, 'district', 'Ashford'), localityId: null, from: '2098-01-01' } },
  ],
  'settings.setCohort': (world) => [
    {
      input: {
        cohort: 'outOfAuthority' as const,
        localityId: idOf(world, 'locality', 'NWK'),
        precedence: 1,
        from: '2098-01-01',
      },
    },
  ],
  'settings.setStaff': ({ localityA }) => [
    { input: { localityId: localityA, fullTimeEquivalent: 4.5, from: '2098-01-01' } },
  ],
  'settings.addDistrict': () => [{ input: { code: 'E09000033', name: 'Westminster', laCode: '213' } }],
  'settings.changeDistrict': (world) => [
    { input: { districtId: idOf(world, 'district', 'Bexley'), name: 'Bexley', formerName: 'Crayford' } },
  ],
  'settings.setPostcodeArea': (world) => [
    { input: { area: 'SW1A', districtId: idOf(world, 'district', 'Bromley'), from: '2000-01-01' } },
  ],
  'settings.addYear': () => [{ input: { academicYear: '2027/28', halves: halvesOf('2027/28'), bankHolidays: [] } }],
  'settings.changeYear': () => [
    {
      input: {
        academicYear: '2026/27',
        halves: halvesOf('2026/27').map((half, index) => (index === 5 ? { ...half, end: '2027-07-30' } : half)),
      },
    },
  ],
  'settings.removeYear': () => [{ input: { academicYear: '2010/11', reason } }],
  'settings.addBankHoliday': () => [{ input: { date: '2098-01-01', name: reason } }],
  'settings.changeBankHoliday': () => [{ input: { bankHolidayId: unknownId, date: '2098-01-02', name: reason } }],
  'settings.removeBankHoliday': () => [{ input: { bankHolidayId: unknownId, reason } }],
  'settings.addTarget': () => [{ input: target }],
  'settings.changeTarget': () => [{ input: { ...target, targetId: unknownId } }],
  'settings.removeTarget': () => [{ input: { targetId: unknownId, reason } }],
  'settings.addStrategyTargets': () => [{ input: {} }],
  'settings.setMinimumToRate': () => [{ input: { children: 12, source: reason, from: '2098-01-01' } }],
  'settings.undo': () => [{ input: { changeId: unknownId } }],
} satisfies Record<CallName & `settings.${string}`, (world: World) => { input: unknown; what?: string }[]>;

/** Allowed calls that the state of the world answers with a failure of another kind than access. */
export const settingsAnswers: Partial<Record<CallName, () => string>> = {
  'settings.changeBankHoliday': () => 'notFound',
  'settings.removeBankHoliday': () => 'notFound',
  'settings.changeTarget': () => 'notFound',
  'settings.removeTarget': () => 'notFound',
  'settings.addStrategyTargets': () => 'conflict',
  'settings.removeYear': () => 'conflict',
  'settings.undo': () => 'notFound',
};
