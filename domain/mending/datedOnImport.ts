import { addDays, type PlainDate } from '#domain/calendar/plainDate.ts';
import { withChanged, withoutRow } from '#domain/facts/edits.ts';
import type { Facts } from '#domain/facts/factRows.ts';
import { isOneName } from '#domain/identity/nameSaid.ts';
import { nameInText } from '#domain/identity/personName.ts';
import { cannotMend, type Earlier, type Finding, mended } from './finding.ts';

/** One stretch of a fact, and how to write its days: some facts call their last day otherwise. */
interface Stretch {
  readonly id: string;
  readonly childId: string;
  /** Which fact: stretches of one follow each other. */
  readonly of: string;
  readonly inWords: string;
  readonly schoolId: string | null;
  readonly from: PlainDate;
  /** The first day on which it holds no more; null while it does. */
  readonly until: PlainDate | null;
  /** Whether it may go altogether: nothing hangs on it. */
  readonly canGo: boolean;
}

interface Kind {
  readonly stretches: (facts: Facts) => readonly Stretch[];
  readonly withDays: (facts: Facts, id: string, days: { from?: PlainDate; until?: PlainDate | null }) => Facts;
  readonly without: (facts: Facts, id: string) => Facts;
}

const day = (until: PlainDate | null): PlainDate | null => (until === null ? null : addDays(until, -1));
type Dated = 'names' | 'authorities' | 'professionals';

const dated = <Of extends Dated>(
  kind: Of,
  told: (row: Facts[Of][number]) => { of: string; inWords: string },
): Kind => ({
  stretches: (facts) =>
    (facts[kind] as readonly Facts[Of][number][]).map((row) => ({
      ...told(row),
      id: row.id,
      childId: row.childId,
      schoolId: null,
      from: row.validFrom,
      until: row.validTo === null ? null : addDays(row.validTo, 1),
      canGo: true,
    })),
  withDays: (facts, id, { from, until }) => {
    const days = { ...(from && { validFrom: from }), ...(until !== undefined && { validTo: day(until) }) };
    return {
      ...facts,
      [kind]: withChanged<{ readonly id: string; readonly validFrom: PlainDate }>(facts[kind], id, days),
    };
  },
  without: (facts, id) => ({ ...facts, [kind]: withoutRow<{ readonly id: string }>(facts[kind], id) }),
});

const kinds: readonly Kind[] = [
  dated('names', (name) => ({
    of: name.kind === 'legal' ? 'Legal name' : 'Known-as name',
    inWords: nameInText(name),
  })),
  dated('authorities', ({ laCode }) => ({ of: 'Responsible authority', inWords: laCode })),
  dated('professionals', ({ kind, name }) => ({
    of: kind === 'socialWorker' ? 'Social worker' : 'Reviewing officer',
    inWords: name,
  })),
  {
    stretches: ({ enrolments }) =>
      enrolments
        .filter(({ kind }) => kind === 'main')
        .map((row) => ({
          ...{ id: row.id, childId: row.childId, of: 'School', inWords: 'another school', schoolId: row.schoolId },
          ...{ from: row.startDate, until: row.endDate === null ? null : addDays(row.endDate, 1), canGo: false },
        })),
    withDays: (facts, id, { from, until }) => {
      const days = { ...(from && { startDate: from }), ...(until !== undefined && { endDate: day(until) }) };
      return { ...facts, enrolments: withChanged(facts.enrolments, id, days) };
    },
    without: (facts) => facts,
  },
  {
    stretches: ({ episodes }) =>
      episodes.map((row) => ({
        ...{ id: row.id, childId: row.childId, of: 'Legal status or placement', schoolId: null, canGo: false },
        ...{ inWords: `${row.legalStatus} ${row.placementType}`, from: row.startDate, until: row.endDate },
      })),
    withDays: (facts, id, { from, until }) => {
      const days = { ...(from && { startDate: from }), ...(until !== undefined && { endDate: until }) };
      return { ...facts, episodes: withChanged(facts.episodes, id, days) };
    },
    without: (facts) => facts,
  },
];

const beforeOf = (stretches: readonly Stretch[], { id, of, from }: Stretch): Stretch | undefined =>
  stretches.find((other) => other.id !== id && other.of === of && other.until === from && other.from < from);

/** A name that is only written otherwise is one name, and found as such. */
const isOneNameOf = ({ names }: Facts, one: string, other: string): boolean => {
  const [a, b] = [one, other].map((id) => names.find((name) => name.id === id));
  return a !== undefined && b !== undefined && isOneName(a, b);
};

/**
 * Changes that version 0.2 dated with the day on which a list was brought in, where the list's name has an earlier day: what a
 * list of 31 March said held from 15 April, after the cohort's date. Put right, it holds from the list's day. Where what
 * stood before is newer than the list, an older list turned it back: put right, what stood before stands again (a name, an
 * authority, a worker; of a school or a placement marks and other facts may hang on it, and it is not found).
 *
 * Of a list whose name has no day nothing can be known: version 0.2 kept neither the file's day nor its time.
 *
 * Source: issue 8 section 1 (a file has its own date) and section 2 (upgrade); `reviews/core.md` B7.
 * @example 'list 2025-03-31.csv' brought in on 2025-04-15: worker A until 2025-04-14, B since // B since 2025-03-31
 */
export function datedOnImport(held: Facts, byEarlier: Earlier['byEarlier']): Finding[] {
  return kinds.flatMap((kind) => {
    const stretches = kind.stretches(held);
    return stretches.flatMap((row): Finding[] => {
      const made = byEarlier.get(row.id);
      const before = beforeOf(stretches, row);
      if (!made?.listOf || !before || made.importedOn !== row.from || made.listOf >= row.from) return [];
      if (isOneNameOf(held, before.id, row.id)) return [];
      const { listOf } = made;
      const about = {
        ...{ childId: row.childId, rowId: row.id, schoolId: row.schoolId, otherChildId: null },
        what: `${row.of}: ${row.inWords}`,
      };
      if (before.from < listOf)
        return [
          {
            ...about,
            kind: 'datedOnImport',
            was: `since ${listOf}, the day of the list`,
            is: `since ${row.from}, the day on which the list was brought in`,
            mend: `It holds from ${listOf}`,
            putRight: (facts: Facts) => {
              const now = kind.stretches(facts).find(({ id, from }) => id === row.id && from === row.from);
              const other = now && beforeOf(kind.stretches(facts), now);
              if (!other || other.from >= listOf) return cannotMend(facts, row.from, 'This was changed since');
              return mended(kind.withDays(kind.withDays(facts, other.id, { until: listOf }), row.id, { from: listOf }));
            },
          },
        ];
      if (row.until !== null || !row.canGo) return [];
      return [
        {
          ...about,
          kind: 'turnedBack',
          was: `${before.inWords} since ${before.from}`,
          is: `${row.inWords} since ${row.from}, by a list of ${listOf}`,
          mend: `${before.inWords} stands again`,
          putRight: (facts: Facts) => {
            const now = kind.stretches(facts).find(({ id, from }) => id === row.id && from === row.from);
            const other = now && beforeOf(kind.stretches(facts), now);
            if (!other || now.until !== null) return cannotMend(facts, row.from, 'This was changed since');
            return mended(kind.withDays(kind.without(facts, row.id), other.id, { until: null }));
          },
        },
      ];
    });
  });
}
