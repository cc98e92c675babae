import type { PlainDate } from '#domain/calendar/plainDate.ts';
import { foldedLocalId } from './foldedLocalId.ts';

/** A name as somebody writes it. */
export interface NamedAs {
  readonly surname: string;
  readonly forename: string | null;
}

/** All that a child can be known by, whenever it held. */
export interface KnownChild {
  readonly id: string;
  readonly localIds: readonly { readonly issuer: string; readonly value: string }[];
  /** The UPN in force. */
  readonly upns: readonly string[];
  /** UPNs that the child had before, which still find it; they may have been another child's all along. */
  readonly formerUpns: readonly string[];
  readonly names: readonly NamedAs[];
  readonly births: readonly PlainDate[];
  readonly unaccompanied: boolean;
  /** In whose care the child is, and until when; null where none is known. */
  readonly care: { readonly laCode: string; readonly until: PlainDate } | null;
}

/** The end of care that goes on. */
export const GOES_ON = '9999-12-31';

/** Everybody here, found by what they are known by. It grows as the rows of a batch make children and tell more of them. */
export interface ChildDirectory {
  /** By local id, whatever its capitals, leading noughts or issuer. */
  byLocalId(localId: string): readonly KnownChild[];
  byUpn(upn: string): readonly KnownChild[];
  byBirth(day: PlainDate): readonly KnownChild[];
  /** Tells of a child: one who is new, or more of one who is known. */
  learn(child: KnownChild): void;
}

/** Makes the directory of children. @example childDirectory(all).byUpn('H801200001001') */
export function childDirectory(all: Iterable<KnownChild>): ChildDirectory {
  const everybody = new Map<string, KnownChild>();
  const maps = {
    localId: new Map<string, Set<string>>(),
    upn: new Map<string, Set<string>>(),
    birth: new Map<string, Set<string>>(),
  };
  const put = (map: Map<string, Set<string>>, key: string, id: string) => {
    const ids = map.get(key);
    if (ids) ids.add(id);
    else map.set(key, new Set([id]));
  };
  const find = (map: Map<string, Set<string>>, key: string): KnownChild[] =>
    [...(map.get(key) ?? [])].flatMap((id) => everybody.get(id) ?? []);
  const learn = (child: KnownChild) => {
    const before = everybody.get(child.id);
    everybody.set(child.id, before ? together(before, child) : child);
    for (const { value } of child.localIds) put(maps.localId, foldedLocalId(value), child.id);
    for (const upn of [...child.upns, ...child.formerUpns]) put(maps.upn, upn, child.id);
    for (const day of child.births) put(maps.birth, day, child.id);
  };
  for (const child of all) learn(child);
  return {
    byLocalId: (localId) => find(maps.localId, foldedLocalId(localId)),
    byUpn: (upn) => find(maps.upn, upn),
    byBirth: (day) => find(maps.birth, day),
    learn,
  };
}

const together = (before: KnownChild, more: KnownChild): KnownChild => ({
  id: before.id,
  localIds: [...before.localIds, ...more.localIds],
  upns: more.upns.length > 0 ? more.upns : before.upns,
  formerUpns: [...before.formerUpns, ...more.formerUpns, ...(more.upns.length > 0 ? before.upns : [])],
  names: [...before.names, ...more.names],
  births: [...before.births, ...more.births],
  unaccompanied: before.unaccompanied || more.unaccompanied,
  care: more.care ?? before.care,
});
