import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const require = createRequire(import.meta.url);

interface QpdfModule {
  callMain(args: string[]): number;
  FS: {
    init(stdin: () => null, stdout: (code: number | null) => void, stderr: (code: number | null) => void): void;
    writeFile(path: string, bytes: Uint8Array): void;
    readFile(path: string): Uint8Array;
  };
}

/** Runs qpdf (as WebAssembly, so it is always there) on `/in.pdf`; `/out` is read back when it was written. */
export async function qpdf(
  pdf: Uint8Array,
  args: string[],
): Promise<{ code: number; out: string; file: Uint8Array | null }> {
  let out = '';
  const hear = (code: number | null) => {
    if (code !== null) out += String.fromCharCode(code);
  };
  const create = require('@neslinesli93/qpdf-wasm') as (options: object) => Promise<QpdfModule>;
  const module = await create({
    preRun: [(starting: QpdfModule) => starting.FS.init(() => null, hear, hear)],
  });
  module.FS.writeFile('/in.pdf', pdf);
  const before = process.exitCode;
  const code = module.callMain(args);
  process.exitCode = before;
  let file: Uint8Array | null = null;
  try {
    file = module.FS.readFile('/out').slice();
  } catch {
    // The call wrote no output file.
  }
  return { code, out, file };
}

/** A PDF object as qpdf's JSON (version 2) gives it: strings are 'u:…', names '/…', references '12 0 R'. */
export type PdfJson = null | boolean | number | string | PdfJson[] | { [key: string]: PdfJson };
export type PdfDict = { [key: string]: PdfJson };

export class PdfObjects {
  readonly objects: Record<string, { value?: PdfJson; stream?: { dict: PdfDict; data?: string } }>;

  constructor(objects: PdfObjects['objects']) {
    this.objects = objects;
  }

  /** Follows a reference; anything else is itself. A stream gives its dictionary. */
  get(value: PdfJson | undefined): PdfJson {
    if (typeof value === 'string' && /^\d+ \d+ R$/.test(value)) {
      const object = this.objects[`obj:${value}`];
      return this.get(object?.value ?? object?.stream?.dict ?? null);
    }
    return value ?? null;
  }

  dict(value: PdfJson | undefined): PdfDict {
    const found = this.get(value);
    if (found === null || typeof found !== 'object' || Array.isArray(found)) throw new Error(`no dictionary: ${value}`);
    return found;
  }

  list(value: PdfJson | undefined): PdfJson[] {
    const found = this.get(value);
    return found === null ? [] : Array.isArray(found) ? found : [found];
  }

  stream(reference: PdfJson | undefined): string {
    const object = this.objects[`obj:${reference}`];
    return Buffer.from(object?.stream?.data ?? '', 'base64').toString('latin1');
  }

  get catalog(): PdfDict {
    return this.dict(this.dict(this.objects.trailer?.value)['/Root']);
  }

  get pages(): PdfDict[] {
    return this.list(this.dict(this.catalog['/Pages'])['/Kids']).map((page) => this.dict(page));
  }

  get fields(): PdfDict[] {
    return this.list(this.dict(this.catalog['/AcroForm'])['/Fields']).map((field) => this.dict(field));
  }

  /** Every text there is in the file besides the drawn glyphs: strings of all objects and all decoded streams. */
  everyString(): string {
    const found: string[] = [];
    const walk = (value: PdfJson): void => {
      if (typeof value === 'string') found.push(value);
      else if (Array.isArray(value)) value.forEach(walk);
      else if (value !== null && typeof value === 'object') Object.values(value).forEach(walk);
    };
    for (const object of Object.values(this.objects)) {
      walk(object.value ?? object.stream?.dict ?? null);
      if (object.stream?.data !== undefined) found.push(Buffer.from(object.stream.data, 'base64').toString('utf8'));
    }
    return found.join('\n');
  }
}

