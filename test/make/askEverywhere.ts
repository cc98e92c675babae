import { listRows } from '#service/child/listRows.ts';
import { readChildRecord } from '#service/child/readChildRecord.ts';
import type { ServiceContext } from '#service/context/context.ts';
import { childrenBehind } from '#service/figures/overview/childrenBehind.ts';
import { prepareSchoolPack } from '#service/packs/assemble/schoolPack.ts';

const halfOf = (sessions: number | null): number | null => (sessions === null ? null : sessions / 2);

type Said = Readonly<Record<string, unknown>>;

/**
 * Asks the record, the list, the lists behind the overview's figures and the school's pack about the same children on the
 * same date, and answers every fact that two of them do not agree about: none, if there is one rule for each.
 */
export function disagreements(context: ServiceContext, childIds: readonly string[], asAt: string): string[] {
  const { reader, clock } = context;
  const today = clock.today();
  const rows = listRows(reader, asAt, today);
  const listed = new Map(rows.map(({ row }) => [row.childId, row]));
  const schoolIds = new Map(rows.map(({ row, ...more }) => [row.childId, more.schoolIds]));
  const behind = (figure: string) =>
    Map.groupBy(
      childrenBehind(context, { figure, asAt, academicYear: null, localityId: null, measure: null }).children,
      (child) => child.childId,
    );
  const [children, quality, onTime, persistent, overdue] = [
    'children',
    'pepQuality',
    'pepsOnTime',
    'persistentAbsence',
    'need:pepsOverdue',
  ].map(behind) as [ReturnType<typeof behind>, ...ReturnType<typeof behind>[]];
  const packs = new Map<string, ReturnType<typeof prepareSchoolPack>['children']>();
  const packOf = (schoolId: string, childId: string) => {
    const found = packs.get(schoolId) ?? prepareSchoolPack(context, { schoolId, asAt, childIds: [] }).children;
    packs.set(schoolId, found);
    return found.find((child) => child.childId === childId);
  };
  const found: string[] = [];

  for (const childId of childIds) {
    const record = readChildRecord({ kind: 'all' }, reader, childId, asAt, today);
    const { header } = record;
    const row = listed.get(childId);
    if (header.lookedAfter !== (row !== undefined)) found.push(`${childId} ${asAt} looked after`);
    if (!row) continue;
    const compare = (who: string, mine: Said, its: Said) => {
      for (const [fact, value] of Object.entries(its))
        if (JSON.stringify(mine[fact]) !== JSON.stringify(value))
          found.push(
            `${childId} ${asAt} ${fact}: record ${JSON.stringify(mine[fact])}, ${who} ${JSON.stringify(value)}`,
          );
    };
    const last = record.peps.rows.find((pep) => pep.id === record.peps.lastHeldId);
    const { thisYear } = record.attendance;
    const said = {
      name: header.listName,
      dateOfBirth: header.dateOfBirth,
      age: header.age,
      ncYear: header.ncYear,
      school: header.school?.name ?? null,
      locality: header.localityName,
      localId: header.localId,
      upn: header.upn,
      uasc: header.uasc,
      secret: header.confidentialPlacement,
      ownChild: header.ownChild,
      inCareSince: header.inCareSince,
      lac12: header.lac12,
      placement: header.placementType,
      sen: header.senStatus,
      nextPepDue: record.peps.nextDue,
      overdue: record.peps.nextDue !== null && record.peps.nextDue < asAt,
      lastPepHeld: last?.held ?? null,
      lastPepGrade: last?.overall ?? null,
      attendance: thisYear.percentAttended,
      possible: thisYear.possible,
      suspendedDays: record.suspensions.days,
    };
    compare('list', said, {
      name: row.listName,
      dateOfBirth: row.dateOfBirth,
      age: row.age,
      ncYear: row.ncYear,
      school: row.schoolName,
      locality: row.localityName,
      localId: row.localId,
      upn: row.upn,
      uasc: row.uasc,
      secret: row.confidentialPlacement,
      ownChild: row.ownChild,
      inCareSince: row.inCareSince,
      lac12: row.lac12,
      placement: row.placementType,
      sen: row.senStatus,
      nextPepDue: row.nextPepDue,
      overdue: row.pepOverdue,
      lastPepHeld: row.lastPepHeld,
      lastPepGrade: row.lastPepOverall,
      attendance: row.attendancePercent,
      possible: row.possibleSessions,
      suspendedDays: row.suspendedDays,
    });

    // The overview is of the authority's own children, short breaks left out.
    const [own] = children.get(childId) ?? [];
    if ((own !== undefined) !== (row.ownChild && !row.shortBreaksOnly))
      found.push(`${childId} ${asAt} in the overview`);
    if (own) {
      compare('drill', said, {
        name: own.listName,
        ncYear: own.ncYear,
        school: own.schoolName,
        locality: own.localityName,
        secret: own.confidentialPlacement,
        overdue: overdue?.has(childId),
      });
      const grade = quality?.get(childId)?.[0]?.counts;
      compare('overview', { quality: last ? (last.overall ?? 'not graded') : 'no PEP held yet' }, { quality: grade });
    }
    const counts = persistent?.get(childId)?.find((member) => member.inDenominator);
    if (counts) compare('overview', { persistent: thisYear.persistent }, { persistent: counts.inNumerator });
    for (const pep of onTime?.get(childId) ?? []) {
      const same = record.peps.rows.filter(({ timeliness }) => (timeliness === 'onTime') === pep.inNumerator);
      if (!same.some((each) => !['outOfDenominator', 'notYetDue'].includes(each.timeliness)))
        found.push(`${childId} ${asAt} timeliness: ${pep.counts}`);
    }

    // At every school it is on the roll of, a second one too.
    for (const schoolId of schoolIds.get(childId) ?? []) {
      const other = packOf(schoolId, childId);
      if (other)
        compare('pack', said, {
          name: other.listName,
          upn: other.pack.header.upn,
          ncYear: other.ncYear,
          secret: other.secret !== null,
        });
    }
    const printed = row.schoolId === null ? undefined : packOf(row.schoolId, childId);
    if (!printed) continue;
    const { pack } = printed;
    compare('pack', said, {
      name: printed.listName,
      dateOfBirth: pack.header.dateOfBirth,
      ncYear: printed.ncYear,
      ...(pack.attendance.available ? { possible: pack.attendance.value.thisYear.possible } : {}),
      ...(pack.suspensions.available ? { suspendedDays: halfOf(pack.suspensions.value.standingSessions) } : {}),
    });
    if (!pack.attendance.available && thisYear.possible > 0) found.push(`${childId} ${asAt} pack without attendance`);
    if (pack.lastPep.available) {
      const { value } = pack.lastPep;
      compare('pack', said, { lastPepHeld: value.dateHeld, lastPepGrade: value.overall?.rag ?? null });
      if (value.nextDue !== null)
        compare('pack', said, { nextPepDue: value.nextDue, overdue: value.nextOverdue === true });
      else if (said.nextPepDue !== null && said.nextPepDue !== value.due)
        found.push(`${childId} ${asAt} pack without the next PEP`);
      const shown = record.peps.rows.filter((pep) => pep.due === value.due && pep.held === value.dateHeld);
      const words = {
        onTime: 'On time',
        late: 'Late',
        overdue: 'Overdue',
        notYetDue: 'Not yet due',
        outOfDenominator: null,
      };
      if (!shown.some((pep) => words[pep.timeliness] === (value.timeliness?.words ?? null)))
        found.push(`${childId} ${asAt} timeliness: pack ${value.timeliness?.words ?? 'not counted'}`);
    } else if (said.lastPepHeld !== null) found.push(`${childId} ${asAt} pack without a PEP`);
    // What a pack prints are standing results of the record; what the record has, the pack has a place for.
    const standing = record.attainment.results.filter((result) => result.standing).map(({ value }) => value);
    const cells = pack.attainment.available ? pack.attainment.value.rows.flatMap(({ results }) => results) : [];
    for (const cell of cells)
      if (
        cell !== null &&
        cell !== 'not assessed' &&
        !standing.some((value) => cell.toUpperCase().startsWith(value.toUpperCase()))
      )
        found.push(`${childId} ${asAt} result ${cell} is in the pack only`);
    if (standing.length > 0 && !pack.attainment.available) found.push(`${childId} ${asAt} results in the record only`);
  }
  return found;
}
