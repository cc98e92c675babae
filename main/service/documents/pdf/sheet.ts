import { createHash } from 'node:crypto';
import { drawable, packFonts, textWidth, type WordRun, words } from './fonts.ts';
import type { StructOptions } from './pdfkitParts.ts';
import {
  createPdfkitDocument,
  type EmbeddedFont,
  num,
  type PdfkitDocument,
  type StructElement,
} from './pdfkitParts.ts';
import type { FontName, TextStyle } from './tokens.ts';
import { xmpPacket } from './xmp.ts';

interface SheetOptions {
  title: string;
  author: string;
  subject: string;
  /** Plain date; it is the document's creation date, so the same day gives the same bytes. */
  preparedOn: string;
  /** What the file identifier is made from: the whole view model, so that different content has a different identifier. */
  identity: string;
}

/** Where a text line stands against its x: design.md wants figures right-aligned in tables. */
export type Align = 'left' | 'right' | 'center';

/**
 * One tagged PDF being drawn: pages, text, shapes, tags. Coordinates are points from the page's top left corner.
 *
 * Every painting operation happens inside `tagged` or `artifact`; drawing outside of both throws, so an untagged operation
 * cannot reach a file (PDF/UA-1, 7.1).
 */
export class Sheet {
  readonly doc: PdfkitDocument;
  readonly root: StructElement;
  private readonly fonts: Record<FontName, EmbeddedFont>;
  private readonly encoded = new Map<WordRun, string>();
  private readonly chunks: Uint8Array[] = [];
  private readonly finished: Promise<void>;
  private marked = false;
  private fill = '';

  constructor(options: SheetOptions) {
    const created = new Date(`${options.preparedOn}T00:00:00Z`);
    // Info strings keep '&' as it is; only the XMP copy is escaped (documents.md, pitfall 4).
    const info = {
      Title: options.title,
      Author: options.author,
      Subject: options.subject,
      Creator: 'VSK Tracker',
      Producer: 'VSK Tracker (pdfkit)',
      CreationDate: created,
      ModDate: created,
    };
    this.doc = createPdfkitDocument({
      size: 'A4',
      margin: 0,
      font: null,
      autoFirstPage: false,
      bufferPages: true,
      pdfVersion: '1.7',
      tagged: true,
      displayTitle: true,
      lang: 'en-GB',
      info,
    });
    this.doc._id = createHash('sha256').update(options.identity).digest().subarray(0, 16);
    this.doc._addInfo = () => this.doc.appendXML(xmpPacket(options));
    this.finished = new Promise((resolve, reject) => {
      this.doc.on('data', (chunk) => this.chunks.push(chunk));
      this.doc.on('end', resolve);
      this.doc.on('error', reject);
    });
    this.fonts = { regular: this.embed('regular'), semibold: this.embed('semibold') };
    this.root = this.doc.struct('Document', { title: options.title });
    this.doc.addStructure(this.root);
    this.addPage();
  }

  private embed(name: FontName): EmbeddedFont {
    this.doc.registerFont(name, packFonts().fonts[name]);
    this.doc.font(name);
    return this.doc._font;
  }

  get pageCount(): number {
    return this.doc.bufferedPageRange().count;
  }

  addPage(): void {
    this.doc.addPage();
    this.fill = '';
  }

  /** Draws on an earlier page again (headers and footers, once the number of pages is known). */
  onPage(index: number, draw: () => void): void {
    this.doc.switchToPage(index);
    this.fill = '';
    draw();
  }

  /** A new structure element under `parent`. */
  element(parent: StructElement, type: string, options: StructOptions = {}): StructElement {
    const element = this.doc.struct(type, options);
    parent.add(element);
    return element;
  }

  /** Draws the content of a structure element on the current page. */
  tagged(element: StructElement, draw: () => void): void {
    element.add(() => this.marking(draw));
  }

  /** Draws what carries no meaning of its own: rules, grounds, page furniture. */
  artifact(draw: () => void, kind: 'Layout' | 'Header' | 'Footer' | 'Pagination' = 'Layout'): void {
    const attached = kind === 'Header' ? { attached: ['Top'] } : kind === 'Footer' ? { attached: ['Bottom'] } : {};
    this.doc.markContent('Artifact', { type: kind === 'Layout' ? 'Layout' : 'Pagination', ...attached });
    this.marking(draw);
    this.doc.endMarkedContent();
  }

  private marking(draw: () => void): void {
    if (this.marked) throw new Error('marked content cannot be nested');
    this.marked = true;
    draw();
    this.marked = false;
  }

  private operators(content: string): void {
    if (!this.marked) throw new Error('drawing outside tagged() or artifact()');
    this.doc.addContent(content);
  }

