import { NativeSelect, Radio } from '@mantine/core';
import { type Role, roles } from '#contract/call.ts';
import { useStatus } from '#renderer/data/useStatus.ts';
import { roleWords } from './roleWords.ts';

/** A role, and the locality that only an assistant head has ('' while none is chosen). */
export interface RoleChoice {
  role: Role;
  localityId: string;
}

/** What is missing of a role, or undefined. */
export function roleProblem({ role, localityId }: RoleChoice): string | undefined {
  return role === 'assistantHead' && localityId === '' ? 'Choose the locality' : undefined;
}

/** The role with the locality, as calls take them. */
export function roleInput({ role, localityId }: RoleChoice): { role: Role; localityId: string | null } {
  return { role, localityId: role === 'assistantHead' ? localityId : null };
}

/** Chooses a role, each with what it may see, and the locality of an assistant head. */
export function RoleFields(props: { value: RoleChoice; onChange: (value: RoleChoice) => void; tried: boolean }) {
  const { value, onChange, tried } = props;
  const { localities } = useStatus();
  return (
    <>
      <Radio.Group label="Role" value={value.role} onChange={(role) => onChange({ ...value, role: role as Role })}>
        {roles.map((each) => (
          <Radio
            key={each}
            mt={6}
            value={each}
            label={roleWords[each].title}
            description={`Sees ${roleWords[each].sees}`}
          />
        ))}
      </Radio.Group>
      {value.role === 'assistantHead' && (
        <NativeSelect
          label="Locality"
          value={value.localityId}
          onChange={(event) => onChange({ ...value, localityId: event.currentTarget.value })}
          error={tried ? roleProblem(value) : undefined}
          data={[{ value: '', label: 'Choose' }, ...localities.map((each) => ({ value: each.id, label: each.name }))]}
          required
        />
      )}
    </>
  );
}
