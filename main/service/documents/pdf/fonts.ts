import { readFileSync } from 'node:fs';
import type { Font } from 'fontkit';
import { loadForDrawing } from './pdfkitParts.ts';
import type { FontName, TextStyle } from './tokens.ts';

/** One word as glyphs, in thousandths of an em. Frozen by convention: it is shared by every document of the process. */
export interface WordRun {
  width: number;
  glyphs: { id: number; width: number; advance: number; xOffset: number; yOffset: number; codePoints: number[] }[];
}

const FILES: Record<FontName, string> = {
  regular: 'source-sans/TTF/SourceSans3-Regular.ttf',
  semibold: 'source-sans/TTF/SourceSans3-Semibold.ttf',
};
const FONT_NAMES: readonly FontName[] = ['regular', 'semibold'];

/** Beyond this many different words the cache starts afresh; a pack uses a few hundred. */
const MOST_CACHED_WORDS = 20_000;

interface PackFonts {
  readonly fonts: Record<FontName, Font>;
  run(font: FontName, word: string): WordRun;
}

let shared: PackFonts | null = null;

/**
 * The document's two fonts, parsed once for the process and warmed so that sharing them is safe.
 *
 * fontkit remembers for each glyph the code points it was *first* asked for with. A glyph first met as a component of another
 * (the dotless i inside i) would be remembered with none, and 'Yıldız' would vanish from extracted text depending on which
 * pack came first. Asking for every code point in order fixes them all beforehand; U+FB00-FB06 are skipped so that no letter
 * pair extracts as a ligature (documents.md, pitfall 1). Ligatures are off in any case.
 */
export function packFonts(): PackFonts {
  if (shared !== null) return shared;
  const { create } = loadForDrawing('fontkit') as typeof import('fontkit');
  const fonts = {} as Record<FontName, Font>;
  for (const name of FONT_NAMES) fonts[name] = warmed(create(readFileSync(loadForDrawing.resolve(FILES[name]))));
  const caches: Record<FontName, Map<string, WordRun>> = { regular: new Map(), semibold: new Map() };
  shared = {
    fonts,
    run(name, word) {
      const cache = caches[name];
      const known = cache.get(word);
      if (known !== undefined) return known;
      if (cache.size >= MOST_CACHED_WORDS) cache.clear();
      const run = layoutWord(fonts[name], word);
      cache.set(word, run);
      return run;
    },
  };
  return shared;
}

function warmed(font: Font): Font {
  for (const codePoint of [...font.characterSet].sort((a, b) => a - b)) {
    if (codePoint < 0xfb00 || codePoint > 0xfb06) font.glyphForCodePoint(codePoint);
  }
  return font;
}

function layoutWord(font: Font, word: string): WordRun {
  const scale = 1000 / font.unitsPerEm;
  const run = font.layout(word, { liga: false });
  const glyphs = run.glyphs.map((glyph, index) => {
    const position = run.positions[index];
    if (position === undefined) throw new Error(`fontkit returned no position for glyph ${index}`);
    return {
      id: glyph.id,
      width: glyph.advanceWidth * scale,
      advance: position.xAdvance * scale,
      xOffset: position.xOffset * scale,
      yOffset: position.yOffset * scale,
      codePoints: [...glyph.codePoints],
    };
  });
  return { width: glyphs.reduce((sum, glyph) => sum + glyph.advance, 0), glyphs };
}

const SPACE_LIKE = /[\t\u00a0\u2000-\u200a\u202f\u205f\u3000]/g;
// Control and format characters have no shape; left in, they would be drawn as boxes.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}]/gu;

/**
 * Text as the fonts can draw it: composed (NFC), ligature characters spelled out, invisible characters removed, and a character
 * that Source Sans 3 lacks (Arabic, Chinese, emoji) drawn as □ rather than silently dropped. Newlines stay.
 *
 * @example drawable('Gri\ufb03ths')  // 'Griffiths'
 */
export function drawable(text: string): string {
  // Plain ASCII, nearly every string, needs none of this.
  if (/^[\x20-\x7e\n]*$/.test(text)) return text;
  const { regular } = packFonts().fonts;
  const clean = text
    .normalize('NFC')
    .replace(/[\ufb00-\ufb06]/g, (ligature) => ligature.normalize('NFKC'))
    .replace(SPACE_LIKE, ' ')
    .split('\n')
    .map((line) => line.replace(INVISIBLE, ''))
    .join('\n');
  let out = '';
  for (const character of clean) {
    out += character === '\n' || regular.hasGlyphForCodePoint(character.codePointAt(0) ?? 0) ? character : '□';
  }
  return out;
}

/** Width in points of one line of drawable text. */
export function textWidth(text: string, style: TextStyle): number {
  const fonts = packFonts();
  let width = 0;
  for (const word of words(text)) width += fonts.run(style.font, word).width;
  return (width * style.size) / 1000;
}

/** Words with the space that follows them, so that kerning across the space is kept and each is cached once. */
export function words(line: string): string[] {
  return line.match(/[^ ]* |[^ ]+$/g) ?? [];
}

/**
 * Text broken into lines no wider than `width` points: at spaces and newlines, and inside a word only where the word alone is
 * wider than the line. Always at least one line. A line broken at a space keeps that space at its end, unseen, so that a screen
 * reader does not run the last word and the first of the next line together.
 */
export function wrapText(text: string, style: TextStyle, width: number): string[] {
  const lines: string[] = [];
  for (const paragraph of drawable(text).split('\n')) {
    let line = '';
    let lineWidth = 0;
    for (const word of words(paragraph)) {
      const bare = textWidth(word.trimEnd(), style);
      if (lineWidth > 0 && lineWidth + bare > width) {
        lines.push(line);
        line = '';
        lineWidth = 0;
      }
      if (bare > width) {
        const pieces = brokenWord(word, style, width);
        line = pieces.pop() ?? '';
        lines.push(...pieces);
      } else {
        line += word;
      }
      lineWidth = textWidth(line, style);
    }
    lines.push(line.trimEnd());
  }
  return lines;
}

function brokenWord(word: string, style: TextStyle, width: number): string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const character of word) {
    if (piece !== '' && textWidth(piece + character, style) > width) {
      pieces.push(piece);
      piece = '';
    }
    piece += character;
  }
  pieces.push(piece);
  return pieces;
}