export async function pdfObjects(pdf: Uint8Array): Promise<PdfObjects> {
  const { file, out } = await qpdf(pdf, [
    '--json-output',
    '--json-stream-data=inline',
    '--decode-level=generalized',
    '/in.pdf',
    '/out',
  ]);
  if (file === null) throw new Error(`qpdf gave no JSON: ${out}`);
  const parsed = JSON.parse(Buffer.from(file).toString('utf8')) as { qpdf: [unknown, PdfObjects['objects']] };
  return new PdfObjects(parsed.qpdf[1]);
}

/** Structure elements in reading order with their depth; kids that are content or object references are left out. */
export function structElements(pdf: PdfObjects): { type: string; depth: number; dict: PdfDict }[] {
  const found: { type: string; depth: number; dict: PdfDict }[] = [];
  const walk = (value: PdfJson, depth: number): void => {
    const dict = pdf.get(value);
    if (dict === null || typeof dict !== 'object' || Array.isArray(dict) || dict['/S'] === undefined) return;
    found.push({ type: String(dict['/S']).slice(1), depth, dict });
    for (const kid of pdf.list(dict['/K'])) walk(kid, depth + 1);
  };
  for (const kid of pdf.list(pdf.dict(pdf.catalog['/StructTreeRoot'])['/K'])) walk(kid, 0);
  return found;
}

const PAINTING = new Set(['f', 'F', 'f*', 'B', 'B*', 'b', 'b*', 'S', 's', 'sh', 'Do', 'Tj', 'TJ', "'", '"', 'EI']);

/** Counts the painting operations of a content stream, and those inside neither a tagged nor an artifact sequence. */
export function paintingOperations(content: string): {
  painted: number;
  untagged: number;
  unbalanced: boolean;
  mcids: number[];
} {
  const token = /\((?:\\.|[^\\()])*\)|<<|>>|<[0-9A-Fa-f\s]*>|\[|\]|\/[^\s/<>[\]()]*|[^\s/<>[\]()]+/g;
  const stack: boolean[] = [];
  const mcids: number[] = [];
  let operands: string[] = [];
  let painted = 0;
  let untagged = 0;
  let unbalanced = false;
  for (const [word] of content.matchAll(token)) {
    if (!/^[A-Za-z'"*]/.test(word) || /^(true|false|null)$/.test(word)) {
      operands.push(word);
      continue;
    }
    if (word === 'BMC' || word === 'BDC') {
      const mcid = operands.indexOf('/MCID');
      if (mcid >= 0) mcids.push(Number(operands[mcid + 1]));
      stack.push(operands[0] === '/Artifact' || mcid >= 0);
    } else if (word === 'EMC') {
      if (stack.pop() === undefined) unbalanced = true;
    } else if (PAINTING.has(word)) {
      painted++;
      if (!stack.includes(true)) untagged++;
    }
    operands = [];
  }
  return { painted, untagged, unbalanced: unbalanced || stack.length > 0, mcids };
}

/**
 * True when poppler's tools are there. They are the second opinion on extracted text; where they are missing the tests say so
 * loudly, and fail when CI=true.
 */
export function popplerPresent(): boolean {
  try {
    execFileSync('pdftotext', ['-v'], { stdio: 'ignore' });
    return true;
  } catch {
    const words =
      'poppler-utils (pdftotext, pdfinfo) is missing: text extraction is NOT tested. apt-get install poppler-utils';
    if (process.env.CI === 'true') throw new Error(words);
    console.error(`\n*** ${words}\n`);
    return false;
  }
}

/** Runs a poppler tool on the document; `args` come before the file's path, `after` behind it. */
export function poppler(tool: string, pdf: Uint8Array, args: string[] = [], after: string[] = []): string {
  const folder = mkdtempSync(join(tmpdir(), 'vsk-pdf-'));
  try {
    writeFileSync(join(folder, 'a.pdf'), pdf);
    return execFileSync(tool, [...args, join(folder, 'a.pdf'), ...after], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The text a reader would select and copy, page after page (form feed between pages). */
export function extractedText(pdf: Uint8Array): string {
  return poppler('pdftotext', pdf, ['-layout', '-enc', 'UTF-8'], ['-']);
}
