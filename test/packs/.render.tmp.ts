import { writeFileSync } from 'node:fs';
import { renderChildPack } from '/work/main/main/service/packs/renderChildPack.ts';
import { renderCover } from '/work/main/main/service/packs/renderCover.ts';
import { aChildPack, aContext, anEmptyChildPack, aSchoolPack } from '/work/main/test/packs/samplePack.ts';

let t = performance.now();
writeFileSync('/tmp/child.pdf', await renderChildPack(aChildPack(), aContext()));
console.log('cold', performance.now() - t);
writeFileSync('/tmp/empty.pdf', await renderChildPack(anEmptyChildPack(), aContext()));
writeFileSync('/tmp/cover.pdf', await renderCover(aSchoolPack(5)));
t = performance.now();
for (let i = 0; i < 100; i++) await renderChildPack(aChildPack({}, i), aContext());
console.log('per pack', (performance.now() - t) / 100);
