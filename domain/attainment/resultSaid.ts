import { withChanged } from '#domain/facts/edits.ts';
import type { Facts, ResultRow } from '#domain/facts/factRows.ts';
import type { Difference, Ruling, Saying } from '#domain/facts/ruling.ts';
import { entryMeant } from './entryMeant.ts';
import type { ResultStatus } from './result.ts';
import { type ResultMeant, type ResultNamed, resultMeant, resultWords, SAID_AGAIN } from './resultMeant.ts';
import { RANK, standingResult } from './standingResult.ts';

/** A result as somebody says it; `issuedOn` is its own date, null where it gives none. */
export interface ResultSaid extends ResultNamed {
  readonly status: ResultStatus;
  /** The other rows of the file about the child. */
  readonly others: readonly ResultNamed[];
}

const asVersion = ({ id, status, value, receivedOn, supersedesId }: ResultRow) => ({
  id,
  value,
  status: status as ResultStatus,
  dateReceived: receivedOn,
  supersedes: supersedesId,
});

type Version = ReturnType<typeof asVersion>;

/** The version in whose place one comes that is added after these: none of a higher status, unless of its own. */
function replacedBy(before: readonly Version[], status: ResultStatus): Version | null {
  const standing = standingResult(before);
  if (standing !== null && RANK[status] >= RANK[standing.status]) return standing;
  return standingResult(before.filter((version) => version.status === status));
}

/** By the day received; of one day the one that another took the place of first, then the lower status. */
const inOrder = (a: Version, b: Version): number =>
  a.dateReceived !== b.dateReceived
    ? a.dateReceived < b.dateReceived
      ? -1
      : 1
    : a.supersedes === b.id
      ? 1
      : b.supersedes === a.id
        ? -1
        : RANK[a.status] - RANK[b.status] || (a.id < b.id ? -1 : 1);

/** What the decisions are called about a qualification that a grade was held without. */
const NAMED = { correction: 'The same result', change: 'Another result' };

/** What is said of a result that a file gives no day of its own: it speaks as of the file's. */
const byItsFile = (what: string): string => `${what} by its file`;

/**
 * A result. Nothing is overwritten: another value, or a higher status, is a version of its own, which takes the place of the one
 * that stood only where it is not older and not of a lower status. What stood before and is said once more is no news, unless
 * by a newer day, its own or else its file's (a re-mark that was taken back; a person can have that the other way): the
 * file that had it first, brought in again, does not undo a re-mark. A version that comes to be known late stands before those
 * that are newer than it, by its own day or, of one day, because a later file has spoken of the result: the versions and what took
 * whose place are the same in whatever order the files came. Which result a row means is `entryMeant` and `resultMeant`.
 *
 * Source: domain.md section 5 ("A result has a life"); `reviews/core.md` B3; cases/older-results-file-again.
 * @example final 5 of 21 August, final 6 of 10 October, final 5 of 21 August again // 6 stands; nothing is added
 * @example the same without days of their own, by files of 21 August, 10 October and 1 November // 5 stands again
 * @example final 5 of 10 October, then final 5 of 21 August // 5, known since 21 August
 * @example final 6 of 10 October, then final 5 of 21 August for the first time // both are kept, 6 stands and took the place of 5
 */
export function resultSaid(held: Facts, proposal: ResultSaid, saying: Saying): Ruling {
  const { entry, results, putRight } = entryMeant(held.results, proposal, proposal.others);
  const ruling = ofEntrySaid(putRight ? { ...held, results } : held, { ...proposal, entry }, saying);
  if (!putRight) return ruling;
  const reason = `Was held as ${entry === 'resit' ? 'the first entry' : 'a resit'}: put right`;
  return { ...ruling, countsAs: 'changed', remarks: [...ruling.remarks, { field: 'entry', value: entry, reason }] };
}

