import { wrapText } from './fonts.ts';
import type { StructElement } from './pdfkitParts.ts';
import { drawTagGround, drawTagWords, layTag, type TagContent } from './ragTag.ts';
import type { Sheet } from './sheet.ts';
import { COLOUR, CONTENT_WIDTH, PAGE, STYLE, type TextStyle } from './tokens.ts';

const BODY_BOTTOM = PAGE.height - PAGE.bottom;
/** Fewer lines than this are not left alone at the foot or head of a page. */
const FEWEST_LINES = 2;

export interface Fact {
  label: string;
  value: string;
  tag?: TagContent;
}

/**
 * Content flowing down the pages: one cursor, one current section. Blocks that must stay whole ask `ensure` first; headings keep
 * the start of what follows with them.
 */
export class Flow {
  readonly sheet: Sheet;
  readonly left: number = PAGE.left;
  readonly width: number = CONTENT_WIDTH;
  y: number = PAGE.top;
  /** Where the next element goes in the structure tree. */
  parent: StructElement;

  constructor(sheet: Sheet) {
    this.sheet = sheet;
    this.parent = sheet.root;
  }

  get room(): number {
    return BODY_BOTTOM - this.y;
  }

  get pageRoom(): number {
    return BODY_BOTTOM - PAGE.top;
  }

  newPage(): void {
    this.sheet.addPage();
    this.y = PAGE.top;
  }

  /** Starts a new page when less than `height` is left; something taller than a page starts where it is. */
  ensure(height: number): void {
    if (this.room < height && this.y > PAGE.top && height <= this.pageRoom) this.newPage();
  }

  space(points: number): void {
    if (this.y > PAGE.top) this.y += points;
  }

  /** A section of the document: its heading, then what `body` draws. `keep` is the height that must follow the heading. */
  section(title: string, keep: number, body: () => void): void {
    const outer = this.parent;
    this.space(20);
    this.ensure(STYLE.heading.lead + 10 + keep);
    this.parent = this.sheet.element(outer, 'Sect', { title });
    this.heading('H2', title, STYLE.heading);
    this.sheet.artifact(() => this.sheet.rect(this.left, this.y + 2, this.width, 0.8, COLOUR.strongLine));
    this.y += 10;
    body();
    this.parent.end();
    this.parent = outer;
  }

  heading(tag: 'H1' | 'H2' | 'H3', text: string, style: TextStyle): void {
    const lines = wrapText(text, style, this.width);
    const element = this.sheet.element(this.parent, tag);
    this.sheet.tagged(element, () => {
      this.y = this.sheet.lines(lines, this.left, this.y, style);
    });
    element.end();
  }

  /** A smaller heading inside a section. */
  subheading(text: string, keep: number): void {
    this.space(12);
    this.ensure(STYLE.subheading.lead + 4 + keep);
    this.heading('H3', text, STYLE.subheading);
    this.y += 4;
  }

  /** A paragraph; it runs on over pages without leaving a single line behind. */
  paragraph(text: string, style: TextStyle = STYLE.body, box: { x?: number; width?: number; tag?: string } = {}): void {
    const x = box.x ?? this.left;
    const element = this.sheet.element(this.parent, box.tag ?? 'P');
    this.runLines(element, wrapText(text, style, box.width ?? this.width), x, style);
    element.end();
  }

  /** Draws lines as content of `element`, breaking pages as needed. */
  runLines(element: StructElement, lines: readonly string[], x: number, style: TextStyle): void {
    let rest = lines;
    while (rest.length > 0) {
      let fits = Math.max(0, Math.floor((this.room + 0.01) / style.lead));
      if (fits < rest.length) {
        if (fits < FEWEST_LINES) fits = 0;
        else if (rest.length - fits < FEWEST_LINES) fits = rest.length - FEWEST_LINES;
        if (fits < FEWEST_LINES) {
          if (this.y === PAGE.top) fits = Math.max(1, Math.floor(this.pageRoom / style.lead));
          else {
            this.newPage();
            continue;
          }
        }
      }
      const part = rest.slice(0, fits);
      rest = rest.slice(fits);
      this.sheet.tagged(element, () => {
        this.y = this.sheet.lines(part, x, this.y, style);
      });
      if (rest.length > 0) this.newPage();
    }
  }

