import { type ChildOn, childrenOn } from '#db/queries/identity.ts';
import {
  assistantHeads,
  everAssistantHeads,
  packContacts,
  packSchool,
  packTeam,
  pupilsOn,
  ruleValueOn,
} from '#db/queries/packs.ts';
import { localityNames } from '#db/queries/packsNames.ts';
import { childrenInScope } from '#db/queries/scope.ts';
import { academicYearOf } from '#domain/calendar/academicYear.ts';
import { isPlainDate, type PlainDate } from '#domain/calendar/plainDate.ts';
import { textNameOf } from '#service/child/names.ts';
import { preparedBy } from '#service/child/preparedBy.ts';
import { CallFailure } from '#service/context/callFailure.ts';
import type { ServiceContext } from '#service/context/context.ts';
import type { ChildPack, PackContext, SchoolPack } from '../model/packModel.ts';
import { longDate } from '../model/packWords.ts';
import { localIdOf, nameInPack } from './schoolPackChild.ts';
import { buildChildren } from './schoolPackChildren.ts';
import type { Passage } from './schoolPackPassages.ts';
import { contactOf, type PackProblem, peopleOfPack } from './schoolPackPeople.ts';
import { isForAdoption } from './schoolPackSecrets.ts';
import { aboutText } from './schoolPackWarnings.ts';
import { laestabWords, phaseWords } from './schoolPackWords.ts';

/** Attendance below this is asked about where the authority has no rule 'packAttendanceTarget' of its own [check]. */
const SHIPPED_ATTENDANCE_TARGET = 95;

export interface PackRequest {
  schoolId: string;
  asAt: PlainDate;
  /** Empty: every pupil in the caller's scope. */
  childIds: readonly string[];
  /** Passages of a secret child's text that the sender ticked in, and passages of others left out. */
  include?: readonly string[];
  leaveOut?: readonly string[];
}

export interface PreparedChild {
  childId: string;
  localId: string;
  /** 'SURNAME, Forename'; the local identifier where no name is recorded. */
  listName: string;
  ncYear: number | null;
  /** Why the placement is secret; null where it is not. */
  secret: { reasons: string[] } | null;
  /** The name in the pack, where it is not the legal one. */
  goesBy: string | null;
  passages: Passage[];
  pack: ChildPack;
}

export interface PreparedPack {
  schoolId: string;
  /** Null where no designated teacher is recorded: then nothing may be exported. */
  context: PackContext | null;
  school: PackContext['school'];
  teacher: { name: string; email: string | null } | null;
  lead: { name: string; contact: string | null } | null;
  children: PreparedChild[];
  /** Ids of the passages that the sender ticked in and left out, for the audit. */
  decided: string[];
  problems: PackProblem[];
}

const collator = new Intl.Collator('en-GB', { numeric: true });

/**
 * A school's pack as at a date, ready to be shown or drawn: its pupils looked after on that date and in the caller's scope, in
 * the order of their names. Every query is for all the children together.
 *
 * Fails with `invalidInput` for a date that is none, `notFound` for a school that is none, and `forbidden` where a child was
 * asked for who is no such pupil: the message says how many, and neither who nor why, which would itself tell.
 *
 * Source: domain.md section 12 ('A pack holds one school's children only'), section 1 (scope, sealed records).
 * @example prepareSchoolPack(context, { schoolId, asAt: '2025-03-31', childIds: [] }).children.length
 */
export function prepareSchoolPack(context: ServiceContext, request: PackRequest): PreparedPack {
  const { reader } = context;
  const { schoolId, asAt } = request;
  if (!isPlainDate(asAt))
    throw new CallFailure('invalidInput', `There is no day ${asAt}. Choose a date.`, { field: 'asAt', value: asAt });
  const school = packSchool(reader, schoolId);
  if (school === null) throw new CallFailure('notFound', 'There is no such school in this store.');
  const team = packTeam(reader);
  const today = context.clock.today();
  const inScope = childrenInScope(context.scope, reader, today);
  const pupils = childrenOn(inScope, reader, chosenPupils(context, request), asAt, today);
  const inOrder = [...pupils.values()].toSorted(byName(asAt));
  const { teacher, lead, problems } = peopleOfPack(packContacts(reader, schoolId, asAt), asAt);
  const heads = assistantHeads(reader, context.clock.today());
  const choice = { include: new Set(request.include ?? []), leaveOut: new Set(request.leaveOut ?? []) };
  const built = buildChildren(reader, inOrder, {
    asAt,
    laCode: team.laCode,
    heads,
    schoolId,
    around: { localities: localityNames(reader), heads: everAssistantHeads(reader) },
    choice,
    attendanceTarget: attendanceTarget(ruleValueOn(reader, 'packAttendanceTarget', asAt)),
    academicYear: academicYearOf(asAt),
  });
  const { name, urn, laestab, phase } = school;
  const named = { name, urn, laestab: laestabWords(laestab), phase: phaseWords(phase) };
  const shared: PackContext | null =
    teacher === null
      ? null
      : {
          school: named,
          designatedTeacher: { name: teacher.name },
          dsl: lead === null ? null : { name: lead.name, contact: contactOf(lead) },
          authorityName: team.authorityName,
          teamName: team.teamName,
          preparedOn: context.clock.today(),
          asAt,
          preparedBy: preparedBy(context),
          // The store keeps no address of its users: the pack says to send it back to whoever sent it.
          returnTo: null,
          demonstration: context.demonstration,
        };
  return {
    schoolId,
    context: shared,
    school: named,
    teacher: teacher === null ? null : { name: teacher.name, email: teacher.email },
    lead: lead === null ? null : { name: lead.name, contact: contactOf(lead) },
    children: built.map(({ pack, passages }, index) => preparedChild(inOrder[index] as ChildOn, pack, passages, asAt)),
    decided: [...(request.include ?? []).map((id) => `+${id}`), ...(request.leaveOut ?? []).map((id) => `-${id}`)],
    problems: [...problems, ...problemsOf(inOrder, built, team, asAt)],
  };
}

