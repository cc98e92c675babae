import type { Flow } from './flow.ts';
import { wrapText } from './fonts.ts';
import { num, type PdfkitDocument } from './pdfkitParts.ts';
import { STYLE } from './tokens.ts';

interface TextField {
  /** Unique in the document. */
  name: string;
  label: string;
  /** What a screen reader says on the field, and what a mouse shows. */
  tooltip: string;
  height: number;
  multiline: boolean;
}

const PRINT = 4;

/**
 * Opens the document's form. Fields use Helvetica: an embedded subset would hold only the letters the pack itself uses, and could
 * not show what the designated teacher types (documents.md, pitfall 3).
 */
export function openForm(doc: PdfkitDocument): void {
  doc.font('Helvetica');
  doc.initForm();
  const form = doc._root.data.AcroForm as { data: { DR: { Font: Record<string, unknown> }; [key: string]: unknown } };
  form.data.DR.Font = { Helv: doc._font.ref() };
  form.data.DA = new String('/Helv 10 Tf 0.09 0.13 0.17 rg');
  // Every field below brings its own appearance; asking viewers to rebuild them makes them offer to save an untouched file.
  delete form.data.NeedAppearances;
}

/** A labelled text field, kept whole: label, then field. `column` places several side by side; the caller moves the cursor. */
export function drawTextField(flow: Flow, field: TextField, column: { x: number; width: number }): number {
  const { sheet } = flow;
  const top = flow.y;
  const lines = field.label === '' ? [] : wrapText(field.label, STYLE.label, column.width);
  if (lines.length > 0) {
    const label = sheet.element(flow.parent, 'P');
    sheet.tagged(label, () => {
      sheet.lines(lines, column.x, top, STYLE.label);
    });
    label.end();
  }
  const fieldTop = top + lines.length * STYLE.label.lead + (lines.length > 0 ? 2 : 0);
  const { doc } = sheet;
  addWidget(flow, { x: column.x, y: fieldTop, width: column.width, height: field.height }, 'text', field, {
    ...(field.multiline ? { multiline: true } : {}),
    appearance: { N: appearance(doc, column.width, field.height, box(column.width, field.height, true)) },
  });
  return fieldTop + field.height;
}

/** A checkbox with its words to the right. Returns the y below it. */
export function drawCheckbox(flow: Flow, field: { name: string; label: string; tooltip: string }): number {
  const { sheet } = flow;
  const size = 12;
  const lines = wrapText(field.label, STYLE.body, flow.width - size - 10);
  const top = flow.y;
  const label = sheet.element(flow.parent, 'P');
  const { doc } = sheet;
  const ticked = `${box(size, size, false)}\n0.09 0.13 0.17 RG 1.5 w 3 6 m 5.2 3.5 l 9.2 9 l S`;
  addWidget(flow, { x: flow.left, y: top + 1, width: size, height: size }, 'checkbox', field, {
    appearance: {
      N: {
        Yes: appearance(doc, size, size, ticked),
        Off: appearance(doc, size, size, box(size, size, false)),
      },
    },
    state: 'Off',
  });
  sheet.tagged(label, () => {
    sheet.lines(lines, flow.left + size + 10, top, STYLE.body);
  });
  label.end();
  return top + lines.length * STYLE.body.lead;
}

function addWidget(
  flow: Flow,
  rect: { x: number; y: number; width: number; height: number },
  type: 'text' | 'checkbox',
  field: { name: string; tooltip: string },
  more: { multiline?: boolean; appearance: Record<string, unknown>; state?: string },
): void {
  const { sheet } = flow;
  const { doc } = sheet;
  const form = sheet.element(flow.parent, 'Form', { alt: field.tooltip });
  doc.font('Helvetica');
  const dictionary = doc._fieldDict(field.name, type, more.multiline === true ? { multiline: true } : {});
  // pdfkit's formText drops the tooltip, the appearance and the structure parent, so the dictionary is completed here and
  // handed to annotate directly (documents.md, pitfall 3).
  doc.annotate(rect.x, rect.y, rect.width, rect.height, {
    ...dictionary,
    Subtype: 'Widget',
    F: PRINT,
    TU: new String(field.tooltip),
    ...(type === 'text' ? { DA: new String('/Helv 10 Tf 0.09 0.13 0.17 rg') } : {}),
    ...(more.state === undefined ? {} : { AS: more.state, V: more.state }),
    AP: more.appearance,
    MK: { BC: [0.48, 0.53, 0.58], BG: [1, 1, 1] },
    BS: { W: 1, S: 'S' },
    structParent: form,
  });
  const widget = doc.page.annotations.at(-1);
  if (widget === undefined) throw new Error('pdfkit added no widget');
  doc._addToParent(widget);
  // The widget's page is read when the element is written, so it must be written while this page is the current one.
  form.end();
}

function box(width: number, height: number, text: boolean): string {
  const rect = `0.5 0.5 ${num(width - 1)} ${num(height - 1)} re`;
  const frame = `1 1 1 rg ${rect} f\n0.48 0.53 0.58 RG 1 w ${rect} S`;
  return text ? `${frame}\n/Tx BMC\nEMC` : frame;
}

function appearance(doc: PdfkitDocument, width: number, height: number, operators: string): unknown {
  const form = doc.ref({
    Type: 'XObject',
    Subtype: 'Form',
    BBox: [0, 0, width, height],
    Resources: { ProcSet: ['PDF', 'Text'] },
  });
  form.end(operators);
  return form;
}
