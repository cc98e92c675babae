import type { StoreStatus } from '#contract/store.ts';
import { everyLocality } from '#db/queries/localities.ts';
import { purposes } from '#domain/access/purposes.ts';
import { scopeOf } from '#domain/access/scopeOf.ts';
import type { ServiceContext } from './context.ts';

/** Who is signed in, what they are today, and what they may be about: what the window shows and hides by. */
export function signedInUser({ reader, user, roles, clock }: ServiceContext): NonNullable<StoreStatus['user']> {
  const today = clock.today();
  const names = everyLocality(reader);
  const scope = scopeOf(roles, 'attendance', today);
  return {
    ...user,
    roles: roles.map(({ role, localityId, to }) => ({ role, localityId, localityName: nameOf(localityId), to })),
    may: purposes.filter((purpose) => scopeOf(roles, purpose, today).kind !== 'none'),
    localities: scope.kind === 'localities' ? scope.ids.map((id) => ({ id, name: names.get(id) ?? '' })) : null,
  };

  function nameOf(id: string | null): string | null {
    return id === null ? null : (names.get(id) ?? null);
  }
}
