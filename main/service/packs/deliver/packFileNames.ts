/** What a file's name says of its school: the number, else the LAESTAB, else that it has none; a name may be a tutor's own. */
type Numbered = { urn: string | null; laestab?: string | null };

/**
 * The name of a child's file: `pack-<URN>-<number>-<local id>.pdf`. A file's name shows in folders, mail subjects, logs and
 * recent-file lists, so it never holds a person's name; the cover says which number is whom. Anything in the local identifier
 * but ASCII letters, digits and hyphens becomes a hyphen, and the number keeps names apart that this makes equal.
 *
 * @example childFileName({ urn: '999001' }, 3, 'LAC/0042')  // 'pack-999001-03-LAC-0042.pdf'
 */
export function childFileName(school: Numbered, number: number, localId: string): string {
  return `pack-${schoolPart(school)}-${String(number).padStart(2, '0')}-${safe(localId)}.pdf`;
}

/**
 * The name of a school's cover; it sorts first.
 * @example coverFileName({ urn: '999001' })  // 'pack-999001-00-cover.pdf'
 * @example coverFileName({ urn: null })  // 'pack-no-urn-00-cover.pdf'
 */
export function coverFileName(school: Numbered): string {
  return `pack-${schoolPart(school)}-00-cover.pdf`;
}

/**
 * The name of a school's folder, or of its one file before the ending.
 * @example packName({ school: { urn: '999001' }, asAt: '2025-03-31' })  // 'pack-999001-2025-03-31'
 */
export function packName(pack: { school: Numbered; asAt: string }): string {
  return `pack-${schoolPart(pack.school)}-${pack.asAt}`;
}

const schoolPart = ({ urn, laestab }: Numbered): string => safe(urn ?? laestab ?? 'no-urn');

function safe(part: string): string {
  return (
    part
      .normalize('NFKD')
      .replace(/[^A-Za-z0-9-]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 40) || 'x'
  );
}