  /** Label above value, `columns` to a row; each pair is one paragraph, so it is read as 'UPN A123…'. */
  facts(facts: readonly Fact[], columns: number): void {
    const gap = 16;
    const width = (this.width - gap * (columns - 1)) / columns;
    for (let at = 0; at < facts.length; at += columns) {
      const row = facts.slice(at, at + columns).map((fact) => ({
        fact,
        lines: wrapText(fact.value, STYLE.body, width),
        tag: fact.tag === undefined ? null : layTag(fact.tag, width),
      }));
      const height = Math.max(
        ...row.map(({ lines, tag }) => STYLE.label.lead + 1 + (tag?.height ?? lines.length * STYLE.body.lead)),
      );
      this.ensure(height);
      row.forEach(({ fact, lines, tag }, column) => {
        const x = this.left + column * (width + gap);
        const valueTop = this.y + STYLE.label.lead + 1;
        if (tag !== null) this.sheet.artifact(() => drawTagGround(this.sheet, tag, x, valueTop + 1));
        const pair = this.sheet.element(this.parent, 'P');
        this.sheet.tagged(pair, () => {
          this.sheet.lines([fact.label], x, this.y, STYLE.label);
          if (tag === null) this.sheet.lines(lines, x, valueTop, STYLE.body);
          else drawTagWords(this.sheet, tag, x, valueTop + 1);
        });
        pair.end();
      });
      this.y += height + 8;
    }
  }

  /** The figures to take in first, side by side on a pale ground. */
  tiles(facts: readonly Fact[]): void {
    const gap = 10;
    const inset = 10;
    const height = 56;
    const width = (this.width - gap * (facts.length - 1)) / facts.length;
    this.ensure(height);
    const top = this.y;
    facts.forEach((fact, index) => {
      const x = this.left + index * (width + gap);
      const tag = fact.tag === undefined ? null : layTag(fact.tag, width - inset * 2);
      const valueTop = top + 8 + STYLE.label.lead + 2;
      this.sheet.artifact(() => {
        this.sheet.rect(x, top, width, height, COLOUR.soft, 6);
        if (tag !== null) drawTagGround(this.sheet, tag, x + inset, valueTop + 3);
      });
      const tile = this.sheet.element(this.parent, 'P');
      // 'not available' is too wide for a figure; words are set as text.
      const style = /\d/.test(fact.value) ? STYLE.figure : { ...STYLE.body, lead: STYLE.figure.lead };
      this.sheet.tagged(tile, () => {
        this.sheet.lines([fact.label], x + inset, top + 8, STYLE.label);
        if (tag === null) this.sheet.lines([fact.value], x + inset, valueTop, style);
        else drawTagWords(this.sheet, tag, x + inset, valueTop + 3);
      });
      tile.end();
    });
    this.y = top + height;
  }

  /** Numbered steps as a tagged list. */
  numberedList(items: readonly string[]): void {
    const list = this.sheet.element(this.parent, 'L');
    const indent = 20;
    items.forEach((item, index) => {
      const lines = wrapText(item, STYLE.body, this.width - indent);
      this.ensure(Math.min(lines.length, FEWEST_LINES) * STYLE.body.lead);
      const entry = this.sheet.element(list, 'LI');
      const label = this.sheet.element(entry, 'Lbl');
      this.sheet.tagged(label, () => {
        this.sheet.lines([`${index + 1}.`], this.left, this.y, STYLE.strong);
      });
      label.end();
      const body = this.sheet.element(entry, 'LBody');
      this.runLines(body, lines, this.left + indent, STYLE.body);
      body.end();
      entry.end();
      this.y += 4;
    });
    list.end();
  }

  /** A note on a pale ground with a coloured edge: what must not be overlooked. */
  callout(title: string, text: string, edge: string): void {
    const inset = 14;
    const width = this.width - inset * 2;
    const lines = wrapText(text, STYLE.body, width);
    const height = 20 + STYLE.strong.lead + lines.length * STYLE.body.lead;
    this.ensure(height);
    const top = this.y;
    this.sheet.artifact(() => {
      this.sheet.rect(this.left, top, this.width, height, COLOUR.soft, 4);
      this.sheet.rect(this.left, top, 4, height, edge);
    });
    const element = this.sheet.element(this.parent, 'P');
    this.sheet.tagged(element, () => {
      this.sheet.lines([title], this.left + inset, top + 10, { ...STYLE.strong, colour: edge });
      this.sheet.lines(lines, this.left + inset, top + 10 + STYLE.strong.lead, STYLE.body);
    });
    element.end();
    this.y = top + height;
  }
}
