import type { CallOutput } from '#contract/calls.ts';
import type { Drill } from '#contract/shared.ts';
import { childrenOn } from '#db/queries/identity.ts';
import { childrenInScope } from '#db/queries/scope.ts';
import { endOfAcademicYear, previousAcademicYear } from '#domain/calendar/academicYear.ts';
import { isMeasureId, measureOf } from '#domain/measures/catalogue.ts';
import { CallFailure } from '#service/context/callFailure.ts';
import type { ServiceContext } from '#service/context/context.ts';
import { dateInWords } from '#service/documents/dateInWords.ts';
import type { AttendanceMeasureId } from '../measures/attendanceMembers.ts';
import { measureMembers } from '../measures/measureMembers.ts';
import type { Member } from '../measures/member.ts';
import { needsOf } from './needs.ts';
import { Snapshot } from './snapshot.ts';

const titles: Record<string, string> = {
  children: 'Children looked after',
  lac12: 'In the 12-month cohort',
  absence: 'Overall absence',
  persistentAbsence: 'Persistent absence',
  suspended: 'Suspended this year',
  pepsOnTime: 'PEPs on time',
  pepQuality: 'Quality of the last PEP held',
};

/** The children behind a figure: the very members it was added up from, those in the caller's localities by name. */
export function childrenBehind(context: ServiceContext, drill: Drill): CallOutput<'figures.children'> {
  const { title, members } = membersBehind(context, drill);
  const chosen = drill.localityId === null ? members : members.filter((member) => member.locality === drill.localityId);
  const today = context.clock.today();
  const inScope = childrenInScope(context.scope, context.reader, today);
  const visible = chosen.filter((member) => inScope.has(member.childId));
  const childIds = [...new Set(visible.map((member) => member.childId))];
  const known = childrenOn(inScope, context.reader, childIds, drill.asAt, today);
  const children = visible.map((member) => {
    const child = known.get(member.childId);
    return {
      childId: member.childId,
      listName: child?.listName ?? member.childId,
      ncYear: child?.ncYear ?? null,
      schoolName: child?.schools[0]?.name ?? null,
      localityName: child?.lastLocality?.name ?? 'Unallocated',
      confidentialPlacement: child?.secretPlacement ?? false,
      counts: member.words(),
      inNumerator: member.state === 'counted' && member.numerator > 0,
      inDenominator: member.state === 'counted',
    };
  });
  children.sort((a, b) => a.listName.localeCompare(b.listName, 'en-GB'));
  const counted = chosen.filter((member) => member.state === 'counted');
  return {
    title,
    numerator: counted.reduce((sum, member) => sum + member.numerator, 0),
    denominator: counted.reduce((sum, member) => sum + member.denominator, 0),
    outsideScope: chosen.length - visible.length,
    children,
  };
}

function membersBehind(context: ServiceContext, drill: Drill): { title: string; members: readonly Member[] } {
  const { reader } = context;
  if (drill.figure === 'measure') {
    if (drill.measure === null || !isMeasureId(drill.measure) || drill.academicYear === null)
      throw new CallFailure('invalidInput', 'This figure names no measure.');
    const measure = measureOf(drill.measure);
    if (drill.toDate && measure.subject === 'attendance')
      return {
        title: `${measure.name}, ${drill.academicYear} to ${dateInWords(drill.asAt)}`,
        members: new Snapshot(reader, drill.asAt).attendance(measure.id as AttendanceMeasureId),
      };
    const members = measureMembers(context, measure, {
      fromYear: previousAcademicYear(drill.academicYear),
      toYear: drill.academicYear,
      lac12Only: drill.allLookedAfter !== true,
      withUasc: drill.withoutUasc !== true,
      asAt: drill.asAt < endOfAcademicYear(drill.academicYear) ? drill.asAt : null,
      issuedBy: drill.issuedBy ?? context.clock.today(),
    });
    return { title: `${measure.name}, ${drill.academicYear}`, members: members.get(drill.academicYear) ?? [] };
  }
  const snapshot = new Snapshot(reader, drill.asAt);
  if (drill.figure.startsWith('need:')) {
    const need = needsOf(reader, snapshot, drill.localityId).find((each) => `need:${each.key}` === drill.figure);
    if (!need) throw new CallFailure('invalidInput', `There is no figure '${drill.figure}'.`);
    return { title: need.title, members: need.members };
  }
  const members: Record<string, () => readonly Member[]> = {
    children: () => snapshot.lookedAfter,
    lac12: () => snapshot.lac12,
    absence: () => snapshot.attendance('absence-overall'),
    persistentAbsence: () => snapshot.persistent.members,
    suspended: () => snapshot.suspended,
    pepsOnTime: () => snapshot.pepsOnTime,
    pepQuality: () => snapshot.pepQuality.map(({ member }) => member),
  };
  const make = Object.hasOwn(members, drill.figure) ? members[drill.figure] : undefined;
  if (!make) throw new CallFailure('invalidInput', `There is no figure '${drill.figure}'.`);
  return { title: titles[drill.figure] ?? drill.figure, members: make() };
}
