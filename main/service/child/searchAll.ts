import type { CallOutput } from '#contract/calls.ts';
import type { ReadConnection } from '#db/open.ts';
import { childrenOn } from '#db/queries/identity.ts';
import { listSchools, pupilsOfSchools } from '#db/queries/schools.ts';
import { childrenInScope, type InScope } from '#db/queries/scope.ts';
import { lookedAfterOnDate, searchedTexts } from '#db/queries/search.ts';
import type { Scope } from '#domain/access/scopeOf.ts';
import { type NcYear, ncYearLabel } from '#domain/calendar/ncYear.ts';
import { withoutSchoolWords } from '#domain/enrolment/withoutSchool.ts';
import { foldText } from '#domain/words/foldText.ts';
import { matches, searchWords } from './names.ts';

type Question = { text: string; asAt: string; limit: number; today: string };
type Asked = Question & { inScope: InScope };

/**
 * Children by any name they have had, UPN or local id, looked after on the date before others, and schools by name or
 * URN; a word matches from its beginning, without regard to case and diacritics. A sealed record is found by its local
 * id only. Nothing is found for a text without letters or digits.
 */
export function searchAll(scope: Scope, reader: ReadConnection, question: Question): CallOutput<'search.all'> {
  const words = searchWords(question.text);
  if (words.length === 0) return { children: [], schools: [] };
  const asked = { ...question, inScope: childrenInScope(scope, reader, question.today) };
  return { children: findChildren(reader, words, asked), schools: findSchools(reader, words, asked) };
}

function findChildren(reader: ReadConnection, words: readonly string[], question: Asked) {
  const { asAt, limit, today, inScope } = question;
  const found = new Map<string, string>();
  for (const { childId, text } of searchedTexts(inScope, reader, asAt > today ? asAt : today)) {
    if (found.has(childId)) continue;
    const folded = foldText(text);
    if (matches(folded, words)) found.set(childId, folded);
  }
  const lookedAfter = lookedAfterOnDate(reader, asAt);
  const rank = (childId: string, folded: string) =>
    (lookedAfter.has(childId) ? 0 : 2) + (folded.startsWith(words[0] ?? '') ? 0 : 1);
  const first = [...found]
    .map(([childId, folded]) => ({ childId, folded, rank: rank(childId, folded) }))
    .sort((a, b) => a.rank - b.rank || (a.folded < b.folded ? -1 : 1))
    .slice(0, limit)
    .map(({ childId }) => childId);
  return [...childrenOn(inScope, reader, first, asAt, today).values()].map(({ childId, legal, localId, ...child }) => {
    const { listName, ncYear, schools } = child;
    const detail = [
      ...(legal ? [localId ?? childId] : []),
      ...(ncYear === null ? [] : [ncYear < 0 ? 'Nursery' : ncYearLabel(ncYear as NcYear)]),
      schools[0]?.name ?? withoutSchoolWords(child.withoutSchool?.kind ?? null),
      ...(lookedAfter.has(childId) ? [] : ['not looked after on this date']),
    ];
    return { childId, listName, detail: detail.join(' · ') };
  });
}

function findSchools(reader: ReadConnection, words: readonly string[], { asAt, limit, inScope }: Asked) {
  const pupils = pupilsOfSchools(inScope, reader, asAt);
  return listSchools(reader)
    .filter((school) => matches(foldText(`${school.name} ${school.urn ?? ''}`), words))
    .map(({ schoolId, name, urn }) => ({ schoolId, name, urn, pupils: pupils.get(schoolId) ?? 0 }))
    .sort((a, b) => Number(b.pupils > 0) - Number(a.pupils > 0))
    .slice(0, limit);
}
