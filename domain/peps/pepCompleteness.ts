import { defaultPepSections, type PepSectionDefinition, type SectionOwner } from './pepSections.ts';

export interface PepCompleteness {
  readonly filled: number;
  readonly of: number;
  readonly complete: boolean;
  readonly missing: readonly { readonly section: string; readonly title: string; readonly owner: SectionOwner }[];
}

/**
 * How complete a PEP is: how many of its required sections are filled in, and who is to be chased for the others.
 *
 * Completeness says nothing about timeliness or quality; the three are never merged into one.
 * Source: domain.md section 8 ("three different qualities"; "sections have owners and are chased per owner").
 *
 * @example pepCompleteness(['childsVoice', 'newTargets']) // filled 2, of 8, complete false, six missing with owners
 */
export function pepCompleteness(
  filledSections: Iterable<string>,
  sections: readonly PepSectionDefinition[] = defaultPepSections,
): PepCompleteness {
  const filled = new Set(filledSections);
  const required = sections.filter((definition) => definition.required);
  const missing = required.filter((definition) => !filled.has(definition.section));
  return {
    filled: required.length - missing.length,
    of: required.length,
    complete: missing.length === 0,
    missing: missing.map(({ section, title, owner }) => ({ section, title, owner })),
  };
}
