/** Colours of design.md's light theme, as the document uses them on white paper. */
export const COLOUR = {
  soft: '#eef1f4',
  paper: '#ffffff',
  line: '#dfe3e8',
  strongLine: '#aab4be',
  text: '#17212b',
  muted: '#566472',
  action: '#1b5fa7',
  lookedAfter: '#0072b2',
  lookedAfterPale: '#a6cce3',
  target: '#b45309',
  fieldBorder: '#7a8794',
} as const;

export const RAG_COLOUR = {
  green: { text: '#0b6b43', ground: '#e3f3ea' },
  amber: { text: '#7a4b00', ground: '#fcefd3' },
  red: { text: '#9b1c24', ground: '#fbe6e7' },
  none: { text: '#566472', ground: '#eef1f4' },
} as const;

export type TagTone = keyof typeof RAG_COLOUR;

/** A4 in points, on a 4 pt grid. */
export const PAGE = { width: 595.28, height: 841.89, left: 48, right: 48, top: 72, bottom: 72 } as const;
export const CONTENT_WIDTH = PAGE.width - PAGE.left - PAGE.right;

export type FontName = 'regular' | 'semibold';

export interface TextStyle {
  font: FontName;
  size: number;
  /** Distance from one baseline to the next. */
  lead: number;
  colour: string;
}

/** Four sizes and two weights (design.md, 'Type'), scaled from screen pixels to points. */
export const STYLE = {
  title: { font: 'semibold', size: 22, lead: 28, colour: COLOUR.text },
  figure: { font: 'semibold', size: 17, lead: 22, colour: COLOUR.text },
  heading: { font: 'semibold', size: 14, lead: 20, colour: COLOUR.text },
  subheading: { font: 'semibold', size: 10, lead: 14, colour: COLOUR.text },
  body: { font: 'regular', size: 10, lead: 14, colour: COLOUR.text },
  strong: { font: 'semibold', size: 10, lead: 14, colour: COLOUR.text },
  muted: { font: 'regular', size: 10, lead: 14, colour: COLOUR.muted },
  small: { font: 'regular', size: 8.5, lead: 12, colour: COLOUR.muted },
  smallStrong: { font: 'semibold', size: 8.5, lead: 12, colour: COLOUR.text },
  label: { font: 'semibold', size: 8.5, lead: 12, colour: COLOUR.muted },
} as const satisfies Record<string, TextStyle>;
