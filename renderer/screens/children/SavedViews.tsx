import { Button, Group, Menu, TextInput } from '@mantine/core';
import { IconBookmark, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useDraft } from '#renderer/data/useDraft.ts';
import { FormDialog } from '#renderer/ui/FormDialog.tsx';
import { FreeText } from '#renderer/ui/Name.tsx';
import type { SavedView } from './savedViews.ts';
import { useSavedViews } from './useSavedViews.ts';

/** The person's own views: choose one, save the filters in force under a name, remove one. */
export function SavedViews({
  current,
  onChoose,
}: {
  current: Omit<SavedView, 'name'>;
  onChoose: (view: SavedView) => void;
}) {
  const { views, save, remove } = useSavedViews();
  const [naming, setNaming] = useState(false);
  const [name, setName, draft] = useDraft('children:view-name', '');
  const close = () => {
    setNaming(false);
    draft.clear();
  };
  return (
    <>
      <Menu position="bottom-start" width={260}>
        <Menu.Target>
          <Button variant="default" leftSection={<IconBookmark size={16} aria-hidden />}>
            Views
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {views.length === 0 && <Menu.Label>No view saved yet</Menu.Label>}
          {views.map((view) => (
            <Menu.Item key={view.name} onClick={() => onChoose(view)}>
              <FreeText>{view.name}</FreeText>
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item onClick={() => setNaming(true)}>Save these filters as a view</Menu.Item>
          {views.length > 0 && <Menu.Divider />}
          {views.map((view) => (
            <Menu.Item
              key={view.name}
              leftSection={<IconTrash size={16} aria-hidden />}
              onClick={() => remove(view.name)}
            >
              Remove <FreeText>{view.name}</FreeText>
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <FormDialog opened={naming} onClose={close} title="Save these filters as a view" dirty={draft.dirty}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (name.trim() === '') return;
            save({ name: name.trim(), ...current });
            close();
          }}
        >
          <TextInput
            label="Name of the view"
            description="Filters and order are kept in the store, for you. The words searched for are not."
            maxLength={60}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            data-autofocus
          />
          <Group justify="flex-end" mt="md" gap="sm">
            <Button variant="default" onClick={close}>
              Cancel
            </Button>
            <Button type="submit" disabled={name.trim() === ''}>
              Save view
            </Button>
          </Group>
        </form>
      </FormDialog>
    </>
  );
}
