import type { Rag } from './chartData.ts';
import { textWidth, wrapText } from './fonts.ts';
import { baselineOf, type Sheet } from './sheet.ts';
import { RAG_COLOUR, STYLE, type TagTone, type TextStyle } from './tokens.ts';

/** A judgement as a tag: ground, shape and words. `rag: null` is grey with no shape ('Not graded'). */
export interface TagContent {
  rag: Rag | null;
  words: string;
}

const PADDING = 6;
const SHAPE = 12;

export interface LaidTag {
  lines: string[];
  width: number;
  height: number;
  tone: TagTone;
  style: TextStyle;
}

/** The tag broken into lines so that it fits `width`; a long judgement makes it taller, never wider than its cell. */
export function layTag(tag: TagContent, width: number): LaidTag {
  const tone: TagTone = tag.rag ?? 'none';
  const style = { ...STYLE.smallStrong, colour: RAG_COLOUR[tone].text };
  const extra = PADDING * 2 + (tag.rag === null ? 0 : SHAPE);
  const lines = wrapText(tag.words, style, width - extra);
  const widest = Math.max(...lines.map((line) => textWidth(line.trimEnd(), style)));
  return { lines, width: widest + extra, height: lines.length * style.lead + 4, tone, style };
}

/** Ground and shape, drawn as an artifact: the words say the same. Green circle, amber triangle, red square (design.md). */
export function drawTagGround(sheet: Sheet, tag: LaidTag, x: number, y: number): void {
  const colour = RAG_COLOUR[tag.tone];
  sheet.rect(x, y, tag.width, tag.height, colour.ground, 4);
  const cx = x + PADDING + 4;
  const cy = y + 2 + tag.style.lead / 2;
  if (tag.tone === 'green') sheet.circle(cx, cy, 3.4, colour.text);
  if (tag.tone === 'red') sheet.rect(cx - 3, cy - 3, 6, 6, colour.text);
  if (tag.tone === 'amber') {
    sheet.polygon(
      [
        [cx, cy - 3.6],
        [cx + 3.9, cy + 3.2],
        [cx - 3.9, cy + 3.2],
      ],
      colour.text,
    );
  }
}

export function drawTagWords(sheet: Sheet, tag: LaidTag, x: number, y: number): void {
  const left = x + PADDING + (tag.tone === 'none' ? 0 : SHAPE);
  tag.lines.forEach((line, index) => {
    sheet.line(line, left, baselineOf(y + 2 + index * tag.style.lead, tag.style), tag.style);
  });
}
