import type { CallOutput } from '#contract/calls.ts';
import type { SpecialCohortKind } from '#contract/settings.ts';
import { dateInTable } from '#renderer/ui/format.ts';

/** A locality as the settings list it. */
export type Locality = CallOutput<'settings.localities'>['rows'][number];

/** What the special cohorts are called on screen. */
export const cohortWords: Record<SpecialCohortKind, { name: string; help: string }> = {
  outOfAuthority: {
    name: 'Placed outside the authority',
    help: 'The authority’s own children who live in a district of another authority.',
  },
  specialEducationalNeeds: {
    name: 'With a statement or plan',
    help: 'Children with a statement, or an education, health and care plan, wherever they live.',
  },
};

/** The days something holds: 'since 01/04/2011', '01/04/2011 to 31/08/2025'; the beginning of everything is not said. */
export function spanWords({ from, to }: { from: string; to: string | null }): string {
  const began = from <= '2000-01-01' ? 'always' : `since ${dateInTable(from)}`;
  if (to === null) return began;
  return from <= '2000-01-01' ? `until ${dateInTable(to)}` : `${dateInTable(from)} to ${dateInTable(to)}`;
}
