import { describe, expect, test } from 'vitest';
import { disclosedPlacement } from '#service/packs/assemble/disclosedPlacement.ts';
import { renderChildPack } from '#service/packs/draw/renderChildPack.ts';
import { renderCover } from '#service/packs/draw/renderCover.ts';
import { extractedText, pdfObjects, popplerPresent } from './pdfTools.ts';
import { aChildPack, aContext, anEmptyChildPack, aSchoolPack } from './samplePack.ts';

const poppler = popplerPresent();

describe('same model and same day, same bytes', () => {
  test('64 packs forwards and backwards are equal, byte for byte', async () => {
    const children = Array.from({ length: 64 }, (_, index) => aChildPack({}, index));
    const forwards: Uint8Array[] = [];
    for (const child of children) forwards.push(await renderChildPack(child, aContext()));
    const backwards: Uint8Array[] = [];
    for (const child of [...children].reverse()) backwards.unshift(await renderChildPack(child, aContext()));
    for (const [index, bytes] of forwards.entries())
      expect(Buffer.compare(bytes, backwards[index] as Uint8Array)).toBe(0);
  });

  test('the cover too; another day or another fact gives other bytes', async () => {
    const one = await renderCover(aSchoolPack(3));
    expect(Buffer.compare(one, await renderCover(aSchoolPack(3)))).toBe(0);
    expect(Buffer.compare(one, await renderCover(aSchoolPack(3, { preparedOn: '2025-04-03' })))).not.toBe(0);
    expect(Buffer.compare(one, await renderCover(aSchoolPack(4)))).not.toBe(0);
  });

  test('the identifier follows the content, the creation date follows preparedOn', async () => {
    const ids = new Set<string>();
    for (const seed of [0, 1]) {
      const pdf = await pdfObjects(await renderChildPack(aChildPack({}, seed), aContext()));
      const trailer = pdf.dict(pdf.objects.trailer?.value);
      ids.add(JSON.stringify(pdf.list(trailer['/ID'])[0]));
      expect(pdf.get(pdf.dict(trailer['/Info'])['/CreationDate'])).toBe('u:D:20250402000000Z');
    }
    expect(ids.size).toBe(2);
  });
});

