import { drawable, textWidth } from './fonts.ts';
import { baselineOf, type Sheet } from './sheet.ts';
import { COLOUR, PAGE, STYLE, type TextStyle } from './tokens.ts';

interface Furniture {
  /** Whose document this page belongs to, so that a loose page can be put back. */
  running: string;
  /** 'Prepared on 31 March 2025, as at …'. */
  dated: string;
  safeguarding: string;
}

/** The marking on every page (issue 2, section 7). */
export const MARKING =
  'OFFICIAL-SENSITIVE: personal data of a child in care. For the designated teacher named on the cover only.';

/** For a DSL whose name and contact are too long for the footer: half an address would be worse than none. */
const SEE_FIRST_PAGE = 'Not for safeguarding reports: contact the DSL, named on page 1.';

/** Header and footer of every page, drawn last because 'page x of y' needs y. All of it is artifact: it is read once, on page 1. */
export function drawFurniture(sheet: Sheet, furniture: Furniture): void {
  const pages = sheet.pageCount;
  const right = PAGE.width - PAGE.right;
  const width = right - PAGE.left;
  for (let page = 0; page < pages; page++) {
    sheet.onPage(page, () => {
      sheet.artifact(() => {
        sheet.rect(PAGE.left, 28, width, 20, COLOUR.text, 3);
        sheet.line(
          MARKING,
          PAGE.width / 2,
          baselineOf(32, STYLE.smallStrong),
          { ...STYLE.smallStrong, colour: COLOUR.paper },
          'center',
        );
      }, 'Header');
      sheet.artifact(() => {
        const top = PAGE.height - 52;
        sheet.rect(PAGE.left, top, width, 0.5, COLOUR.strongLine);
        const number = `Page ${page + 1} of ${pages}`;
        sheet.line(number, right, baselineOf(top + 6, STYLE.smallStrong), STYLE.smallStrong, 'right');
        const room = width - textWidth(number, STYLE.smallStrong) - 16;
        sheet.line(
          textWidth(drawable(furniture.safeguarding), STYLE.smallStrong) <= room
            ? furniture.safeguarding
            : SEE_FIRST_PAGE,
          PAGE.left,
          baselineOf(top + 6, STYLE.smallStrong),
          STYLE.smallStrong,
        );
        const dated = textWidth(furniture.dated, STYLE.small);
        sheet.line(furniture.dated, right, baselineOf(top + 19, STYLE.small), STYLE.small, 'right');
        sheet.line(
          shortened(furniture.running, STYLE.small, width - dated - 16),
          PAGE.left,
          baselineOf(top + 19, STYLE.small),
          STYLE.small,
        );
      }, 'Footer');
    });
  }
}

/** The text, or as much of it as fits with '…' at its end; the footer has one line for each. */
function shortened(text: string, style: TextStyle, width: number): string {
  if (textWidth(drawable(text), style) <= width) return text;
  let short = drawable(text);
  while (short.length > 1 && textWidth(`${short}…`, style) > width) short = short.slice(0, -1).trimEnd();
  return `${short}…`;
}
