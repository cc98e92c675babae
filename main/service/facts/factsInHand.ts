import { readFacts } from '#db/facts/readFacts.ts';
import { childKey, FreeIds } from '#db/history/naturalId.ts';
import type { Connection, ReadConnection } from '#db/open.ts';
import type { PlainDate } from '#domain/calendar/plainDate.ts';
import { type Edits, editsBetween, isNothing } from '#domain/facts/edits.ts';
import { type FactKind, type Facts, factKinds, noFacts } from '#domain/facts/factRows.ts';

/** What a child is known by when first seen: the id of its record follows from it. */
export type FirstSeen = { issuer: string; localId: string; dateOfBirth: PlainDate };

/** What is to be written of one child. */
export type ChildEdits = { childId: string; edits: Edits };

type InHand = { held: Facts; now: Facts; kinds: Set<FactKind> };

/** Children are read from the store together, this many at a time. */
const AT_ONCE = 200;

/**
 * The facts of the children that are spoken of, as they are after what was ruled so far: read from the store once, folded in
 * memory, never written from here. What must be written is the difference to what was held, whatever lay between.
 */
export class FactsInHand {
  readonly #connection: Pick<Connection | ReadConnection, 'prepare'>;
  readonly #ids: FreeIds;
  readonly #children = new Map<string, InHand>();
  /** What children were before the row that is under way; null for one it made. */
  #before: Map<string, Facts | null> | null = null;
  #made = 0;

  constructor(connection: Pick<Connection | ReadConnection, 'prepare'>) {
    this.#connection = connection;
    this.#ids = new FreeIds(connection);
  }

  /** Takes facts of these kinds in hand, of the children of whom they are not yet. */
  take(childIds: Iterable<string>, kinds: readonly FactKind[]): void {
    const wanted = [...new Set(childIds)].filter((id) => {
      const child = this.#children.get(id);
      return !child || kinds.some((kind) => !child.kinds.has(kind));
    });
    for (let start = 0; start < wanted.length; start += AT_ONCE)
      for (const [childId, read] of readFacts(this.#connection, wanted.slice(start, start + AT_ONCE), kinds)) {
        const child = this.#children.get(childId);
        if (!child) {
          this.#children.set(childId, { held: read, now: read, kinds: new Set(kinds) });
          continue;
        }
        const missing = kinds.filter((kind) => !child.kinds.has(kind));
        const more = Object.fromEntries(missing.map((kind) => [kind, read[kind]]));
        for (const kind of missing) child.kinds.add(kind);
        Object.assign(child, { held: { ...child.held, ...more }, now: { ...child.now, ...more } });
        const before = this.#before?.get(childId);
        if (before) this.#before?.set(childId, { ...before, ...more });
      }
  }

  /** What is held of a child, with what was ruled since; kinds that nobody asked for may be empty. */
  of(childId: string, kinds: readonly FactKind[]): Facts {
    this.take([childId], kinds);
    return this.#children.get(childId)?.now ?? noFacts;
  }

  /** The facts of a child as a rule answered them. */
  put(childId: string, now: Facts): void {
    const child = this.#children.get(childId);
    if (!child) throw new Error('Facts were answered of a child that nobody asked for.');
    if (this.#before && !this.#before.has(childId)) this.#before.set(childId, child.now);
    child.now = now;
  }

  /** The id that a child who is first seen gets: by what it is known by, so that two laptops make the same one. */
  idOfNew({ issuer, localId, dateOfBirth }: FirstSeen): string {
    const key = childKey(issuer, localId, dateOfBirth);
    return this.#ids.of('child', key, (id) => this.#children.has(id));
  }

  /** A child that nobody had heard of, with the facts that a rule answered of it. */
  add(childId: string, facts: Facts): void {
    const made = facts.child[0]?.id;
    const now: Facts = {
      ...(Object.fromEntries(
        factKinds.map((kind) => [
          kind,
          facts[kind].map((row) => ('childId' in row && row.childId === made ? { ...row, childId } : row)),
        ]),
      ) as unknown as Facts),
      child: facts.child.map((row) => ({ ...row, id: childId })),
    };
    this.#children.set(childId, { held: noFacts, now, kinds: new Set(factKinds) });
    this.#before?.set(childId, null);
  }

  /** Who is in hand with facts of all these kinds, as they are after what was ruled. */
  known(kinds: readonly FactKind[]): [childId: string, Facts][] {
    return [...this.#children].flatMap(([childId, { now, kinds: has }]): [string, Facts][] =>
      kinds.every((kind) => has.has(kind)) ? [[childId, now]] : [],
    );
  }

  /** Does one row's work; where it is not to be kept, every child is as it was before. */
  attempt<Answer>(work: () => { answer: Answer; keep: boolean }): Answer {
    this.#before = new Map();
    try {
      const { answer, keep } = work();
      if (!keep)
        for (const [childId, now] of this.#before) {
          const child = this.#children.get(childId);
          if (now === null || !child) this.#children.delete(childId);
          else child.now = now;
        }
      return answer;
    } finally {
      this.#before = null;
    }
  }

  /** An id for a row that is not in the store yet. */
  fresh(): string {
    this.#made += 1;
    return `new:${this.#made}`;
  }

  /** What must be written so that the store holds what was ruled, by child; children of whom nothing differs are left out. */
  edits(): ChildEdits[] {
    return [...this.#children].flatMap(([childId, { held, now }]) => {
      const edits = editsBetween(held, now);
      return isNothing(edits) ? [] : [{ childId, edits }];
    });
  }
}
