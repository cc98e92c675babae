import { writeCsv } from '#service/documents/csv/writeCsv.ts';
import type { Column } from '../read/table.ts';
import { formats } from './formats.ts';

/** The app's own templates, in the order in which an empty store needs them. */
export const TEMPLATE_IDS = [
  'schools',
  'looked-after-list',
  'enrolments',
  'sen-status',
  'results',
  'attendance',
  'suspensions',
  'peps',
] as const;

export type TemplateId = (typeof TEMPLATE_IDS)[number];

export type TemplateColumn = { name: string; title: string; required: boolean; help: string; example: string };
export type Template = { id: TemplateId; title: string; fileName: string; columns: TemplateColumn[] };

const columnsOf = (id: TemplateId): TemplateColumn[] =>
  (Object.values(formats[id].columns) as Column<unknown>[])
    .filter((column) => !column.hidden)
    .map(({ name, title, required, help, example }) => ({ name, title, required, help, example }));

/** Every template with its columns: what each is for, whether it must be filled, and an example. */
export const templates: readonly Template[] = TEMPLATE_IDS.map((id) => ({
  id,
  title: formats[id].title,
  fileName: `${id}.csv`,
  columns: columnsOf(id),
}));

/**
 * A template as CSV text: the header and one example row, which is synthetic and can be read back without a refusal.
 * `templateCsv('sen-status')` is `'\uFEFFlocal_id,status,from,to\r\nK100234,K,01/09/2023,\r\n'`.
 */
export const templateCsv = (id: TemplateId): string => {
  const columns = columnsOf(id);
  return writeCsv([columns.map((column) => column.name), columns.map((column) => column.example)]);
};
