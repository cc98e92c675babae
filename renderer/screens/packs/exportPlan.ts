import type { PackPreview } from '#contract/packs.ts';

/** A school chosen for packs; no child named means every pupil in the caller's scope. */
export type SchoolChoice = { schoolId: string; childIds: string[] };

/** Why a pack of this preview cannot be exported; empty when it can. */
export const stopping = (preview: PackPreview): string[] => [
  ...preview.problems.filter((problem) => problem.stops).map((problem) => problem.words),
  ...(preview.children.length === 0 ? ['No child to make a pack for at this school.'] : []),
];

/** What a person should see before exporting, though it stops nothing. */
export const warnings = (preview: PackPreview): string[] =>
  preview.problems.filter((problem) => !problem.stops).map((problem) => problem.words);

/** What is wrong with a password for packs; null when nothing is. The contract asks for at least twelve characters. */
export function passwordProblem(password: string, again: string): string | null {
  if (password.length < 12) return 'Use at least 12 characters.';
  return password === again ? null : 'The two passwords differ.';
}

/** Children grouped by school, those without one apart: a pack is for one designated teacher. */
export function bySchool<Child extends { childId: string; schoolId: string | null }>(
  children: readonly Child[],
): { schools: SchoolChoice[]; without: Child[] } {
  const schools = new Map<string, SchoolChoice>();
  const without: Child[] = [];
  for (const child of children) {
    if (child.schoolId === null) {
      without.push(child);
      continue;
    }
    const school = schools.get(child.schoolId) ?? { schoolId: child.schoolId, childIds: [] };
    school.childIds.push(child.childId);
    schools.set(child.schoolId, school);
  }
  return { schools: [...schools.values()], without };
}

/** A file size for people. @example fileSize(153600) // '150 KB' */
export const fileSize = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1_048_576).toFixed(1)} MB`;
