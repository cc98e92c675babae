import type { ParsedInput } from '#contract/calls.ts';
import type { ChildRow, childrenCalls } from '#contract/children.ts';
import { childIsInScope, childrenInScope } from '#db/queries/scope.ts';
import { asksForMore, recordOfAttendance, rowOfAttendance } from '#service/child/attendanceOnly.ts';
import { filterRows, sortRows } from '#service/child/filterRows.ts';
import { listedOn } from '#service/child/listedOn.ts';
import { readChildRecord } from '#service/child/readChildRecord.ts';
import { searchAll } from '#service/child/searchAll.ts';
import type { ServiceContext } from '#service/context/context.ts';
import type { ProceduresOf } from './procedure.ts';

/** Every row of the list that the filters find in the caller's scope, sorted. */
export function childrenFound(
  context: ServiceContext,
  { asAt, filters, sort }: Pick<ParsedInput<'children.list'>, 'asAt' | 'filters' | 'sort'>,
): ChildRow[] {
  const { reader, clock, scope, wholeScope } = context;
  const inWhole = childrenInScope(wholeScope, reader, clock.today());
  const listed = listedOn(
    asksForMore(filters, sort) ? inWhole : childrenInScope(scope, reader, clock.today()),
    context,
    asAt,
  );
  const found = filterRows(listed, filters).map(({ row }) => row);
  return sortRows(found, sort).map((row) => (inWhole.has(row.childId) ? row : rowOfAttendance(row)));
}

export const childrenProcedures: ProceduresOf<keyof typeof childrenCalls> = {
  'children.list': (context, { offset, limit, ...asked }) => {
    const found = childrenFound(context, asked);
    return { total: found.length, rows: found.slice(offset, offset + limit) };
  },
  'children.get': ({ scope, wholeScope, reader, clock }, { childId, asAt }) => {
    const record = readChildRecord(scope, reader, childId, asAt, clock.today());
    return childIsInScope(wholeScope, reader, childId, clock.today()) ? record : recordOfAttendance(record);
  },
  'search.all': (context, { text, asAt, limit }) =>
    searchAll(context.scope, context.reader, { text, asAt, limit, today: context.clock.today() }),
};
