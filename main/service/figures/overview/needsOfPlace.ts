import type { ReadConnection } from '#db/open.ts';
import { careBegan, exclusionsOf, rollsOf } from '#db/queries/needs.ts';
import { everybody, lastLocalities } from '#db/queries/scope.ts';
import type { PlainDate } from '#domain/calendar/plainDate.ts';
import { addWorkingDays } from '#domain/calendar/workingDays.ts';
import { excludedWithoutProvision } from '#domain/exclusions/excludedWithoutProvision.ts';
import { UNALLOCATED } from '#domain/localities/attributeLocality.ts';
import { pepPlans } from '#service/child/pepPlans.ts';
import { secretsAsked } from '#service/child/secretsAsked.ts';
import { dateInWords } from '#service/documents/dateInWords.ts';
import { counted } from '../measures/member.ts';
import { isOfSchoolYear } from './asAtCohort.ts';
import { type InScope, type Need, word } from './need.ts';
import type { Snapshot } from './snapshot.ts';

/** The first statutory review is due by then, and a PEP with it (domain.md section 8). */
const NEW_FOR_WORKING_DAYS = 20;

/** School-age children permanently excluded who have had no other place since. */
export function excluded(reader: ReadConnection, snapshot: Snapshot, inScope: InScope): Need {
  const children = snapshot.children.filter((child) => isOfSchoolYear(child) && inScope(child.locality));
  const exclusions = exclusionsOf(reader, snapshot.asAt);
  const ids = children.map((child) => child.childId).filter((childId) => exclusions.has(childId));
  const rolls = rollsOf(reader, ids);
  const members = children.flatMap(({ childId, locality }) => {
    const own = exclusions.get(childId);
    const since = own ? excludedWithoutProvision(own, rolls.get(childId) ?? [], snapshot.asAt) : null;
    return since === null ? [] : [counted(childId, locality, 1, 1, () => `excluded on ${dateInWords(since)}`)];
  });
  return {
    key: 'excludedWithoutProvision',
    title: 'excluded without provision',
    detail: members.length === 0 ? 'none' : 'education is due from the first day',
    members,
  };
}

/** Children whose care began within the last twenty working days, the day itself included. */
export function newInCare(snapshot: Snapshot, bankHolidays: ReadonlySet<PlainDate>, inScope: InScope): Need {
  const children = snapshot.children.filter(
    ({ inCareSince, locality }) =>
      inScope(locality) && addWorkingDays(inCareSince, NEW_FOR_WORKING_DAYS, bankHolidays) >= snapshot.asAt,
  );
  const without = children.filter((child) => (snapshot.peps.get(child.childId)?.lastHeld ?? null) === null).length;
  return {
    key: 'newInCare',
    title: 'new in care in the last twenty working days',
    detail: children.length === 0 ? 'none' : `${without} without a PEP held`,
    members: children.map(({ childId, locality, inCareSince }) =>
      counted(childId, locality, 1, 1, () => `in care since ${dateInWords(inCareSince)}`),
    ),
  };
}

/** Children whose next PEP is overdue, by the rule of the list and the record. */
export function pepsOverdue(reader: ReadConnection, snapshot: Snapshot, inScope: InScope): Need {
  const nextPep = pepPlans(reader, snapshot.asAt);
  const began = careBegan(reader, snapshot.asAt);
  const late = snapshot.children
    .filter((child) => inScope(child.locality))
    .flatMap(({ childId, locality, dateOfBirth, inCareSince }) => {
      const next = nextPep({
        peps: snapshot.peps.get(childId)?.rounds ?? [],
        inCareSince: began.get(childId) ?? inCareSince,
        dateOfBirth,
        ownChild: true,
      });
      return next?.overdue ? [{ childId, locality, due: next.due }] : [];
    })
    .sort((a, b) => (a.due < b.due ? -1 : 1));
  return {
    key: 'pepsOverdue',
    title: `${word(late.length, 'PEP')} overdue`,
    detail: late[0] ? `longest since ${dateInWords(late[0].due)}` : 'none',
    members: late.map(({ childId, locality, due }) =>
      counted(childId, locality, 1, 1, () => `due ${dateInWords(due)}`),
    ),
  };
}

/**
 * Secret placements that were over by the date and that nobody has answered since, children among them who have left care or are
 * another authority's: the same that are asked about under Data. A child who has left counts where it was last placed.
 */
export function stillSecret(reader: ReadConnection, { asAt }: Snapshot, inScope: InScope): Need {
  const asked = secretsAsked(everybody, reader, asAt);
  const placed = lastLocalities(
    reader,
    asked.map(({ secret }) => secret.childId),
    asAt,
  );
  const members = asked.flatMap(({ secret: { childId }, askedSince, careEnded }) => {
    const locality = placed.get(childId) ?? UNALLOCATED;
    const words = () => `${careEnded ? 'care ended' : 'moved'} on ${dateInWords(askedSince)}`;
    return inScope(locality) ? [counted(childId, locality, 1, 1, words)] : [];
  });
  return {
    key: 'stillSecret',
    title: `secret ${word(members.length, 'placement that is', 'placements that are')} over: still secret?`,
    detail: 'stays secret until you answer',
    members,
  };
}
