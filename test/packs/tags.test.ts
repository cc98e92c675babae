import { describe, expect, test } from 'vitest';
import { renderChildPack } from '#service/packs/draw/renderChildPack.ts';
import { renderCover } from '#service/packs/draw/renderCover.ts';
import { paintingOperations, pdfObjects, poppler, popplerPresent, qpdf, structElements } from './pdfTools.ts';
import { aChildPack, aContext, anEmptyChildPack, aSchoolPack } from './samplePack.ts';

const DOCUMENTS: [string, () => Promise<Uint8Array>][] = [
  ['a full child', () => renderChildPack(aChildPack(), aContext())],
  ['an empty child', () => renderChildPack(anEmptyChildPack(), aContext())],
  ['a cover of 60 pupils', () => renderCover(aSchoolPack(60))],
];

describe.each(DOCUMENTS)('%s is accessible', (_, render) => {
  test('qpdf finds no fault in the file', async () => {
    const { code, out } = await qpdf(await render(), ['--check', '/in.pdf']);
    expect(out).toContain('No syntax or stream encoding errors found');
    expect(code).toBe(0);
  });

  test('every painting operation is tagged or an artifact, and every mark is in the parent tree', async () => {
    const pdf = await pdfObjects(await render());
    const tree = pdf.list(pdf.dict(pdf.dict(pdf.catalog['/StructTreeRoot'])['/ParentTree'])['/Nums']);
    let painted = 0;
    for (const page of pdf.pages) {
      const found = paintingOperations(pdf.stream(page['/Contents']));
      expect(found.untagged).toBe(0);
      expect(found.unbalanced).toBe(false);
      painted += found.painted;
      const parents = pdf.list(tree[tree.indexOf(page['/StructParents'] as number) + 1]);
      expect(found.mcids).toEqual(found.mcids.map((_mcid, index) => index));
      expect(parents).toHaveLength(found.mcids.length);
      for (const parent of parents) expect(pdf.dict(parent)['/S']).toBeTypeOf('string');
      expect(page['/Tabs']).toBe('/S');
    }
    expect(painted).toBeGreaterThan(60);
  });

  test('language, title shown, marked, PDF/UA identified, fonts embedded', async () => {
    const pdf = await pdfObjects(await render());
    expect(pdf.catalog['/Lang']).toBe('u:en-GB');
    expect(pdf.dict(pdf.catalog['/ViewerPreferences'])['/DisplayDocTitle']).toBe(true);
    expect(pdf.dict(pdf.catalog['/MarkInfo'])['/Marked']).toBe(true);
    const xmp = Buffer.from(pdf.stream(pdf.catalog['/Metadata']), 'latin1').toString('utf8');
    expect(xmp).toContain('<pdfuaid:part>1</pdfuaid:part>');
    expect(xmp).toContain('Demonstration Primary &amp; Nursery School');
    assertWellFormed(xmp);
    for (const page of pdf.pages) {
      for (const font of Object.values(pdf.dict(pdf.dict(page['/Resources'])['/Font']))) {
        expect(pdf.dict(font)['/Subtype']).toBe('/Type0');
        expect(pdf.dict(font)['/ToUnicode']).toBeTypeOf('string');
      }
    }
  });

  test('one H1, headings never skip a level, everything under one Document', async () => {
    const elements = structElements(await pdfObjects(await render()));
    expect(elements.filter((element) => element.depth === 0).map((element) => element.type)).toEqual(['Document']);
    const levels = elements.flatMap(({ type }) => (/^H\d$/.test(type) ? [Number(type[1])] : []));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    for (const [index, level] of levels.entries()) expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1);
  });

  test('tables: every row as wide as the header, TH with column scope above and row scope in each row', async () => {
    const pdf = await pdfObjects(await render());
    const tables = structElements(pdf).filter(({ type }) => type === 'Table');
    for (const { dict } of tables) {
      const [head, body] = pdf.list(dict['/K']).map((part) => pdf.dict(part));
      const rows = [...pdf.list(head?.['/K']), ...pdf.list(body?.['/K'])].map((row) =>
        pdf.list(pdf.dict(row)['/K']).map((cell) => pdf.dict(cell)),
      );
      const scopes = rows.map((row) => row.map((cell) => pdf.get(pdf.dict(cell['/A'] ?? {})['/Scope'])));
      expect(scopes[0]?.every((scope) => scope === '/Column')).toBe(true);
      for (const row of scopes.slice(1)) {
        expect(row).toHaveLength(scopes[0]?.length ?? 0);
        expect(row.filter((scope) => scope === '/Row')).toHaveLength(1);
      }
    }
  });

  test('figures have words and a box on the page', async () => {
    const pdf = await pdfObjects(await render());
    for (const { dict } of structElements(pdf).filter(({ type }) => type === 'Figure')) {
      expect(String(dict['/Alt'])).toMatch(/chart\. .{40,}/i);
      const box = pdf.list(pdf.dict(dict['/A'])['/BBox']) as number[];
      expect(box[0]).toBeLessThan(box[2] as number);
      expect(box[1]).toBeLessThan(box[3] as number);
      expect(box[1]).toBeGreaterThan(0);
    }
  });

  test('fields: unique name, tooltip, visible frame, appearance, inside a Form tag', async () => {
    const pdf = await pdfObjects(await render());
    const names = pdf.fields.map((field) => field['/T']);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(expect.arrayContaining(['u:signed-name', 'u:signed-date', 'u:confirm-1']));
    for (const field of pdf.fields) {
      expect(String(field['/TU']).length).toBeGreaterThan(8);
      expect(pdf.dict(field['/BS'])['/W']).toBe(1);
      expect(pdf.dict(field['/AP'])['/N']).toBeDefined();
      expect(field['/StructParent']).toBeTypeOf('number');
      expect(field['/F']).toBe(4);
    }
    const forms = structElements(pdf).filter(({ type }) => type === 'Form');
    expect(forms).toHaveLength(names.length);
    const pages = new Set(pdf.list(pdf.dict(pdf.catalog['/Pages'])['/Kids']));
    for (const { dict } of forms) {
      const reference = pdf.dict(pdf.list(dict['/K'])[0]);
      expect(reference['/Type']).toBe('/OBJR');
      expect(pages.has(reference['/Pg'] as string)).toBe(true);
      // The widget really stands on the page that the structure names.
      expect(pdf.list(pdf.dict(reference['/Pg'])['/Annots'])).toContain(reference['/Obj']);
    }
  });
});

