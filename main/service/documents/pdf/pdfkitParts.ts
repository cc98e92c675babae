import { createRequire } from 'node:module';
import type PDFDocument from 'pdfkit';

/** Loads a library with the first document: these take a tenth of a second, and most starts of the app draw nothing. */
export const loadForDrawing = createRequire(import.meta.url);

/**
 * The parts of pdfkit 0.20.2 that the layout layer drives, private ones included, named here and nowhere else. pdfkit is pinned
 * to an exact version; the tests of tag structure, fields and determinism fail if an update changes one of these.
 */
interface PdfRef {
  data: Record<string, unknown>;
  end(chunk?: string): void;
  write(chunk: string): void;
}

export interface StructElement {
  add(child: StructElement | (() => void)): StructElement;
  end(): void;
}

export interface EmbeddedFont {
  id: string;
  subset: { includeGlyph(id: number): number };
  widths: number[];
  unicode: number[][];
  ref(): PdfRef;
}

export interface StructOptions {
  alt?: string;
  title?: string;
  /** x0, y0, x1, y1 in points from the page's top left corner. */
  bbox?: [number, number, number, number];
  scope?: 'Row' | 'Column';
}

export interface PdfkitDocument {
  page: { fonts: Record<string, PdfRef>; annotations: PdfRef[]; xobjects: Record<string, PdfRef> };
  info: Record<string, unknown>;
  _font: EmbeddedFont;
  _id: Uint8Array;
  _root: { data: Record<string, unknown> };
  _addInfo(): void;
  _fieldDict(name: string, type: 'text' | 'checkbox', options: Record<string, unknown>): Record<string, unknown>;
  _addToParent(field: PdfRef): void;
  appendXML(xml: string, newline?: boolean): void;
  addPage(): void;
  switchToPage(index: number): void;
  bufferedPageRange(): { start: number; count: number };
  addContent(operators: string): void;
  registerFont(name: string, source: unknown): void;
  font(name: string): void;
  initForm(): void;
  annotate(x: number, y: number, w: number, h: number, options: Record<string, unknown>): void;
  markContent(tag: 'Artifact', options: Record<string, unknown>): void;
  endMarkedContent(): void;
  struct(type: string, options?: StructOptions): StructElement;
  addStructure(element: StructElement): void;
  ref(data: Record<string, unknown>): PdfRef;
  roundedRect(x: number, y: number, w: number, h: number, radius: number): void;
  circle(x: number, y: number, radius: number): void;
  on(event: 'data', listener: (chunk: Uint8Array) => void): void;
  on(event: 'end', listener: () => void): void;
  on(event: 'error', listener: (error: Error) => void): void;
  end(): void;
}

/** A pdfkit document seen through `PdfkitDocument`. */
export function createPdfkitDocument(options: Record<string, unknown>): PdfkitDocument {
  const Document = loadForDrawing('pdfkit') as typeof PDFDocument;
  return new Document(options as ConstructorParameters<typeof PDFDocument>[0]) as unknown as PdfkitDocument;
}

/** A number as PDF writes it: three decimals are 0.0004 mm, and never an exponent. */
export function num(value: number): string {
  return `${Math.round(value * 1000) / 1000}`;
}
