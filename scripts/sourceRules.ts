// The habits of CONTRIBUTING.md that no linter rule states: file size, no barrels, subpath imports.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { shellFaultsOf } from './shellRules.ts';

const longest = 500;
const source = /\.(ts|tsx|mjs|cjs|js|css)$/;

/** What is wrong with a source file, in words; empty when nothing is. */
export function faultsOf(path: string, text: string): string[] {
  const faults: string[] = [];
  const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
  if (lines > longest) faults.push(`${path} has ${lines} lines; ${longest} is the most. Split it by subject.`);
  if (/\bfrom\s+['"]\.\.\/\.\.\/|\bimport\(?\s*['"]\.\.\/\.\.\//.test(text)) {
    faults.push(`${path} imports '../../…'; use a subpath such as '#domain/…'.`);
  }
  if (/^\s*export\s+(type\s+)?\*\s+from\s/m.test(text)) faults.push(`${path} re-exports a whole file: no barrels.`);
  if (/(^|\/)index\.tsx?$/.test(path) && path !== 'main/shell/index.ts') {
    faults.push(`${path}: name a file for what it holds; index files become barrels.`);
  }
  if (/\b(describe|test|it)\.(skip|only|todo|fixme)\s*\(\s*['"`]/.test(text)) {
    faults.push(`${path} skips or singles out a test.`);
  }
  // A pattern has no columns of its own, so that anything matches it: such a test cannot fail.
  if (/toMatchObject\((?:[^;]|;(?!\n))*?[\w'"]: \/[^/*\n]/.test(text)) {
    faults.push(`${path} has a bare pattern in toMatchObject, which anything matches; use expect.stringMatching.`);
  }
  // Its ES modules cost every process a third of a second; types cost nothing.
  if (/^import (?!type\b)[^;]*from 'drizzle-orm/m.test(text)) {
    faults.push(`${path} loads drizzle-orm; import what it needs from db/drizzle.ts.`);
  }
  return [...faults, ...shellFaultsOf(path, text)];
}

/** The files that git knows of, or would. */
export function trackedFiles(): string[] {
  const list = ['ls-files', '--cached', '--others', '--exclude-standard'];
  const { stdout } = spawnSync('git', list, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  return stdout.split('\n').filter((file) => file !== '' && existsSync(file));
}

/** The faults of every source file git knows of. */
export function faultsOfAll(): { files: number; faults: string[] } {
  const files = trackedFiles().filter((file) => source.test(file));
  return { files: files.length, faults: files.flatMap((file) => faultsOf(file, readFileSync(file, 'utf8'))) };
}