describe.skipIf(!poppler)('what a reader can select and copy', () => {
  test.each([
    ['Yıldız', 'Testerton'],
    ['Łukasz', 'Griffiths'],
    ['Siân', 'Ŵyndham-Ñandú'],
    ['Đorđe', 'Šćepanović'],
    ['Zoë', 'O’Flaherty'],
    ['Αθηνά', 'Ивановна'],
  ])('%s %s is extracted as it is written', async (forename, surname) => {
    const child = aChildPack();
    child.header.legalName = { forename, surname };
    const text = extractedText(await renderChildPack(child, aContext()));
    expect(text).toContain(`${forename} ${surname}`);
  });

  test('letters that fonts like to join come out as letters; a typed ligature too', async () => {
    const child = aChildPack();
    child.header.legalName = { forename: 'Fi\ufb03', surname: 'Griffiths-Offley' };
    expect(extractedText(await renderChildPack(child, aContext()))).toContain('Fiffi Griffiths-Offley');
  });

  test('a combining mark without a composed form keeps its letter', async () => {
    const child = aChildPack();
    child.header.legalName = { forename: 'Ax\u0302el', surname: 'Testerton' };
    const text = extractedText(await renderChildPack(child, aContext()));
    expect(text.normalize('NFD').replace(/\p{M}/gu, '')).toContain('Axel Testerton');
  });

  test('a script the font lacks is shown as boxes, not dropped', async () => {
    const child = aChildPack();
    child.header.legalName = { forename: 'محمد', surname: 'Testerton' };
    expect(extractedText(await renderChildPack(child, aContext()))).toContain('□□□□ Testerton');
  });

  test('every section, its figures and its words', async () => {
    const text = extractedText(await renderChildPack(aChildPack(), aContext())).replace(/\s+/g, ' ');
    for (const words of [
      'Known as Ro',
      'A999001234567',
      'Foster care',
      '2024/25: 91.4 %, 21 of 244 sessions missed, 11 of them unauthorised (marks for 25 of 25 weeks).',
      'target 95 %',
      '97, target 103: 6 below',
      'One mark short',
      'Suspensions and exclusions',
      '1.5 days',
      'Cancelled',
      'Last PEP: Spring 2025',
      '8 of 8 sections filled',
      'The transition target has no date and no owner.',
      '2 of 4 held; £160 of',
      'Not evaluated',
      'Questions to answer',
      'Sign-off',
      'a.head@example.org',
      'by 2 May 2025',
    ]) {
      expect(text, words).toContain(words);
    }
  });

  test('marking, safeguarding line and page number stand on every page', async () => {
    for (const bytes of [await renderChildPack(aChildPack(), aContext()), await renderCover(aSchoolPack(40))]) {
      const pages = extractedText(bytes).split('\f').slice(0, -1);
      expect(pages.length).toBeGreaterThan(1);
      for (const [index, page] of pages.entries()) {
        expect(page).toContain(
          'OFFICIAL-SENSITIVE: personal data of a child in care. For the designated teacher named on the cover only.',
        );
        expect(page).toContain('Not for safeguarding reports: contact the DSL');
        expect(page).toContain(`Page ${index + 1} of ${pages.length}`);
      }
    }
  });

  test('a section without data says so, with the reason; nothing is a bare 0', async () => {
    const text = extractedText(
      await renderChildPack(anEmptyChildPack(), aContext({ dsl: null, designatedTeacher: null })),
    );
    expect(text.match(/Not available: nothing has been received from the school\./g)).toHaveLength(4);
    expect(text).toContain('Not available: no PEP is recorded for this child.');
    expect(text).toContain('not recorded');
    expect(text).not.toMatch(/\b0(\.0)? %/);
    expect(text).not.toMatch(/undefined|null|NaN/);
  });

  test('the cover lists the pupils with their files, and how to return the pack', async () => {
    const text = extractedText(await renderCover(aSchoolPack(5)));
    for (const words of [
      'M. Sample',
      'D. Placeholder',
      'Yıldız Samplesson',
      'pack-999001-02-DEMO-101.pdf',
      'Return the completed pack to A. Head',
    ]) {
      expect(text, words).toContain(words);
    }
  });

  test('long content runs over pages whole: nothing lost, table headers repeated, pages still numbered', async () => {
    const child = aChildPack();
    if (!child.lastPep.available || !child.smartTargets.available) throw new Error('the sample has both');
    const long = Array.from({ length: 700 }, (_, index) => `word${index}`).join(' ');
    child.lastPep.value.sections = Array.from({ length: 45 }, (_, index) => ({
      name: `Section ${index}`,
      grade: 'green' as const,
      reason: index === 7 ? long : 'Fine.',
    }));
    child.smartTargets.value = [{ what: long, who: null, when: null, where: null, howOften: null, evaluation: null }];
    const text = extractedText(await renderChildPack(child, aContext()));
    const pages = text.split('\f').slice(0, -1);
    expect(pages.filter((page) => /Section\s+Grade\s+Reason/.test(page)).length).toBeGreaterThan(2);
    for (let index = 0; index < 700; index++)
      expect(text.match(new RegExp(`\\bword${index}\\b`, 'g'))?.length).toBeGreaterThanOrEqual(2);
    for (let index = 0; index < 45; index++) expect(text).toContain(`Section ${index}`);
    expect(pages.at(-1)).toContain(`Page ${pages.length} of ${pages.length}`);
  });

  test('a week-by-week series of a whole year is drawn as a line', async () => {
    const child = aChildPack();
    if (!child.attendance.available) throw new Error('the sample has attendance');
    child.attendance.value.seriesUnit = 'week';
    child.attendance.value.series = Array.from({ length: 38 }, (_, index) => ({
      label: `W${index + 1}`,
      possible: index === 20 ? 0 : 10,
      attended: index === 20 ? 0 : 10 - (index % 3),
    }));
    const pdf = await pdfObjects(await renderChildPack(child, aContext()));
    expect(pdf.everyString()).toContain('Line chart. Sessions attended, % by week');
    expect(pdf.everyString()).toContain('W21: no marks');
  });
});

describe('who and what is never in a pack', () => {
  test('a confidential placement leaves nothing behind, and looks like one that is not recorded', async () => {
    const child = aChildPack();
    delete child.header.placement;
    const secret = disclosedPlacement({ confidential: true, type: 'Foster care', district: 'Thanet' });
    const unknown = disclosedPlacement({ confidential: false, type: null, district: null });
    expect(secret).toEqual({});
    child.header = { ...child.header, ...secret };
    const bytes = await renderChildPack(child, aContext());
    const pdf = await pdfObjects(bytes);
    const everything = pdf.everyString() + (poppler ? extractedText(bytes) : '');
    for (const word of ['Thanet', 'Foster care', 'Placement', 'District', 'onfidential'])
      expect(everything).not.toContain(word);
    const other = await renderChildPack({ ...child, header: { ...child.header, ...unknown } }, aContext());
    expect(Buffer.compare(bytes, other)).toBe(0);
  });

  test('a child’s document holds no other child: text, metadata, structure, field names', async () => {
    const school = aSchoolPack(5);
    const { children, ...context } = school;
    for (const child of children) {
      const bytes = await renderChildPack(child, context);
      const everything = (await pdfObjects(bytes)).everyString() + (poppler ? extractedText(bytes) : '');
      for (const other of children) {
        if (other !== child) expect(everything).not.toContain(other.header.legalName.surname);
      }
      // The check itself works: the child's own name is found, in the title and the structure.
      expect(everything).toContain(child.header.legalName.surname);
    }
  });
});
