import type { PlainDate } from '../calendar/plainDate.ts';
import { type Purpose, purposesOf } from './purposes.ts';
import { type RoleHeld, rolesOn } from './roles.ts';

/** Whose children: everybody's (other authorities' children placed here among them), those of some localities, or nobody's. */
export type Scope =
  | { readonly kind: 'all' }
  | { readonly kind: 'localities'; readonly ids: readonly string[] }
  | { readonly kind: 'none' };

/**
 * Whether somebody who may see the children of one scope may see those of another.
 *
 * @example holdsScope({ kind: 'localities', ids: ['EK3', 'EK1'] }, { kind: 'localities', ids: ['EK1'] }) // true
 */
export function holdsScope(scope: Scope, other: Scope): boolean {
  if (scope.kind === 'all' || other.kind === 'none') return true;
  return scope.kind === 'localities' && other.kind === 'localities' && other.ids.every((id) => scope.ids.includes(id));
}

const ofChildren: readonly Purpose[] = ['learning', 'attendance'];

/**
 * Whose children a person may be shown for a purpose on a day, by the roles they have then. `none`: they may not be about it at
 * all. An assistant head is bound to their localities where it is about children, and to nothing where it is about figures;
 * several roles add up. One whose locality is lost sees no child.
 * Source: issue 8 section 4; domain.md section 1.
 *
 * @example
 * // assistant head of East Kent 3, covering East Kent 1 until 31 May
 * scopeOf(held, 'learning', '2025-05-31') // { kind: 'localities', ids: ['EK3', 'EK1'] }
 * scopeOf(held, 'learning', '2025-06-01') // { kind: 'localities', ids: ['EK3'] }
 */
export function scopeOf(held: readonly RoleHeld[], purpose: Purpose, day: PlainDate): Scope {
  const fit = rolesOn(held, day).filter(({ role }) => purposesOf[role].includes(purpose));
  if (fit.length === 0) return { kind: 'none' };
  if (!ofChildren.includes(purpose) || fit.some(({ role }) => role !== 'assistantHead')) return { kind: 'all' };
  return { kind: 'localities', ids: [...new Set(fit.flatMap(({ localityId }) => localityId ?? []))] };
}
