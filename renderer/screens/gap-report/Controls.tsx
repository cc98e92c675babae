import { SegmentedControl, Select } from '@mantine/core';
import type { CallOutput } from '#contract/calls.ts';
import { academicYearsBetween } from '#domain/calendar/academicYear.ts';
import { Help } from '#renderer/ui/Help.tsx';
import { summerOf } from './chartData.ts';
import classes from './gapReport.module.css';

export type MeasureRow = CallOutput<'reference.measures'>['rows'][number];

/** What the report is asked for; the shape `reports.gap` takes. */
export type Choice = {
  measure: string;
  fromYear: string;
  toYear: string;
  peer: 'England' | 'Kent';
  cohort: 'LAC12' | 'all';
  by: 'county' | 'locality';
  uasc: 'with' | 'without';
};

/** The last ten years of a measure that have a figure, or all of them where they are fewer. */
export function yearsOf(measure: MeasureRow): { fromYear: string; toYear: string } | null {
  const years = [...measure.years].sort();
  const last = years.at(-1);
  const first = years[0];
  if (last === undefined || first === undefined) return null;
  const span = academicYearsBetween(first, last).slice(-10);
  return { fromYear: span[0] ?? first, toYear: last };
}

/** The report as it first opens: the expected standard in reading, writing and maths, or the first measure there is. */
export function firstChoice(measures: readonly MeasureRow[]): Choice | null {
  const usable = measures.filter((measure) => measure.computable && measure.years.length > 0);
  const measure = usable.find((each) => each.measure === 'ks2-rwm-expected') ?? usable[0];
  const years = measure === undefined ? null : yearsOf(measure);
  if (measure === undefined || years === null) return null;
  return { measure: measure.measure, ...years, peer: 'Kent', cohort: 'LAC12', by: 'locality', uasc: 'with' };
}

const subjects: Record<string, string> = {
  ks2: 'Key stage 2',
  ks4: 'Key stage 4',
  attendance: 'Attendance',
  exclusions: 'Suspensions and exclusions',
};

/** Measures grouped by subject, those without any year left out. */
function measureOptions(measures: readonly MeasureRow[]) {
  const usable = measures.filter((measure) => measure.computable && measure.years.length > 0);
  return [...Map.groupBy(usable, (measure) => measure.subject)].map(([subject, rows]) => ({
    group: subjects[subject] ?? subject,
    items: rows.map((row) => ({ value: row.measure, label: row.shortName })),
  }));
}

const segment = <Value extends string>(value: Value, label: string) => ({ value, label });

/** The controls above the report; every change reads the report anew. */
export function Controls(props: {
  measures: readonly MeasureRow[];
  choice: Choice;
  onChange: (choice: Choice) => void;
}) {
  const { measures, choice, onChange } = props;
  const measure = measures.find((each) => each.measure === choice.measure);
  const sorted = [...(measure?.years ?? [])].sort();
  const years = academicYearsBetween(sorted[0] ?? choice.fromYear, sorted.at(-1) ?? choice.toYear);
  const yearOptions = years.toReversed().map((year) => ({ value: year, label: String(summerOf(year)) }));
  return (
    <div className={`${classes.controls} vsk-noprint`}>
      <Select
        label="Measure"
        className={classes.measure ?? ''}
        data={measureOptions(measures)}
        value={choice.measure}
        allowDeselect={false}
        comboboxProps={{ width: 400, position: 'bottom-start' }}
        renderOption={({ option }) => measures.find((each) => each.measure === option.value)?.name ?? option.label}
        onChange={(value) => {
          const chosen = measures.find((each) => each.measure === value);
          const span = chosen === undefined ? null : yearsOf(chosen);
          if (chosen !== undefined && span !== null) onChange({ ...choice, measure: chosen.measure, ...span });
        }}
      />
      <Select
        label="From"
        className={classes.year ?? ''}
        data={yearOptions}
        value={choice.fromYear}
        allowDeselect={false}
        onChange={(fromYear) =>
          fromYear !== null &&
          onChange({ ...choice, fromYear, toYear: fromYear > choice.toYear ? fromYear : choice.toYear })
        }
      />
      <Select
        label="To"
        className={classes.year ?? ''}
        data={yearOptions}
        value={choice.toYear}
        allowDeselect={false}
        onChange={(toYear) =>
          toYear !== null &&
          onChange({ ...choice, toYear, fromYear: toYear < choice.fromYear ? toYear : choice.fromYear })
        }
      />
      <Select
        label="Peers"
        className={classes.peers ?? ''}
        data={[segment('Kent', 'Kent, all pupils'), segment('England', 'England, all pupils')]}
        value={choice.peer}
        allowDeselect={false}
        onChange={(value) => onChange({ ...choice, peer: value === 'England' ? 'England' : 'Kent' })}
      />
      <Choices
        label="Cohort"
        value={choice.cohort}
        data={[segment('LAC12', '12-month cohort'), segment('all', 'All')]}
        onChange={(cohort) => onChange({ ...choice, cohort })}
      />
      <Help term="12-month cohort">
        Children looked after continuously for at least 12 months on the outcomes date (31 March), respite left out.
        ‘All’ are the children looked after on that date. The two are never mixed in one percentage.
      </Help>
      <Choices
        label="Break down by"
        value={choice.by}
        data={[segment('locality', 'Locality'), segment('county', 'County')]}
        onChange={(by) => onChange({ ...choice, by })}
      />
      <Choices
        label="UASC"
        value={choice.uasc}
        data={[segment('with', 'With'), segment('without', 'Without')]}
        onChange={(uasc) => onChange({ ...choice, uasc })}
      />
    </div>
  );
}

function Choices<Value extends string>(props: {
  label: string;
  value: Value;
  data: { value: Value; label: string }[];
  onChange: (value: Value) => void;
}) {
  const { label, value, data, onChange } = props;
  return (
    <div>
      <div className={classes.label} aria-hidden="true">
        {label}
      </div>
      <SegmentedControl aria-label={label} value={value} data={data} onChange={(next) => onChange(next as Value)} />
    </div>
  );
}
