import { describe, expect, test } from 'vitest';
import { renderChildPack } from '#service/packs/draw/renderChildPack.ts';
import { drawBare, recordOperations } from './barePack.ts';
import { paintingOperations, pdfObjects } from './pdfTools.ts';
import { aChildPack, aContext } from './samplePack.ts';

describe('the bare script that the bench compares with', () => {
  test('draws the same pages with as many painting operations, all of them tagged', async () => {
    let ours = new Uint8Array();
    const operations = await recordOperations(async () => {
      ours = new Uint8Array(await renderChildPack(aChildPack(), aContext()));
      return ours;
    });
    const counts = [];
    for (const bytes of [ours, await drawBare(operations)]) {
      const pdf = await pdfObjects(bytes);
      counts.push(pdf.pages.map((page) => paintingOperations(pdf.stream(page['/Contents']))));
    }
    const [own, bare] = counts;
    expect(bare?.map((page) => page.painted)).toEqual(own?.map((page) => page.painted));
    expect(bare?.map((page) => page.untagged)).toEqual(own?.map(() => 0));
  });

  test('recording leaves the drawing surface as it was', async () => {
    const before = await renderChildPack(aChildPack(), aContext());
    await recordOperations(() => renderChildPack(aChildPack({}, 1), aContext()));
    expect(Buffer.compare(before, await renderChildPack(aChildPack(), aContext()))).toBe(0);
  });
});
