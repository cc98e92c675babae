import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconPackageImport } from '@tabler/icons-react';
import { useRef } from 'react';
import { largestPackFile } from '#contract/packFile.ts';
import { holdPackFile } from '#renderer/data/packFile.ts';

const refuse = (message: string) => notifications.show({ color: 'red', autoClose: false, message });

/** Chooses a `.vskpack` to open. */
export function ChoosePackFile() {
  const chooser = useRef<HTMLInputElement>(null);
  const read = async (list: FileList | null) => {
    const file = list?.[0];
    if (file === undefined) return;
    if (file.size > largestPackFile) refuse(`${file.name} is larger than 64 MB, which no review pack is.`);
    else if (file.size === 0) refuse(`${file.name} is empty. Ask for it to be sent again.`);
    else
      await file.arrayBuffer().then(
        (bytes) => holdPackFile({ name: file.name, bytes: new Uint8Array(bytes) }),
        () => refuse(`${file.name} could not be read. Copy it to this computer and open it there.`),
      );
    // The same file can be chosen again.
    if (chooser.current) chooser.current.value = '';
  };
  return (
    <>
      <input
        ref={chooser}
        type="file"
        accept=".vskpack"
        className="vsk-visually-hidden"
        aria-label="Review pack to open"
        tabIndex={-1}
        onChange={(event) => void read(event.currentTarget.files)}
      />
      <Button
        variant="default"
        leftSection={<IconPackageImport size={16} aria-hidden />}
        onClick={() => chooser.current?.click()}
      >
        Open a .vskpack file
      </Button>
    </>
  );
}
