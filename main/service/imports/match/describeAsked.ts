import type { WhoIs } from '#contract/imports.ts';
import type { ReadConnection } from '#db/open.ts';
import { identifiersIndex, inCareOf } from '#db/queries/identifiersIndex.ts';
import { childrenOn } from '#db/queries/identity.ts';
import { nowOf } from '#db/queries/nowOf.ts';
import { everybody } from '#db/queries/scope.ts';
import type { PlainDate } from '#domain/calendar/plainDate.ts';
import type { KnownChild } from '#domain/identity/childDirectory.ts';
import { foldedName } from '#domain/identity/foldedName.ts';
import type { ChildRef } from '#domain/identity/matchChild.ts';
import { nameInList, nameInText } from '#domain/identity/personName.ts';
import type { Asked } from '../formats/types.ts';

/** What is asked of a file, and how many of its rows wait for the answer. */
export type ToDescribe = { fileName: string; row: number; rows: number; words: string; asked: Asked };

/** In what a candidate agrees with what the row says. */
function agreements(
  child: KnownChild,
  { name, dateOfBirth, upn, localId }: ChildRef,
): WhoIs['candidates'][number]['agrees'] {
  const found: WhoIs['candidates'][number]['agrees'] = [];
  if (name && child.names.some((held) => foldedName(nameInText(held)) === foldedName(nameInText(name))))
    found.push('name');
  if (dateOfBirth !== null && child.births.includes(dateOfBirth)) found.push('dateOfBirth');
  if (upn !== null && [...child.upns, ...child.formerUpns].includes(upn)) found.push('upn');
  if (child.localIds.some(({ value }) => value === localId)) found.push('localId');
  return found;
}

/** Each question with what its row says and what is held of the children it may mean, side by side. */
export function describeAsked(
  connection: Pick<ReadConnection, 'prepare'>,
  today: PlainDate,
  questions: readonly ToDescribe[],
): WhoIs[] {
  // A candidate may have been made part of another record since it was asked.
  const now = nowOf(connection);
  const candidatesOf = ({ candidates }: Asked) => [...new Set(candidates.map(now))];
  const ids = [...new Set(questions.flatMap(({ asked }) => candidatesOf(asked)))];
  const known = new Map(identifiersIndex(connection, ids).map((child) => [child.id, child]));
  const labels = childrenOn(everybody, connection, ids, today, today);
  const inCare = inCareOf(connection, ids, today);
  const candidate = (childId: string, ref: ChildRef): WhoIs['candidates'] => {
    const [child, label] = [known.get(childId), labels.get(childId)];
    // A record that adoption closed since is no candidate: nothing is said of it.
    if (!child || !label || label.sealed) return [];
    return [
      {
        childId,
        name: label.listName,
        dateOfBirth: label.dateOfBirth,
        upn: child.upns[0] ?? child.formerUpns.at(-1) ?? null,
        localIds: child.localIds.map(({ value, issuer }) => ({ value, issuer })),
        school: label.schools[0]?.name ?? null,
        inCare: inCare.has(childId),
        agrees: agreements(child, ref),
      },
    ];
  };
  return questions.map(({ fileName, row, rows, words, asked }) => ({
    ...{ id: asked.id, fileName, row, rows, words, canBeNew: asked.canBeNew },
    says: {
      localId: asked.ref.localId,
      issuer: asked.ref.issuer,
      name: asked.ref.name ? nameInList(asked.ref.name) : null,
      dateOfBirth: asked.ref.dateOfBirth,
      upn: asked.ref.upn,
    },
    candidates: candidatesOf(asked).flatMap((childId) => candidate(childId, asked.ref)),
  }));
}
