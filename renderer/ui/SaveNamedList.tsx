import { Button, Group, Modal, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDownload } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { saveFile } from '#renderer/api.ts';
import { invalidateTopics } from '#renderer/data/queryClient.ts';
import { plural } from './format.ts';

type NamedList = { fileName: string; text: string; childIds: string[]; leftOut: number };

/** Said beside what was saved, where a list of one place is shorter in the file than on the screen. */
const leftOutWords = (leftOut: number): string =>
  leftOut === 0
    ? ''
    : ` ${plural(leftOut, 'child', 'children')} of the list ${leftOut === 1 ? 'is' : 'are'} not in it: the placement is secret, and a list of one place would tell where.`;

/**
 * A button that saves a list with names as a file. It asks what the list is for first: the purpose stands in the file's first
 * lines and in the audit, with every child it names. The service makes the file.
 */
export function SaveNamedList(props: {
  label: string;
  /** Rows of the list, to say how many. */
  listed: number;
  make: (purpose: string) => Promise<NamedList>;
}) {
  const { label, listed, make } = props;
  const [open, setOpen] = useState(false);
  const [purpose, setPurpose] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [saving, setSaving] = useState(false);
  const ready = purpose.trim().length >= 3;

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!ready || saving) return;
    setSaving(true);
    setProblem(null);
    try {
      const { fileName, text, childIds, leftOut } = await make(purpose.trim());
      invalidateTopics(['audit']);
      const saved = await saveFile(fileName, text);
      setOpen(false);
      setPurpose('');
      if (saved !== null)
        notifications.show({
          title: `${plural(childIds.length, 'child', 'children')} saved to a file`,
          message: `${saved}. It names children in care: keep it inside the team, and delete it when its purpose is done.${leftOutWords(leftOut)}`,
        });
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    } finally {
      setSaving(false);
    }
  }

  return (
    <>
      <Button
        variant="default"
        leftSection={<IconDownload size={16} aria-hidden="true" />}
        disabled={listed === 0}
        onClick={() => setOpen(true)}
      >
        {label}
      </Button>
      <Modal
        opened={open}
        onClose={() => setOpen(false)}
        title="Save a list that names children"
        closeButtonProps={{ 'aria-label': 'Close' }}
        closeOnClickOutside={false}
        centered
      >
        <form onSubmit={(event) => void save(event)}>
          <p>
            {plural(listed, 'row')} with names. The file says in its first lines what it is and what it is for; the
            audit keeps which children it names.
          </p>
          <TextInput
            mt={12}
            label="What the list is for"
            description="For example: virtual school cover for the locality meeting on Tuesday"
            value={purpose}
            maxLength={200}
            error={problem}
            onChange={(event) => setPurpose(event.currentTarget.value)}
            data-autofocus
          />
          <Group justify="flex-end" mt="md" gap="sm">
            <Button variant="default" onClick={() => setOpen(false)}>
              Cancel
            </Button>
            <Button type="submit" disabled={!ready} loading={saving}>
              Save the list
            </Button>
          </Group>
        </form>
      </Modal>
    </>
  );
}
