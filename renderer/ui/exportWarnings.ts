import type { FolderWarning } from '#contract/store.ts';

type Kind = FolderWarning['kind'];

/** What is unwise about a folder for documents about children, before they are written there. */
export const exportWarningWords: Record<Kind, string> = {
  synchronised:
    'This folder is copied to a cloud service: what is written there is soon on other computers too, and stays in the cloud when it is deleted here. Choose a folder on this computer only.',
  network:
    'This folder is on a server: everybody who may open it can read what is written there. Choose a folder on this computer, or make sure that only those who need the documents can open it.',
  removable:
    'This folder is on a disk that can be carried away. Choose a folder on this computer; if it must be this one, protect what is written with a password and keep the disk as safe as the laptop.',
};

/** The same about a file that is there already. */
export const savedFileWords: Record<Kind, string> = {
  synchronised:
    'The file is in a folder that is copied to a cloud service. Move it to a folder on this computer only, and delete it in the cloud too.',
  network:
    'The file is in a folder on a server, where everybody who may open the folder can read it. Move it to this computer, or make sure that only those who need it can.',
  removable:
    'The file is on a disk that can be carried away. Move it to this computer, or keep the disk as safe as the laptop.',
};

/** A short word for each, for lists. */
export const warningTags: Record<Kind, string> = {
  synchronised: 'cloud folder',
  network: 'server',
  removable: 'removable disk',
};