  /** One line of text with its baseline at y. `x` is the left edge, the right edge or the middle, as `align` says. */
  line(text: string, x: number, baseline: number, style: TextStyle, align: Align = 'left'): void {
    const clean = drawable(text).replaceAll('\n', ' ');
    if (clean === '') return;
    const width = align === 'left' ? 0 : textWidth(clean.trimEnd(), style);
    const left = align === 'right' ? x - width : align === 'center' ? x - width / 2 : x;
    const font = this.fonts[style.font];
    this.doc.page.fonts[font.id] ??= font.ref();
    this.setFill(style.colour);
    let body = '';
    let cursor = left;
    for (const word of words(clean)) {
      const run = packFonts().run(style.font, word);
      body += this.isPlain(run)
        ? this.plainWord(run, font)
        : `] TJ\n${this.placedWord(run, font, cursor, baseline, style)}[`;
      cursor += (run.width * style.size) / 1000;
    }
    this.operators(
      `BT\n/${font.id} ${num(style.size)} Tf\n1 0 0 -1 ${num(left)} ${num(baseline)} Tm\n[${body}] TJ\nET`.replaceAll(
        '[] TJ\n',
        '',
      ),
    );
  }

  private isPlain(run: WordRun): boolean {
    return run.glyphs.every((glyph) => glyph.xOffset === 0 && glyph.yOffset === 0);
  }

  private gid(glyph: WordRun['glyphs'][number], font: EmbeddedFont): string {
    const gid = font.subset.includeGlyph(glyph.id);
    font.widths[gid] ??= glyph.width;
    font.unicode[gid] ??= glyph.codePoints;
    return gid.toString(16).padStart(4, '0');
  }

  private plainWord(run: WordRun, font: EmbeddedFont): string {
    const known = this.encoded.get(run);
    if (known !== undefined) return known;
    let out = '<';
    for (const glyph of run.glyphs) {
      const kern = glyph.width - glyph.advance;
      out += this.gid(glyph, font) + (kern === 0 ? '' : `>${num(kern)}<`);
    }
    out = `${out}>`.replaceAll('<>', '');
    this.encoded.set(run, out);
    return out;
  }

  /** A word with combining marks: each glyph is set at its own place, and the pen is put back after it. */
  private placedWord(run: WordRun, font: EmbeddedFont, x: number, y: number, style: TextStyle): string {
    const em = style.size / 1000;
    let cursor = x;
    let out = '';
    for (const glyph of run.glyphs) {
      const gx = cursor + glyph.xOffset * em;
      out += `1 0 0 -1 ${num(gx)} ${num(y - glyph.yOffset * em)} Tm\n<${this.gid(glyph, font)}> Tj\n`;
      cursor += glyph.advance * em;
    }
    return `${out}1 0 0 -1 ${num(cursor)} ${num(y)} Tm\n`;
  }

  /** Lines of wrapped text; y is the top of the first line. Returns the y below the last. */
  lines(lines: readonly string[], x: number, top: number, style: TextStyle, align: Align = 'left'): number {
    let y = top;
    for (const line of lines) {
      this.line(line, x, baselineOf(y, style), style, align);
      y += style.lead;
    }
    return y;
  }

  private setFill(colour: string): void {
    if (this.fill === colour) return;
    this.fill = colour;
    this.operators(`${rgb(colour)} rg`);
  }

  rect(x: number, y: number, width: number, height: number, colour: string, radius = 0): void {
    this.setFill(colour);
    if (radius === 0) this.operators(`${num(x)} ${num(y)} ${num(width)} ${num(height)} re f`);
    else {
      this.doc.roundedRect(x, y, width, height, radius);
      this.operators('f');
    }
  }

  circle(x: number, y: number, radius: number, colour: string): void {
    this.setFill(colour);
    this.doc.circle(x, y, radius);
    this.operators('f');
  }

  /** A ring: an unfilled marker. */
  ring(x: number, y: number, radius: number, colour: string): void {
    this.operators(`${rgb(colour)} RG 1.2 w`);
    this.doc.circle(x, y, radius);
    this.operators('S');
  }

  polygon(points: readonly (readonly [number, number])[], colour: string): void {
    this.setFill(colour);
    this.operators(`${points.map(([x, y], i) => `${num(x)} ${num(y)} ${i === 0 ? 'm' : 'l'}`).join(' ')} h f`);
  }

  polyline(points: readonly (readonly [number, number])[], colour: string, width: number, dash: number[] = []): void {
    if (points.length < 2) return;
    const path = points.map(([x, y], i) => `${num(x)} ${num(y)} ${i === 0 ? 'm' : 'l'}`).join(' ');
    this.operators(`${rgb(colour)} RG ${num(width)} w [${dash.map(num).join(' ')}] 0 d ${path} S [] 0 d`);
  }

  /** Ends the document and gives its bytes. */
  async bytes(): Promise<Uint8Array> {
    this.root.end();
    this.doc.end();
    await this.finished;
    return new Uint8Array(Buffer.concat(this.chunks));
  }
}

/** The baseline of a line whose box starts at `top`: ascent and descent centred in the lead. */
export function baselineOf(top: number, style: TextStyle): number {
  // Source Sans 3: capital height 0.66 em, so capitals stand centred in their line box.
  return top + (style.lead + style.size * 0.66) / 2;
}

const rgbCache = new Map<string, string>();

function rgb(hex: string): string {
  let known = rgbCache.get(hex);
  if (known === undefined) {
    known = [1, 3, 5].map((at) => num(Number.parseInt(hex.slice(at, at + 2), 16) / 255)).join(' ');
    rgbCache.set(hex, known);
  }
  return known;
}