describe.skipIf(!popplerPresent())('as another reader sees it', () => {
  test('pdfinfo shows the structure with its headings, charts and forms', async () => {
    const out = poppler('pdfinfo', await renderChildPack(aChildPack(), aContext()), ['-struct-text']);
    for (const words of ['H1', 'Rowan Testerton', 'Figure', 'Table', 'TH', 'Form']) expect(out).toContain(words);
  });

  test('the title keeps its ampersand', async () => {
    const out = poppler('pdfinfo', await renderChildPack(aChildPack(), aContext()));
    expect(out).toContain('Review pack: Rowan Testerton, Demonstration Primary & Nursery School');
    expect(out).toMatch(/Tagged:\s+yes/);
  });
});

describe('the checker itself', () => {
  test.each([
    ['/P <</MCID 0>> BDC\n[<0001>] TJ\nEMC', 1, 0],
    ['/Artifact BMC\n0 0 1 1 re f\nEMC\n0 0 1 1 re f', 2, 1],
    ['/Span BMC\n(text \\) f) Tj\nEMC', 1, 1],
    ['q 1 0 0 1 0 0 cm Q', 0, 0],
  ])('%j paints %i, untagged %i', (content, painted, untagged) => {
    expect(paintingOperations(content)).toMatchObject({ painted, untagged });
  });
});

/** A small well-formedness check: tags nest, and '&' only begins an entity. */
function assertWellFormed(xml: string): void {
  expect(xml).not.toMatch(/&(?!(amp|lt|gt|quot|apos|#\d+);)/);
  const open: string[] = [];
  for (const [, close, name, self] of xml.matchAll(/<(\/?)([A-Za-z][\w:-]*)[^<>]*?(\/?)>/g)) {
    if (close === '/') expect(open.pop()).toBe(name);
    else if (self !== '/') open.push(name as string);
  }
  expect(open).toEqual([]);
}
