import type { Role, RoleHeld } from '#domain/access/roles.ts';

/** A role from always, until it is ended; `days` for one that is not. */
export const heldRole = (
  role: Role,
  localityId: string | null = null,
  days: { from?: string; to?: string } = {},
): RoleHeld => ({ role, localityId, from: days.from ?? null, to: days.to ?? null });

/** The one role that somebody has; null where there is none, or several. */
export const onlyRole = (person: { roles: readonly { role: Role }[] } | null | undefined): Role | null =>
  person?.roles.length === 1 ? (person.roles[0]?.role ?? null) : null;
