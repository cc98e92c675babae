import { Button, Checkbox, Popover, SegmentedControl } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';

export type Density = 'comfortable' | 'compact';

/** Which columns a table shows and how tight its rows are; kept on this machine. */
export function TableOptions(props: {
  columns: { id: string; header: string }[];
  visibility: Record<string, boolean>;
  onVisibility: (visibility: Record<string, boolean>) => void;
  density: Density;
  onDensity: (density: Density) => void;
}) {
  const { columns, visibility, onVisibility, density, onDensity } = props;
  return (
    <Popover position="bottom-end" withArrow trapFocus>
      <Popover.Target>
        <Button variant="default" leftSection={<IconColumns3 size={16} aria-hidden="true" />}>
          Columns
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Columns and row height">
        <fieldset className="vsk-plain-fieldset">
          <legend className="vsk-strong">Columns shown</legend>
          {columns.map((column) => (
            <Checkbox
              key={column.id}
              mt={8}
              size="xs"
              label={column.header}
              checked={visibility[column.id] !== false}
              onChange={(event) => onVisibility({ ...visibility, [column.id]: event.currentTarget.checked })}
            />
          ))}
        </fieldset>
        <SegmentedControl
          mt={12}
          fullWidth
          size="xs"
          aria-label="Row height"
          value={density}
          onChange={(value) => onDensity(value === 'compact' ? 'compact' : 'comfortable')}
          data={[
            { value: 'comfortable', label: 'Comfortable' },
            { value: 'compact', label: 'Compact' },
          ]}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
