import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { extractedText, pdfObjects, poppler, popplerPresent, qpdf } from '#test/packs/pdfTools.ts';

/** Everything that can be read out of a PDF: its name, text, metadata, structure, every string and unpacked stream. */
export async function readingOf(path: string): Promise<string> {
  const bytes = readFileSync(path);
  const objects = await pdfObjects(bytes);
  const parts = [basename(path), besideStreams(bytes), objects.everyString(), await unpacked(bytes)];
  if (popplerPresent())
    parts.push(
      extractedText(bytes),
      poppler('pdftotext', bytes, ['-raw', '-enc', 'UTF-8'], ['-']),
      poppler('pdfinfo', bytes),
      poppler('pdfinfo', bytes, ['-meta']),
      poppler('pdfinfo', bytes, ['-struct-text']),
      poppler('pdfinfo', bytes, ['-custom']),
    );
  return parts.join('\n');
}

/** The bytes as they lie but for those of streams, which are read unpacked: packed, three letters stand in them by chance. */
const besideStreams = (bytes: Buffer): string =>
  bytes.toString('latin1').replace(/(?<!end)stream\r?\n[\s\S]*?endstream/g, '');

/** The file with every stream decompressed and every object written out; strings of UTF-16 made readable too. */
async function unpacked(bytes: Uint8Array): Promise<string> {
  const { file } = await qpdf(bytes, ['--qdf', '--object-streams=disable', '/in.pdf', '/out']);
  if (file === null) throw new Error('qpdf could not unpack the file.');
  const raw = Buffer.from(file).toString('latin1');
  return `${raw}\n${raw.replaceAll('\0', '')}`;
}

/** Whether a text holds a word, whole, in any case. */
export const holds = (text: string, word: string): boolean =>
  new RegExp(`(?<![\\p{L}\\p{N}])${word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\p{L}\\p{N}])`, 'iu').test(text);
