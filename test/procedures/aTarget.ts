import type { TestStore } from '#test/make/aStore.ts';

const measureRow = (store: TestStore, measure: string): string =>
  store.context.reader.prepare('SELECT id FROM measure WHERE code = ?').pluck().get(measure) as string;

/** Sets a target of Kent's for a measure and year. */
export const setTarget = (
  store: TestStore,
  measure: string,
  academicYear: string,
  kind: 'maximumGap' | 'minimumRate' | 'maximumRate',
  value: number,
  peer: string | null,
): Promise<unknown> =>
  store.write((writer) =>
    writer.insert('target', {
      measure_id: measureRow(store, measure),
      academic_year: academicYear,
      geography: 'Kent',
      kind,
      value,
      floor: null,
      peer,
      source: 'test',
      position: 0,
    }),
  );

/** Publishes a figure of all pupils of a place. */
export const publish = (
  store: TestStore,
  measure: string,
  academicYear: string,
  geography: string,
  value: number,
): Promise<unknown> =>
  store.write((writer) =>
    writer.insert('benchmark', {
      measure_id: measureRow(store, measure),
      kind: 'value',
      published_name: measure,
      geography,
      cohort_kind: 'ALL',
      cohort_variant: '',
      academic_year: academicYear,
      value,
      unit: 'percent',
      definition: '',
      source: 'test',
      url: '',
      vintage: '',
      confidence: '',
    }),
  );
