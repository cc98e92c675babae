import { Button, NativeSelect } from '@mantine/core';
import { type Role, type RoleHeld, roles } from '#domain/access/roles.ts';
import { useStatus } from '#renderer/data/useStatus.ts';
import { DateField, dateProblem } from '#renderer/ui/DateField.tsx';
import { roleWords } from '#renderer/ui/roleWords.ts';

/** A role as it is typed: '' where no locality or day is chosen. */
export interface RoleChoice {
  role: Role;
  localityId: string;
  from: string;
  to: string;
}

type Problems = Partial<Record<'localityId' | 'from' | 'to', string>>;

/** What is missing of a role, or wrong, by field. */
export function roleProblems({ role, localityId, from, to }: RoleChoice): Problems {
  const problems: Problems = {};
  if (role === 'assistantHead' && localityId === '') problems.localityId = 'Choose the locality';
  const [first, last] = [from, to].map((day) => (day === '' ? undefined : dateProblem(day)));
  if (first !== undefined) problems.from = first;
  if (last !== undefined) problems.to = last;
  else if (from !== '' && to !== '' && to < from) problems.to = 'The last day is before the first';
  return problems;
}

export const isUsableRole = (choice: RoleChoice): boolean => Object.keys(roleProblems(choice)).length === 0;

/** A role as calls take it, and as it is typed. */
export const roleInput = ({ role, localityId, from, to }: RoleChoice): RoleHeld => ({
  role,
  localityId: role === 'assistantHead' ? localityId : null,
  from: from || null,
  to: to || null,
});
export const asTyped = ({ role, localityId, from, to }: RoleHeld): RoleChoice => ({
  role,
  localityId: localityId ?? '',
  from: from ?? '',
  to: to ?? '',
});

/** A role with what it may see, its locality, its first and last day. */
export function RoleFields(props: {
  /** Which of several roles it is. */
  title?: string | undefined;
  value: RoleChoice;
  onChange: (value: RoleChoice) => void;
  tried: boolean;
  onTakeAway?: (() => void) | undefined;
}) {
  const { title, value, onChange, tried, onTakeAway } = props;
  const { localities } = useStatus();
  const problems = tried ? roleProblems(value) : {};
  // A locality that has ended is still the one of a role that has.
  const gone = value.localityId !== '' && !localities.some(({ id }) => id === value.localityId);
  return (
    <fieldset className="vsk-role">
      {title && <legend className="vsk-strong">{title}</legend>}
      <NativeSelect
        label="Role"
        description={`Sees ${roleWords[value.role].sees}`}
        value={value.role}
        onChange={(event) => onChange({ ...value, role: event.currentTarget.value as Role })}
        data={roles.map((role) => ({ value: role, label: roleWords[role].title }))}
      />
      {value.role === 'assistantHead' && (
        <NativeSelect
          label="Locality"
          value={value.localityId}
          onChange={(event) => onChange({ ...value, localityId: event.currentTarget.value })}
          error={problems.localityId}
          data={[
            { value: '', label: 'Choose' },
            ...localities.map((each) => ({ value: each.id, label: each.name })),
            ...(gone ? [{ value: value.localityId, label: 'A locality that has ended' }] : []),
          ]}
          required
        />
      )}
      <div className="vsk-role-days">
        <DateField
          label="First day"
          description="Empty: it has begun"
          value={value.from}
          onChange={(from) => onChange({ ...value, from })}
          error={problems.from}
          required={false}
        />
        <DateField
          label="Last day"
          description="Empty: no end is set"
          value={value.to}
          onChange={(to) => onChange({ ...value, to })}
          error={problems.to}
          required={false}
        />
        {onTakeAway && (
          <Button variant="subtle" color="red" onClick={onTakeAway}>
            Take away
          </Button>
        )}
      </div>
    </fieldset>
  );
}
