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
