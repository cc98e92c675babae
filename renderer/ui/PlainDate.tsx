import { dateInTable, dateInText } from './format.ts';

/** A date as text ('5 December 2011') or as tables write it ('05/12/2011'); `none` says in words that there is none. */
export function PlainDate({
  date,
  form = 'text',
  none = 'not recorded',
}: {
  date: string | null;
  form?: 'text' | 'table';
  none?: string;
}) {
  if (date === null) return <span className="vsk-absent">{none}</span>;
  return <time dateTime={date}>{form === 'text' ? dateInText(date) : dateInTable(date)}</time>;
}
