import type { Flow } from '#service/documents/pdf/flow.ts';
import { drawCheckbox, drawTextField } from '#service/documents/pdf/formFields.ts';
import type { PackContext } from '../model/packModel.ts';
import { longDate } from '../model/packWords.ts';

const GAP = 16;
const LINE_FIELD = 24;

/** What to do with the answers: whom to send them to, how, and by when. */
export function returnWords(context: PackContext): string {
  const { returnTo } = context;
  if (returnTo === null) return 'Return the completed pack to the person who sent it, by secure e-mail or by hand.';
  const by = returnTo.by === null ? '' : ` by ${longDate(returnTo.by)}`;
  return `Return the completed pack to ${returnTo.name} (${returnTo.contact})${by}, by secure e-mail or by hand. Do not forward it.`;
}

/** The sign-off block: two confirmations, name, role, date, signature. It is never split over two pages. */
export function drawSignOff(flow: Flow, context: PackContext, confirmations: readonly string[]): void {
  const height = 60 + confirmations.length * 34 + 2 * (LINE_FIELD + 34);
  flow.section('Sign-off', height, () => {
    flow.paragraph(returnWords(context));
    flow.space(10);
    confirmations.forEach((label, index) => {
      flow.y = drawCheckbox(flow, { name: `confirm-${index + 1}`, label, tooltip: `Tick to confirm: ${label}` }) + 6;
    });
    flow.space(4);
    drawPair(flow, [
      { name: 'signed-name', label: 'Name', tooltip: 'Name of the person signing' },
      { name: 'signed-role', label: 'Role', tooltip: 'Role of the person signing, for example designated teacher' },
    ]);
    drawPair(flow, [
      { name: 'signed-signature', label: 'Signature', tooltip: 'Signature: type your name, or sign the printed page' },
      { name: 'signed-date', label: 'Date (day, month, year)', tooltip: 'Date of signing, day month year' },
    ]);
  });
}

function drawPair(flow: Flow, fields: readonly { name: string; label: string; tooltip: string }[]): void {
  const width = (flow.width - GAP * (fields.length - 1)) / fields.length;
  let bottom = flow.y;
  fields.forEach((field, index) => {
    const x = flow.left + index * (width + GAP);
    bottom = Math.max(bottom, drawTextField(flow, { ...field, height: LINE_FIELD, multiline: false }, { x, width }));
  });
  flow.y = bottom + 8;
}
