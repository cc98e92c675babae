import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { templatesPage, templatesPagePath } from '#scripts/guideTemplates.ts';

const project = resolve(import.meta.dirname, '..', '..');
const read = (path: string) => readFileSync(join(project, path), 'utf8');
const pagesIn = (folder: string) =>
  readdirSync(join(project, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name));

const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...pagesIn('docs/guide'),
  ...pagesIn('docs/decisions'),
] as const;

/** Targets of the links and images of a page, outside code blocks. */
function targetsOf(markdown: string): string[] {
  const prose = markdown.replaceAll(/^```[\s\S]*?^```/gm, '').replaceAll(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/!?\[[^\]]*\]\(([^)\s]+)\)/g)].map(([, target]) => target as string);
}

/** A heading as the address of its section: lower case, spaces as hyphens, marks left out. */
const slug = (heading: string) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-');
const sectionsOf = (path: string) =>
  [...readFileSync(path, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, heading]) => slug(heading as string));

/** What is wrong with a page's links to files of this project; empty when nothing is. */
function brokenLinks(page: string): string[] {
  return targetsOf(read(page)).flatMap((target) => {
    if (/^[a-z]+:/.test(target)) return [];
    const [path = '', section] = target.split('#');
    const file = path === '' ? join(project, page) : resolve(project, dirname(page), path);
    if (relative(project, file).startsWith('..') || !existsSync(file)) return [`${page}: there is no ${target}`];
    return section && file.endsWith('.md') && !sectionsOf(file).includes(section)
      ? [`${page}: no section ${target}`]
      : [];
  });
}

describe('documents', () => {
  test('links are found, or the tests below would pass on nothing', () => {
    expect(targetsOf('[a](b.md) ![c](d.png "t") `[e](f.md)`\n```\n[g](h.md)\n```\n![i](j.png)')).toEqual([
      'b.md',
      'j.png',
    ]);
    expect(targetsOf(read('README.md'))).toContain('docs/images/overview.png');
  });

  test.each(pages)('every link and image of %s is there', (page) => {
    expect(brokenLinks(page)).toEqual([]);
  });

  test('the README opens with a real picture of the overview', () => {
    const png = readFileSync(join(project, 'docs/images/overview.png'));
    expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1366, 768]);
  });

  test.each(['docs/guide', 'docs/decisions'])('the README of %s links every page beside it', (folder) => {
    const linked = new Set(targetsOf(read(join(folder, 'README.md'))));
    const others = pagesIn(folder)
      .map((page) => relative(folder, page))
      .filter((name) => name !== 'README.md');
    expect(others.filter((name) => !linked.has(name))).toEqual([]);
  });

  test.each(pagesIn('docs/decisions').filter((page) => !page.endsWith('README.md')))(
    '%s says context, decision and consequence',
    (page) => {
      const bold = [...read(page).matchAll(/^\*\*(Context|Decision|Consequence)\.\*\*/gm)].map(([, word]) => word);
      expect(bold).toEqual(['Context', 'Decision', 'Consequence']);
    },
  );

  test("the guide's page of templates is what the templates say", () => {
    expect(
      readFileSync(templatesPagePath, 'utf8') === templatesPage(),
      'out of date: run node scripts/guideTemplates.ts',
    ).toBe(true);
  });
});

describe('dependencies', () => {
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(read('package.json')) as Record<
    'dependencies' | 'devDependencies' | 'optionalDependencies',
    Record<string, string>
  >;
  const all = { ...dependencies, ...devDependencies, ...optionalDependencies };
  const wanted = Object.keys(all);
  const rows = [...read('docs/decisions/dependencies.md').matchAll(/^\| `([^`]+)` \| ([^|]*) \| ([^|]*) \|$/gm)];

  test('each has its line with a licence and a reason, and no line is left over', () => {
    expect(rows.map(([, name]) => name).toSorted()).toEqual(wanted.toSorted());
    for (const [line, , licence, reason] of rows) expect([licence?.trim(), reason?.trim()], line).not.toContain('');
  });

  test('each has an exact version', () => {
    const loose = Object.entries(all).filter(([, version]) => !/^(npm:[^@]+@)?\d+\.\d+\.\d+$/.test(version));
    expect(loose).toEqual([]);
  });
});

describe('records of decisions named in the code', () => {
  const sources = ['domain', 'db', 'main', 'renderer', 'scripts', 'test'].flatMap((folder) =>
    readdirSync(join(project, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(ts|tsx|mjs|cjs|css)$/.test(name))
      .map((name) => join(folder, name)),
  );
  const named = [...sources, 'electron.vite.config.ts', 'vitest.config.ts', '.dependency-cruiser.cjs'].flatMap((path) =>
    [...read(path).matchAll(/docs\/decisions\/[\w-]+\.md/g)].map(([record]) => ({ path, record })),
  );

  test('are there', () => {
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter(({ record }) => !existsSync(join(project, record)))).toEqual([]);
  });
});
