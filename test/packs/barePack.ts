import { once } from 'node:events';
import PDFDocument from 'pdfkit';
import { drawable, packFonts } from '#service/documents/pdf/fonts.ts';
import { Sheet } from '#service/documents/pdf/sheet.ts';
import type { TextStyle } from '#service/documents/pdf/tokens.ts';

/** One call on the drawing surface, as the bare script repeats it. */
export interface Operation {
  name: string;
  args: unknown[];
}

const RECORDED = ['addPage', 'line', 'rect', 'circle', 'ring', 'polygon', 'polyline'] as const;

/**
 * The drawing operations of one rendering, in order, with the tags around them: what the bare script is given. Used by the bench
 * ('300 packs: at most 1.5 times a bare pdfkit script drawing the same operations', issue 2 section 9) and by its test.
 */
export async function recordOperations(render: () => Promise<Uint8Array>): Promise<Operation[]> {
  const operations: Operation[] = [];
  const surface = Sheet.prototype as unknown as Record<string, (...args: unknown[]) => unknown>;
  const kept = new Map<string, (...args: unknown[]) => unknown>();
  const wrap = (
    name: string,
    around: (own: (...args: unknown[]) => unknown) => (this: unknown, ...args: unknown[]) => unknown,
  ) => {
    const own = surface[name];
    if (own === undefined) throw new Error(`Sheet has no ${name}`);
    kept.set(name, own);
    surface[name] = around(own);
  };
  for (const name of RECORDED) {
    wrap(
      name,
      (own) =>
        function (this: unknown, ...args) {
          operations.push({ name, args });
          return own.apply(this, args);
        },
    );
  }
  wrap(
    'onPage',
    (own) =>
      function (this: unknown, page, draw) {
        operations.push({ name: 'onPage', args: [page] });
        return own.call(this, page, draw);
      },
  );
  wrap(
    'tagged',
    (own) =>
      function (this: unknown, element, draw) {
        const type = (element as { dictionary: { data: { S: string } } }).dictionary.data.S;
        operations.push({ name: 'begin', args: [type] });
        const result = own.call(this, element, draw);
        operations.push({ name: 'end', args: [] });
        return result;
      },
  );
  wrap(
    'artifact',
    (own) =>
      function (this: unknown, draw, kind) {
        operations.push({ name: 'beginArtifact', args: [] });
        const result = own.call(this, draw, kind);
        operations.push({ name: 'end', args: [] });
        return result;
      },
  );
  try {
    await render();
  } finally {
    for (const [name, own] of kept) surface[name] = own;
  }
  return operations;
}

/**
 * The same operations by pdfkit's own calls and nothing of ours: `text` with no line breaking, `rect().fill()`, a flat structure
 * tree, the same two shared and warmed fonts. It lays nothing out, so it is a floor for what a layout layer may cost.
 */
export async function drawBare(operations: readonly Operation[]): Promise<Uint8Array> {
  const { fonts } = packFonts();
  const doc = new PDFDocument({
    size: 'A4',
    margin: 0,
    autoFirstPage: false,
    bufferPages: true,
    pdfVersion: '1.7',
    tagged: true,
    lang: 'en-GB',
    info: { CreationDate: new Date('2025-04-02T00:00:00Z') },
    ...({ font: null } as object),
  });
  const chunks: Buffer[] = [];
  doc.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = once(doc, 'end');
  doc.registerFont('regular', fonts.regular as never);
  doc.registerFont('semibold', fonts.semibold as never);
  const root = doc.struct('Document');
  doc.addStructure(root);
  for (let at = 0; at < operations.length; at++) {
    const operation = operations[at] as Operation;
    if (operation.name === 'begin') {
      const inside = operations.slice(at + 1, endOf(operations, at));
      const element = doc.struct(operation.args[0] as 'P');
      root.add(element);
      element.add(() => {
        for (const each of inside) draw(doc, each);
      });
      element.end();
      at += inside.length + 1;
    } else if (operation.name === 'beginArtifact') doc.markContent('Artifact', { type: 'Layout' });
    else if (operation.name === 'end') doc.endMarkedContent();
    else draw(doc, operation);
  }
  root.end();
  doc.end();
  await ended;
  return new Uint8Array(Buffer.concat(chunks));
}

function endOf(operations: readonly Operation[], from: number): number {
  let at = from;
  while (operations[at]?.name !== 'end') at++;
  return at;
}

function draw(doc: PDFKit.PDFDocument, { name, args }: Operation): void {
  if (name === 'addPage') doc.addPage();
  else if (name === 'onPage') doc.switchToPage(args[0] as number);
  else if (name === 'line') {
    const [text, x, baseline, style, align] = args as [string, number, number, TextStyle, string | undefined];
    const words = drawable(text).replaceAll('\n', ' ');
    doc.font(style.font).fontSize(style.size).fillColor(style.colour);
    const shift = align === 'right' || align === 'center' ? doc.widthOfString(words) / (align === 'right' ? 1 : 2) : 0;
    doc.text(words, x - shift, baseline, { lineBreak: false, baseline: 'alphabetic' });
  } else if (name === 'rect') {
    const [x, y, width, height, colour, radius] = args as [number, number, number, number, string, number | undefined];
    if (radius) doc.roundedRect(x, y, width, height, radius).fill(colour);
    else doc.rect(x, y, width, height).fill(colour);
  } else if (name === 'circle' || name === 'ring') {
    const [x, y, radius, colour] = args as [number, number, number, string];
    doc.circle(x, y, radius);
    if (name === 'circle') doc.fill(colour);
    else doc.lineWidth(1.2).stroke(colour);
  } else if (name === 'polygon') {
    const [points, colour] = args as [[number, number][], string];
    doc.polygon(...points.map((point) => [...point])).fill(colour);
  } else if (name === 'polyline') {
    const [points, colour, width, dash] = args as [[number, number][], string, number, number[] | undefined];
    if (points.length < 2) return;
    points.forEach(([x, y], index) => {
      if (index === 0) doc.moveTo(x, y);
      else doc.lineTo(x, y);
    });
    doc.lineWidth(width);
    if (dash !== undefined && dash.length > 0) doc.dash(dash[0] ?? 1, { space: dash[1] ?? 1 });
    doc.stroke(colour).undash();
  } else throw new Error(`unknown operation ${name}`);
}
