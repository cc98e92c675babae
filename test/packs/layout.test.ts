import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawable, textWidth, wrapText } from '#service/documents/pdf/fonts.ts';
import { layTag } from '#service/documents/pdf/ragTag.ts';
import { Sheet } from '#service/documents/pdf/sheet.ts';
import { RAG_COLOUR, STYLE } from '#service/documents/pdf/tokens.ts';

describe('breaking text into lines', () => {
  test('no line is wider than asked, and no word is lost or run together', () => {
    const text = fc.array(fc.stringMatching(/^[A-Za-zŁłğşéŵ0-9,.;-]{1,40}$/), { maxLength: 40 });
    fc.assert(
      fc.property(text, fc.integer({ min: 60, max: 500 }), (words, width) => {
        const source = words.join(' ');
        const lines = wrapText(source, STYLE.body, width);
        expect(lines.length).toBeGreaterThan(0);
        for (const line of lines) expect(textWidth(line.trimEnd(), STYLE.body)).toBeLessThanOrEqual(width + 0.001);
        expect(lines.join('').trimEnd()).toBe(drawable(source));
      }),
    );
  });

  test('newlines break, an empty text is one empty line', () => {
    expect(wrapText('A. Head\n01234 500 000', STYLE.body, 200)).toEqual(['A. Head', '01234 500 000']);
    expect(wrapText('', STYLE.body, 200)).toEqual(['']);
  });
});

test.each([
  ['Gri\ufb03ths', 'Griffiths'],
  ['e\u0301', 'é'],
  ['a\u00a0b\tc', 'a b c'],
  ['a\u200db\u0007', 'ab'],
  ['日本', '□□'],
  ['👍', '□'],
  ['line\r\nline', 'line\nline'],
])('drawable(%j) is %j', (text, expected) => {
  expect(drawable(text)).toBe(expected);
});

test('a tag is never wider than its cell, however long its words', () => {
  const tag = layTag({ rag: 'amber', words: 'Under way, with a long explanation that somebody typed' }, 80);
  expect(tag.width).toBeLessThanOrEqual(80.001);
  expect(tag.lines.length).toBeGreaterThan(1);
});

test('drawing outside a tag or an artifact throws', () => {
  const sheet = new Sheet({ title: 't', author: 'a', subject: 's', preparedOn: '2025-04-02', identity: 'x' });
  expect(() => sheet.rect(0, 0, 1, 1, '#000000')).toThrow('outside');
});

describe('contrast of every text colour on its ground (WCAG 2.2 AA, 4.5 to 1)', () => {
  const pairs: [string, string, string][] = [
    ...Object.entries(RAG_COLOUR).map(([tone, { text, ground }]): [string, string, string] => [
      `tag ${tone}`,
      text,
      ground,
    ]),
    ...Object.entries(STYLE).flatMap(([name, style]): [string, string, string][] => [
      [`${name} on paper`, style.colour, '#ffffff'],
      [`${name} on soft`, style.colour, '#eef1f4'],
    ]),
    ['target label', '#b45309', '#ffffff'],
    ['figure in a bar', '#17212b', '#a6cce3'],
    ['callout title', '#1b5fa7', '#eef1f4'],
    ['marking', '#ffffff', '#17212b'],
  ];
  test.each(pairs)('%s', (_, text, ground) => {
    const [light, dark] = [luminance(text), luminance(ground)].sort((a, b) => b - a) as [number, number];
    expect((light + 0.05) / (dark + 0.05)).toBeGreaterThanOrEqual(4.5);
  });
});

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
