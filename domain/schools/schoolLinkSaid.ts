import type { PlainDate } from '#domain/calendar/plainDate.ts';

/** How one school led to another; only a conversion is carried by the app, the others are for a person to decide. */
export type LinkKind = 'conversion' | 'merger' | 'split';

/** A link between two schools, by their URNs: the first led to the second. */
export interface SchoolLink {
  readonly from: string;
  readonly to: string;
  readonly on: PlainDate | null;
  readonly kind: LinkKind;
}

/** A link as the register tells it: `linkUrn` is the `linkType` of `urn`. */
export interface SchoolLinkSaid {
  readonly urn: string;
  readonly linkUrn: string | null;
  readonly linkType: string;
  readonly linkedOn: PlainDate | null;
}

/**
 * What one row of the register's links says: the direction, and whether the words name a merger or a split. Null where it says
 * nothing of a school that became another (a sixth-form centre, an expansion, a closure). An amalgamation is a merger.
 *
 * Source: DfE, Get Information about Schools, link types; domain.md section 11.
 * @example schoolLinkSaid({ urn: '118264', linkUrn: '140001', linkType: 'Successor', linkedOn: '2025-04-01' }) // 118264 to 140001
 * @example schoolLinkSaid({ urn: '140001', linkUrn: '118264', linkType: 'Predecessor', linkedOn: null }) // 118264 to 140001
 */
export function schoolLinkSaid({ urn, linkUrn, linkType, linkedOn }: SchoolLinkSaid): SchoolLink | null {
  const words = linkType.trim().toLowerCase();
  if (linkUrn === null || linkUrn === urn) return null;
  const kind: LinkKind = /split/.test(words) ? 'split' : /merge|amalgam/.test(words) ? 'merger' : 'conversion';
  if (/^successor/.test(words)) return { from: urn, to: linkUrn, on: linkedOn, kind };
  if (/^(predecessor|result of amalgamation)/.test(words)) return { from: linkUrn, to: urn, on: linkedOn, kind };
  return null;
}

/**
 * What each link is when all are seen together, each pair once: a school with two successors was split, one with two
 * predecessors is a merger, whatever the words of the single link. A pair's day is the one that either of its rows gives.
 *
 * @example A to B, and B to A's other half C as 'Successor' // two splits
 */
export function linksTogether(links: readonly SchoolLink[]): SchoolLink[] {
  const pairs = new Map<string, SchoolLink>();
  for (const link of links) {
    const key = `${link.from} ${link.to}`;
    const before = pairs.get(key);
    const kind = before && before.kind !== 'conversion' ? before.kind : link.kind;
    pairs.set(key, { ...link, on: before?.on ?? link.on, kind });
  }
  const count = (of: 'from' | 'to') => {
    const counts = new Map<string, number>();
    for (const link of pairs.values()) counts.set(link[of], (counts.get(link[of]) ?? 0) + 1);
    return counts;
  };
  const [successors, predecessors] = [count('from'), count('to')];
  return [...pairs.values()].map((link) => {
    if (link.kind !== 'conversion') return link;
    if ((successors.get(link.from) ?? 0) > 1) return { ...link, kind: 'split' };
    return (predecessors.get(link.to) ?? 0) > 1 ? { ...link, kind: 'merger' } : link;
  });
}
