import type { settingsCalls } from '#contract/settings.ts';
import { settingsHistory } from '#db/queries/settingsHistory.ts';
import { unresolvedPlacements } from '#db/queries/settingsPlaces.ts';
import { academicYearOf } from '#domain/calendar/academicYear.ts';
import {
  planAddBankHoliday,
  planAddYear,
  planChangeBankHoliday,
  planChangeYear,
  planRemoveBankHoliday,
  planRemoveYear,
  proposeYear,
  readCalendar,
} from '#service/settings/calendar.ts';
import { change, changeByJob } from '#service/settings/change.ts';
import {
  planAddDistrict,
  planAddLocality,
  planChangeDistrict,
  planEndLocality,
  planMoveDistrict,
  planProfile,
  planRenameLocality,
  planSetCohort,
  planSetStaff,
} from '#service/settings/places.ts';
import { planSetPostcodeArea } from '#service/settings/postcodes.ts';
import { districtsOn, localitiesOn, postcodeOn, profile } from '#service/settings/readPlaces.ts';
import {
  planAddTarget,
  planChangeTarget,
  planMinimumToRate,
  planRemoveTarget,
  planStrategyTargets,
  readMinimumToRate,
  readTargets,
} from '#service/settings/targets.ts';
import { undoChange } from '#service/settings/undo.ts';
import type { ProceduresOf } from './procedure.ts';

export const settingsProcedures: ProceduresOf<keyof typeof settingsCalls> = {
  'settings.profile': ({ reader }) => profile(reader),
  'settings.localities': ({ reader }, { asAt }) => localitiesOn(reader, asAt),
  'settings.districts': ({ reader }, { asAt }) => districtsOn(reader, asAt),
  'settings.postcode': ({ reader }, { postcode, asAt }) => postcodeOn(reader, postcode, asAt),
  'settings.unresolvedPostcodes': ({ reader, clock }) => unresolvedPlacements(reader, clock.today()),
  'settings.calendar': ({ reader, clock }, { academicYear }) =>
    readCalendar(reader, academicYear, academicYearOf(clock.today())),
  'settings.proposedYear': ({ reader }, { academicYear }) => proposeYear(reader, academicYear),
  'settings.targets': ({ reader }) => readTargets(reader),
  'settings.minimumToRate': ({ reader }, { asAt }) => readMinimumToRate(reader, asAt),
  'settings.history': ({ reader }, { subject, offset, limit }) => settingsHistory(reader, subject, offset, limit),

  'settings.changeProfile': (context, input) => changeByJob(context, 'settings.changeProfile', planProfile(input)),
  'settings.addLocality': (context, input) => change(context, planAddLocality(input)),
  'settings.renameLocality': (context, input) => change(context, planRenameLocality(input)),
  'settings.endLocality': (context, input) =>
    changeByJob(context, 'settings.endLocality', planEndLocality(input, context.clock.today())),
  'settings.moveDistrict': (context, input) => changeByJob(context, 'settings.moveDistrict', planMoveDistrict(input)),
  'settings.setCohort': (context, input) => changeByJob(context, 'settings.setCohort', planSetCohort(input)),
  'settings.setStaff': (context, input) => change(context, planSetStaff(input)),
  'settings.addDistrict': (context, input) => change(context, planAddDistrict(input)),
  'settings.changeDistrict': (context, input) => change(context, planChangeDistrict(input)),
  'settings.setPostcodeArea': (context, input) =>
    changeByJob(context, 'settings.setPostcodeArea', planSetPostcodeArea(input)),
  'settings.addYear': (context, input) => changeByJob(context, 'settings.addYear', planAddYear(input)),
  'settings.changeYear': (context, input) => change(context, planChangeYear(input)),
  'settings.removeYear': (context, input) => changeByJob(context, 'settings.removeYear', planRemoveYear(input)),
  'settings.addBankHoliday': (context, input) => change(context, planAddBankHoliday(input)),
  'settings.changeBankHoliday': (context, input) => change(context, planChangeBankHoliday(input)),
  'settings.removeBankHoliday': (context, input) => change(context, planRemoveBankHoliday(input)),
  'settings.addTarget': (context, input) => change(context, planAddTarget(input)),
  'settings.changeTarget': (context, input) => change(context, planChangeTarget(input)),
  'settings.removeTarget': (context, input) => change(context, planRemoveTarget(input)),
  'settings.addStrategyTargets': (context) => change(context, planStrategyTargets),
  'settings.setMinimumToRate': (context, input) => change(context, planMinimumToRate(input)),
  'settings.undo': (context, { changeId }) => undoChange(context, changeId),
};
