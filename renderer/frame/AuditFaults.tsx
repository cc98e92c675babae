import { Alert, Button, Group } from '@mantine/core';
import { useCall } from '#renderer/data/useCall.ts';
import { useCommand } from '#renderer/data/useCommand.ts';
import { useMay } from '#renderer/data/useMay.ts';
import { count, plural, timeInTable } from '#renderer/ui/format.ts';

/** So many are written out; the audit has them all. */
const shown = 3;

/** Tells every administrator after the unlock what is wrong with the audit itself, until they say that they have seen it. */
export function AuditFaults() {
  const isAdministrator = useMay()('settings');
  // The audit is read soon after the unlock; nothing else tells the window that this has ended.
  const { data } = useCall('audit.faults', {}, { enabled: isAdministrator, every: 15_000 });
  const seen = useCommand('audit.seen');
  const rows = data?.rows ?? [];
  const last = rows.at(-1);
  if (!isAdministrator || !last) return null;
  return (
    <Alert color="red" title="The audit is not as it was written" mb="md" role="alert">
      <ul className="vsk-audit-faults">
        {rows.slice(-shown).map(({ number, at, words }) => (
          <li key={number}>
            {words}{' '}
            <span className="vsk-muted">
              (entry {count(number)}, {timeInTable(at)})
            </span>
          </li>
        ))}
      </ul>
      {rows.length > shown && <p>{plural(rows.length - shown, 'earlier one')} in the audit under Settings.</p>}
      <p>
        Ask who used this computer or its files then. A backup on a disk elsewhere has the audit as it was when it was
        made.
      </p>
      <Group mt="xs">
        <Button variant="default" loading={seen.isPending} onClick={() => seen.mutate({ upTo: last.number })}>
          I have seen this
        </Button>
      </Group>
    </Alert>
  );
}
