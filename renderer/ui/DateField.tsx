import { TextInput } from '@mantine/core';
import { isPlainDate } from '#domain/calendar/plainDate.ts';

/** The words of a date that is missing or out of reach; undefined where it is right. */
export const dateProblem = (date: string): string | undefined =>
  !isPlainDate(date)
    ? 'Enter a date'
    : date < '2000-01-01' || date > '2099-12-31'
      ? 'Enter a date between 2000 and 2099'
      : undefined;

/** A date as the computer's own calendar asks for it. */
export function DateField(props: {
  label: string;
  description?: string;
  value: string;
  onChange: (date: string) => void;
  error?: string | undefined;
  required?: boolean;
}) {
  const { label, description, value, onChange, error, required = true } = props;
  return (
    <TextInput
      type="date"
      label={label}
      description={description}
      min="2000-01-01"
      max="2099-12-31"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={error}
      required={required}
    />
  );
}
