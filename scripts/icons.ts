// `node scripts/icons.ts`: build/icon.svg as the icons of the installers. Run after a change to the drawing; what it makes
// is committed, because a build machine has no browser, and electron-builder's own converter is a download.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chromium } from '@playwright/test';

const folder = resolve(import.meta.dirname, '../build');
const sizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024] as const;

/** An ICO file of PNG images: a header of 6 bytes, 16 for each image, the images. Sizes above 256 are left out. */
function icoOf(images: ReadonlyMap<number, Buffer>): Buffer {
  const held = [...images].filter(([size]) => size <= 256);
  const header = Buffer.alloc(6 + 16 * held.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(held.length, 4);
  let offset = header.length;
  held.forEach(([size, png], index) => {
    const at = 6 + 16 * index;
    // One byte each for width and height, where 0 stands for 256.
    header.writeUInt8(size % 256, at);
    header.writeUInt8(size % 256, at + 1);
    header.writeUInt16LE(1, at + 4);
    header.writeUInt16LE(32, at + 6);
    header.writeUInt32LE(png.length, at + 8);
    header.writeUInt32LE(offset, at + 12);
    offset += png.length;
  });
  return Buffer.concat([header, ...held.map(([, png]) => png)]);
}

/** The entries of an ICNS file that hold a PNG, by size in pixels; the second of a size is for screens of double density. */
const icnsTypes: [string, number][] = [
  ['icp4', 16],
  ['ic11', 32],
  ['icp5', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic13', 256],
  ['ic08', 256],
  ['ic14', 512],
  ['ic09', 512],
  ['ic10', 1024],
];

/** An ICNS file: 'icns' and the whole length, then type, length and PNG of each entry, lengths with their own 8 bytes. */
function icnsOf(images: ReadonlyMap<number, Buffer>): Buffer {
  const block = (type: string, body: Buffer) => {
    const head = Buffer.alloc(8);
    head.write(type, 'latin1');
    head.writeUInt32BE(8 + body.length, 4);
    return Buffer.concat([head, body]);
  };
  return block('icns', Buffer.concat(icnsTypes.map(([type, size]) => block(type, images.get(size) as Buffer))));
}

const svg = readFileSync(join(folder, 'icon.svg'), 'utf8');
const browser = await chromium.launch({ executablePath: process.env.VSK_CHROMIUM ?? '/usr/bin/chromium' });
const images = new Map<number, Buffer>();
for (const size of sizes) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>*{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`);
  images.set(size, await page.screenshot({ omitBackground: true }));
  await page.close();
}
await browser.close();

mkdirSync(join(folder, 'icons'), { recursive: true });
for (const [size, png] of images) writeFileSync(join(folder, 'icons', `${size}x${size}.png`), png);
writeFileSync(join(folder, 'icon.ico'), icoOf(images));
writeFileSync(join(folder, 'icon.icns'), icnsOf(images));
console.log(`Wrote ${images.size} sizes, icon.ico and icon.icns into build/.`);
