import { foldedName } from './foldedName.ts';

type Name = { readonly surname: string; readonly forename: string | null };

const parts = ({ surname, forename }: Name): string[] => [surname, forename ?? ''];

/** How many parts are in capitals throughout, or in small letters throughout, as systems write that know no others. */
const inOneCase = (name: Name): number =>
  parts(name).filter((part) => part === part.toUpperCase() || part === part.toLowerCase()).length;

/** Accents, letters that are no plain Latin ones, apostrophes and hyphens: what a system that cannot write them leaves out. */
const marks = (name: Name): number =>
  parts(name)
    .join(' ')
    .normalize('NFD')
    .replace(/[a-z ]/gi, '').length;

/**
 * Which of two writings of one name says more, where they differ in nothing but capitals, accents, apostrophes, hyphens and
 * spaces: lists come from systems that cannot write them, so the one that has more of them is the name. Of two that say as much,
 * and of two with another letter (which is a correction), the later.
 *
 * Source: issue 8 section 1 (spelling alone: no edit at all); domain.md section 1.
 * @example fullerSpelling({ forename: 'Siân', surname: 'McDonald' }, { forename: 'Sian', surname: 'MCDONALD' }) // Siân McDonald
 * @example fullerSpelling({ forename: 'Nour', surname: 'Sample' }, { forename: 'Noor', surname: 'Sample' }) // Noor Sample
 */
export function fullerSpelling<Of extends Name>(earlier: Of, later: Of): Of {
  const [before, after] = [parts(earlier), parts(later)];
  if (before.some((part, at) => foldedName(part) !== foldedName(after[at] ?? ''))) return later;
  const plainer = inOneCase(earlier) - inOneCase(later);
  if (plainer !== 0) return plainer > 0 ? later : earlier;
  return marks(earlier) > marks(later) ? earlier : later;
}
