import { Button, Group, Menu, Modal, TextInput } from '@mantine/core';
import { IconBookmark, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { readViews, removeView, type SavedView, saveView } from './savedViews.ts';

/** The views saved on this computer: choose one, save the filters in force under a name, remove one. */
export function SavedViews({
  current,
  onChoose,
}: {
  current: Omit<SavedView, 'name'>;
  onChoose: (view: SavedView) => void;
}) {
  const [views, setViews] = useState(readViews);
  const [naming, setNaming] = useState(false);
  const [name, setName] = useState('');
  const close = () => {
    setNaming(false);
    setName('');
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
              {view.name}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item onClick={() => setNaming(true)}>Save these filters as a view</Menu.Item>
          {views.length > 0 && <Menu.Divider />}
          {views.map((view) => (
            <Menu.Item
              key={view.name}
              leftSection={<IconTrash size={16} aria-hidden />}
              onClick={() => setViews(removeView(view.name))}
            >
              Remove {view.name}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Modal
        opened={naming}
        onClose={close}
        title="Save these filters as a view"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (name.trim() === '') return;
            setViews(saveView({ name: name.trim(), ...current }));
            close();
          }}
        >
          <TextInput
            label="Name of the view"
            description="Filters and order are kept on this computer. The words searched for are not, because they may name a child."
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
      </Modal>
    </>
  );
}
