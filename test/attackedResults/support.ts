// Short files of the field for the tests beside it.
import { csv } from '#test/imports/support.ts';

const file =
  (kind: string, header: string) =>
  (day: string, ...lines: string[]): Record<string, string> => ({
    [`${kind} ${day}.csv`]: csv([header, ...lines].join('\n')),
  });
export const results = file(
  'results',
  'local_id,academic_year,key_stage,subject,component,value,status,date_received,entry,qualification',
);
/** A grade of K1 at key stage 4. */
export const ks4 = (more: {
  subject?: string;
  year?: string;
  value: string;
  entry?: string;
  of?: string;
  status?: string;
  on?: string;
}) =>
  `K1,${more.year ?? '2024/25'},KS4,${more.subject ?? 'maths'},grade,${more.value},${more.status ?? 'final'},${more.on ?? ''},${more.entry ?? ''},${more.of ?? ''}`;
