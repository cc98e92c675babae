import type { Role } from './roles.ts';

/**
 * What somebody may be about:
 * - `published`: figures that name no child and are published anyway;
 * - `figures`: the team's own figures, with true numbers;
 * - `learning`: the whole record of children;
 * - `attendance`: attendance, suspensions and whom to speak to about them, and nothing else of a child;
 * - `imports`: bringing data in, and the questions that come of it;
 * - `settings`: the authority's choices, people, keys and backups.
 */
export const purposes = ['published', 'figures', 'learning', 'attendance', 'imports', 'settings'] as const;
export type Purpose = (typeof purposes)[number];

/**
 * What each role is for. Whoever may see the whole record of a child may see its attendance.
 * Source: issue 8 section 4.
 */
export const purposesOf: Readonly<Record<Role, readonly Purpose[]>> = {
  administrator: purposes,
  head: ['published', 'figures', 'learning', 'attendance'],
  assistantHead: ['published', 'figures', 'learning', 'attendance'],
  educationWelfareOfficer: ['published', 'attendance'],
  dataOfficer: ['published', 'figures', 'learning', 'attendance', 'imports'],
  reader: ['published'],
};
