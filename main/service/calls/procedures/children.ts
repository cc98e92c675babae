import type { ParsedInput } from '#contract/calls.ts';
import type { ChildRow, childrenCalls } from '#contract/children.ts';
import { childrenInLocality } from '#db/queries/scope.ts';
import { filterRows, sortRows } from '#service/child/filterRows.ts';
import { listedOn } from '#service/child/listedOn.ts';
import { readChildRecord } from '#service/child/readChildRecord.ts';
import { searchAll } from '#service/child/searchAll.ts';
import type { ServiceContext } from '#service/context/context.ts';
import type { ProceduresOf } from './procedure.ts';

/** The children the caller may see by the locality of today, or their last; null for everybody. */
export const childrenInScope = ({ reader, onlyLocalityId, clock }: ServiceContext): Set<string> | null =>
  onlyLocalityId === null ? null : childrenInLocality(reader, onlyLocalityId, clock.today());

/** Every row of the list that the filters find in the caller's scope, sorted. */
export function childrenFound(
  context: ServiceContext,
  { asAt, filters, sort }: Pick<ParsedInput<'children.list'>, 'asAt' | 'filters' | 'sort'>,
): ChildRow[] {
  const inScope = childrenInScope(context);
  const everybody = listedOn(context, asAt);
  const listed = inScope === null ? everybody : everybody.filter(({ row }) => inScope.has(row.childId));
  const found = filterRows(listed, filters).map(({ row }) => row);
  return sortRows(found, sort);
}

export const childrenProcedures: ProceduresOf<keyof typeof childrenCalls> = {
  'children.list': (context, { offset, limit, ...asked }) => {
    const found = childrenFound(context, asked);
    return { total: found.length, rows: found.slice(offset, offset + limit) };
  },
  'children.get': (context, { childId, asAt }) => readChildRecord(context.reader, childId, asAt, context.clock.today()),
  'search.all': (context, { text, asAt, limit }) =>
    searchAll(context.reader, { text, asAt, limit, today: context.clock.today(), inScope: childrenInScope(context) }),
};
