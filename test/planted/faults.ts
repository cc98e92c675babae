/** A fault of one line: the text that stands there, once, and what is put in its place. */
export type PlantedFault = { subject: string; file: string; text: string; fault: string };

const of = (subject: string, file: string, text: string, fault: string): PlantedFault => ({
  subject,
  file,
  text,
  fault,
});

/**
 * Faults of one line such as a tired person makes, in rules, cohorts, access and suppression: `node scripts/planted.ts`
 * plants one after the other and says which no test notices.
 */
export const plantedFaults: readonly PlantedFault[] = [
  // Cohorts and care
  of(
    'cohorts',
    'domain/cohorts/twelveMonthCohort.ts',
    'addDays(addMonths(cohortDate, -12), 1)',
    'addMonths(cohortDate, -12)',
  ),
  of(
    'cohorts',
    'db/derived/cohortMembers.ts',
    '(each.end === null || cohortDate < each.end)',
    '(each.end === null || cohortDate <= each.end)',
  ),
  of(
    'cohorts',
    'db/derived/cohortMembers.ts',
    'uasc.some((each) => holdsOn(each, cohortDate)) ? 1 : 0',
    'uasc.length > 0 ? 1 : 0',
  ),
  of(
    'cohorts',
    'db/derived/cohortMembers.ts',
    'own.some((each) => holdsOn(each, cohortDate)) ? 1 : 0',
    'own.length > 0 ? 1 : 0',
  ),
  of('cohorts', 'domain/cohorts/episode.ts', "new Set(['V3', 'V4'])", "new Set(['V3'])"),
  of(
    'cohorts',
    'domain/cohorts/outcomesCohortDate.ts',
    "toYear: '2009/10', monthDay: '09-30'",
    "toYear: '2008/09', monthDay: '09-30'",
  ),
  of('cohorts', 'domain/cohorts/countedOnce.ts', "keep: 'first' | 'last' = 'first'", "keep: 'first' | 'last' = 'last'"),
  of('cohorts', 'domain/cohorts/placementOn.ts', 'date < until)', 'date <= until)'),
  of('cohorts', 'domain/cohorts/birthNowKnown.ts', 'fact.from >= best.from', 'fact.from <= best.from'),
  of('cohorts', 'domain/localities/attributionDate.ts', '+ 1}-03-31`', '+ 1}-08-31`'),
  of(
    'cohorts',
    'domain/localities/attributeLocality.ts',
    "found.size > 1 ? unallocated('districtInTwoLocalities')",
    "found.size > 2 ? unallocated('districtInTwoLocalities')",
  ),
  of('cohorts', 'domain/calendar/ncYear.ts', '-08-31`) - 4', '-09-01`) - 4'),
  // Attendance and exclusions
  of(
    'attendance',
    'domain/attendance/sessionCounts.ts',
    'counts.attended + counts.authorised + counts.unauthorised;',
    'counts.attended + counts.authorised + counts.unauthorised + counts.notPossible;',
  ),
  of(
    'attendance',
    'domain/attendance/isPersistentAbsentee.ts',
    'missed * 100 >= possible * rule.percentage',
    'missed * 100 > possible * rule.percentage',
  ),
  of('attendance', 'domain/attendance/isSeverelyAbsent.ts', '* 100 >= possible', '* 100 > possible'),
  of('attendance', 'domain/attendance/missed25DaysOrMore.ts', 'SESSIONS_IN_25_DAYS = 50', 'SESSIONS_IN_25_DAYS = 51'),
  of(
    'attendance',
    'domain/attendance/halfTermsCounted.ts',
    "LAST_YEAR_OF_FIVE: AcademicYear = '2012/13'",
    "LAST_YEAR_OF_FIVE: AcademicYear = '2011/12'",
  ),
  of(
    'attendance',
    'domain/attendance/mergeSessions.ts',
    'Number(b.isMain) - Number(a.isMain)',
    'Number(a.isMain) - Number(b.isMain)',
  ),
  of(
    'attendance',
    'main/service/figures/measures/attendanceMembers.ts',
    'const locality = row.inCare === 1 ? row.locality : child.locality;',
    'const locality = row.locality;',
  ),
  of(
    'exclusions',
    'main/service/figures/measures/exclusionMembers.ts',
    "measure === 'exclusion-permanent-rate' ? 'PERM' : 'SUSP'",
    "measure === 'exclusion-permanent-rate' ? 'PERM' : 'LNCH'",
  ),
  of(
    'exclusions',
    'domain/exclusions/suspensionLimits.ts',
    'days > rule.requiredAboveInTerm',
    'days >= rule.requiredAboveInTerm',
  ),
  of(
    'exclusions',
    'domain/exclusions/standingSuspendedDays.ts',
    'each.date >= from && each.date <= to',
    'each.date >= from',
  ),
  // Attainment and gaps
  of(
    'attainment',
    'domain/attainment/expectedStandard.ts',
    'score >= EXPECTED_SCALED_SCORE',
    'score > EXPECTED_SCALED_SCORE',
  ),
  of(
    'attainment',
    'domain/attainment/standingResult.ts',
    '{ provisional: 0, revised: 1, final: 2 }',
    '{ provisional: 2, revised: 1, final: 0 }',
  ),
  of(
    'attainment',
    'domain/attainment/standsFrom.ts',
    'if (issuedOn !== null) return { day: issuedOn, assumed: false };',
    'if (issuedOn !== null) return { day: dateReceived, assumed: false };',
  ),
  of('attainment', 'domain/attainment/attainment8.ts', '* (double ? 2 : 1)', '* 2'),
  of('attainment', 'domain/attainment/attainment8.ts', 'sum(mathsPlace) * 2', 'sum(mathsPlace)'),
  of('attainment', 'main/service/figures/measures/aggregate.ts', 'numerator + missing * high', 'numerator + missing'),
  of('attainment', 'domain/gap/ragOf.ts', 'if (n < minimumN)', 'if (n <= minimumN)'),
  of(
    'attainment',
    'domain/gap/ragOf.ts',
    "reaches(floor) ? 'floorMet' : 'missed'",
    "reaches(floor) ? 'floorMet' : 'floorMet'",
  ),
  of('attainment', 'domain/gap/gapToPeers.ts', 'return peers - lookedAfter;', 'return lookedAfter - peers;'),
  of('attainment', 'domain/gap/childrenNeeded.ts', 'Math.ceil(exact - TOLERANCE)', 'Math.floor(exact - TOLERANCE)'),
  // PEPs
  of(
    'peps',
    'domain/peps/pepTimeliness.ts',
    "done <= dates.due ? 'onTime' : 'late'",
    "done < dates.due ? 'onTime' : 'late'",
  ),
  of('peps', 'domain/peps/inCareOnDueDay.ts', 'end > earlierOf(due, asAt)', 'end >= earlierOf(due, asAt)'),
  of('peps', 'domain/peps/nextPepDue.ts', 'overdue: next < asAt', 'overdue: next <= asAt'),
  // Secrecy
  of('secrecy', 'domain/secrecy/isAdoptionPlacement.ts', '/^A[3-6]$/', '/^A[4-6]$/'),
  of(
    'secrecy',
    'domain/secrecy/isSecretPlacement.ts',
    '({ to }) => to === null || to > asAt',
    '({ to }) => to === null',
  ),
  // Access
  of(
    'access',
    'db/queries/scope.ts',
    'return row?.localityId != null && scope.ids.includes(row.localityId);',
    'return row?.localityId == null || scope.ids.includes(row.localityId);',
  ),
  of('access', 'db/queries/search.ts', '(inScope.has(childId) ? [{ childId, text }] : [])', '[{ childId, text }]'),
  of(
    'access',
    'domain/access/purposes.ts',
    "assistantHead: ['published', 'figures', 'learning', 'attendance'],",
    "assistantHead: ['published', 'figures', 'learning', 'attendance', 'settings'],",
  ),
  of('access', 'domain/access/roles.ts', '(to === null || to >= day)', 'true'),
  of(
    'access',
    'main/service/calls/procedures/children.ts',
    '(inWhole.has(row.childId) ? row : rowOfAttendance(row))',
    'row',
  ),
  // Suppression
  of(
    'suppression',
    'domain/disclosure/primarySuppression.ts',
    'LARGEST_SUPPRESSED_COUNT = 5',
    'LARGEST_SUPPRESSED_COUNT = 4',
  ),
  of(
    'suppression',
    'domain/disclosure/primarySuppression.ts',
    'SMALLEST_SHOWN_DENOMINATOR = 6',
    'SMALLEST_SHOWN_DENOMINATOR = 5',
  ),
  of(
    'suppression',
    'domain/disclosure/besideEarlier.ts',
    'Math.abs(now - earlier) <= LARGEST_SUPPRESSED_COUNT',
    'Math.abs(now - earlier) < LARGEST_SUPPRESSED_COUNT',
  ),
  of(
    'suppression',
    'domain/disclosure/protectLocalities.ts',
    'if (groups.some((values) => !sumHides(values, hidden))) return false;',
    '',
  ),
  of(
    'suppression',
    'domain/disclosure/protectLocalities.ts',
    'n < SMALLEST_SHOWN_DENOMINATOR) || parts.some(isSmallCount)',
    'n < SMALLEST_SHOWN_DENOMINATOR)',
  ),
  // Identity, matching, leavers
  of(
    'identity',
    'domain/identity/matchChild.ts',
    "if (hasLocalId(holder, ref.issuer)) return isAlike(holder, ref) ? 'same' : 'asked';",
    "if (hasLocalId(holder, ref.issuer)) return 'same';",
  ),
  of('identity', 'domain/identity/matchChild.ts', '    !child.unaccompanied &&', '    true &&'),
  of(
    'identity',
    'domain/identity/matchChild.ts',
    "ref.dateOfBirth?.endsWith('-01-01') === false",
    "ref.dateOfBirth?.endsWith('-01-02') === false",
  ),
  of(
    'identity',
    'domain/identity/matchChild.ts',
    "if (holder && verdict === 'same' && isTakenOver(holder)) return asked('otherCare', [holder]);",
    '',
  ),
  of('identity', 'domain/identity/matchChild.ts', 'const isSwap = isPlainlyOf(own, ref) && ', 'const isSwap = '),
  of(
    'identity',
    'domain/needs/missedFromList.ts',
    '![...saidLater].some((what) => ofCareInForce.has(what))',
    '[...saidLater].length === 0',
  ),
  of(
    'identity',
    'domain/identity/birthDateSaid.ts',
    "held.uasc.length > 0 ? 'change' : 'correction'",
    "held.uasc.length > 1 ? 'change' : 'correction'",
  ),
  of(
    'identity',
    'domain/facts/stretchSaid.ts',
    'if (saying.saidLater(told.what) !== null) return nothing;',
    "if (saying.saidLater(told.what) === '') return nothing;",
  ),
  of('identity', 'domain/needs/leaverDecided.ts', "new Set(['E11', 'E12', 'X1'])", "new Set(['E11', 'X1'])"),
  of(
    'identity',
    'domain/needs/missedFromList.ts',
    'addDays(saidWithUsOn, ASKED_AGAIN_AFTER) <= asOf',
    'addDays(saidWithUsOn, ASKED_AGAIN_AFTER) < asOf',
  ),
  of(
    'identity',
    'domain/identity/mergeChildren.ts',
    'if (into.sealedOn !== null || from.sealedOn !== null)',
    'if (into.sealedOn !== null)',
  ),
];