/** A result whose entry is known. */
function ofEntrySaid(held: Facts, proposal: ResultSaid, saying: Saying): Ruling {
  const received = proposal.issuedOn ?? saying.asOf;
  const meant = resultMeant(held.results, proposal, { others: proposal.others, day: received });
  if (meant.putRight === null) return versionSaid(held, proposal, meant, saying);
  const { qualification, putRight } = meant;
  const what = meant.name('qualification');
  const words = (of: string | null) => resultWords(proposal, `${proposal.value}, ${of ?? 'GCSE'}`);
  const difference: Difference = {
    ...{ what, was: words(putRight.was), now: words(qualification) },
    ...{ as: 'correction', from: null, canFlip: true, answers: NAMED },
  };
  const isOther = saying.decided?.(what) === 'change';
  let results: readonly ResultRow[] = held.results;
  if (!isOther) for (const { id } of meant.versions) results = withChanged(results, id, { qualification });
  const versions = isOther ? [] : meant.versions.map((row) => ({ ...row, qualification }));
  const ruling = versionSaid({ ...held, results }, proposal, { ...meant, versions }, saying);
  const countsAs = isOther ? {} : { countsAs: 'changed' as const };
  // A vocational grade without a name counts as no GCSE's either way.
  const differences = [...(ruling.differences ?? []), ...(putRight.was === null ? [difference] : [])];
  return { ...ruling, ...countsAs, said: [...ruling.said, what], differences };
}

/** One version of a result that is known by `meant`. */
function versionSaid(held: Facts, proposal: ResultSaid, meant: ResultMeant, saying: Saying): Ruling {
  const { academicYear, keyStage, subject, component, entry, status, value, issuedOn } = proposal;
  const what = meant.name(status);
  const said = issuedOn === null ? [what, byItsFile(what)] : [what];
  const nothing: Ruling = { facts: held, problems: [], remarks: [], said };
  const versions = meant.versions.map(asVersion).sort(inOrder);
  const ofStatus = versions.filter((version) => version.status === status);
  const standingOfStatus = standingResult(ofStatus);
  const received = issuedOn ?? saying.asOf;
  // The same value by an earlier day, with nothing else between: it was known from that day.
  const next = ofStatus.find(({ dateReceived }) => dateReceived > received);
  if (issuedOn !== null && next?.value === value && ofStatus.every(({ dateReceived }) => dateReceived !== issuedOn)) {
    const results = withChanged(held.results, next.id, { issuedOn, receivedOn: issuedOn });
    return { ...nothing, facts: { ...held, results }, countsAs: 'changed' };
  }
  if (standingOfStatus?.value === value) return nothing;
  // Said before: only a day after the one that stands makes it news.
  const isKnown = ofStatus.some((version) => version.value === value);
  if (isKnown && received <= (standingOfStatus?.dateReceived ?? '')) return nothing;
  const again: Difference[] =
    isKnown && issuedOn === null
      ? [
          {
            ...{ what, was: resultWords(proposal, standingOfStatus?.value ?? ''), now: resultWords(proposal, value) },
            ...{ as: 'change', from: received, canFlip: true, answers: SAID_AGAIN },
          },
        ]
      : [];
  if (again.length > 0 && saying.decided?.(what) === 'correction') return { ...nothing, differences: again };
  const saidLater = saying.saidLater(what) !== null;
  const isNewer = (version: Version) =>
    version.dateReceived > received || (version.dateReceived === received && version.status === status && saidLater);
  const first = versions.findIndex(isNewer);
  const [earlier, newer] = first < 0 ? [versions, []] : [versions.slice(0, first), versions.slice(first)];
  const row: ResultRow = {
    id: saying.fresh(),
    childId: held.child[0]?.id ?? '',
    academicYear,
    keyStage,
    subject,
    component,
    value,
    status,
    entry,
    receivedOn: received,
    source: 'import',
    supersedesId: replacedBy(earlier, status)?.id ?? null,
    issuedOn,
    qualification: meant.qualification,
  };
  let results: readonly ResultRow[] = [...held.results, row];
  const before = [...earlier, asVersion(row)];
  for (const version of newer) {
    const isNext = replacedBy(before, version.status)?.id === row.id;
    if (isNext) results = withChanged(results, version.id, { supersedesId: row.id });
    before.push(isNext ? { ...version, supersedes: row.id } : version);
  }
  const facts = { ...held, results };
  if (versions.length === 0) return { ...nothing, facts };
  const ruling: Ruling = { ...nothing, facts, countsAs: 'changed', differences: again };
  // A newer file has said without a day what stood till now: it is so again from that file's day on.
  const confirmedOn = saying.saidLater(byItsFile(what));
  if (standingOfStatus === null || confirmedOn === null || standingOfStatus.dateReceived > received) return ruling;
  if (confirmedOn <= received) return ruling;
  const confirmed = { ...proposal, value: standingOfStatus.value, issuedOn: null };
  const now = { ...meant, versions: [...meant.versions, row] };
  return { ...ruling, facts: versionSaid(facts, confirmed, now, { ...saying, asOf: confirmedOn }).facts };
}