/** The whole pack as the engine draws it. @throws when no designated teacher is recorded; look at `context` first. */
export function asSchoolPack({ context, children }: PreparedPack): SchoolPack {
  if (context === null) throw new Error('A pack without a designated teacher is never drawn.');
  return { ...context, children: children.map((child) => child.pack) };
}

function chosenPupils(context: ServiceContext, { schoolId, asAt, childIds }: PackRequest): string[] {
  const { reader, scope, clock } = context;
  // The scope is that of today, as for every other call: an old date opens nobody's record.
  const pupils = pupilsOn(childrenInScope(scope, reader, clock.today()), reader, schoolId, asAt);
  if (childIds.length === 0) return pupils;
  const wanted = new Set(childIds);
  const chosen = pupils.filter((childId) => wanted.has(childId));
  const missing = wanted.size - chosen.length;
  if (missing > 0)
    throw new CallFailure(
      'forbidden',
      `${missing} of the ${wanted.size} children chosen ${missing === 1 ? 'is not a pupil' : 'are not pupils'} of this school, looked after and in your localities, on ${longDate(asAt)}. Nothing was read. Choose the children again.`,
      { field: 'childIds' },
    );
  return chosen;
}

/** By the names in the pack: the order of the cover tells no other name. */
const byName =
  (asAt: PlainDate) =>
  (a: ChildOn, b: ChildOn): number => {
    const key = (identity: ChildOn) => [
      nameInPack(identity, asAt).surname,
      nameInPack(identity, asAt).forename ?? '',
      identity.dateOfBirth ?? '',
      localIdOf(identity),
      identity.childId,
    ];
    const [one, other] = [key(a), key(b)];
    for (const [index, part] of one.entries()) {
      const order = collator.compare(part, other[index] ?? '');
      if (order !== 0) return order;
    }
    return 0;
  };

const preparedChild = (identity: ChildOn, pack: ChildPack, passages: Passage[], asAt: PlainDate): PreparedChild => ({
  childId: identity.childId,
  localId: localIdOf(identity),
  listName: identity.listName,
  ncYear: identity.ncYear,
  secret: identity.secretPlacement ? { reasons: reasonsOf(identity) } : null,
  goesBy: isForAdoption(identity, asAt) ? textNameOf(nameInPack(identity, asAt), localIdOf(identity)).trim() : null,
  passages,
  pack,
});

const reasonsOf = ({ secrets }: ChildOn): string[] => {
  const open = secrets.filter(({ to }) => to === null).map(({ reason }) => reason);
  return open.length > 0 ? [...new Set(open)] : ['Placed for adoption, or secret at a later date than this pack’s'];
};

const attendanceTarget = (rule: unknown): number =>
  typeof rule === 'number' && rule > 0 && rule <= 100 ? rule : SHIPPED_ATTENDANCE_TARGET;

function problemsOf(
  pupils: readonly ChildOn[],
  built: readonly { passages: readonly Passage[] }[],
  team: { laCode: string; authorityName: string },
  asAt: PlainDate,
): PackProblem[] {
  const problems: PackProblem[] = [];
  for (const [index, { passages }] of built.entries()) {
    const identity = pupils[index];
    if (identity === undefined) continue;
    problems.push(...aboutText(identity, passages, asAt));
  }
  const nameless = pupils.filter(({ legal }) => legal === null).length;
  if (nameless > 0)
    problems.push({
      stops: false,
      words: `No name is recorded for ${nameless} of the ${pupils.length} children: their files show the local identifier. Bring in the looked-after list.`,
    });
  const others = pupils.filter(
    ({ responsibleAuthority, ownChild }) => responsibleAuthority !== null && !ownChild,
  ).length;
  if (others > 0)
    problems.push({
      stops: false,
      words: `${others} of the ${pupils.length} children ${others === 1 ? 'is' : 'are'} looked after by another authority than ${team.authorityName}, whose own virtual school leads the PEP. The pack says so; leave them out by choosing the others.`,
    });
  return problems;
}
