import { type FileRead, parseFile } from './read/parseFile.ts';

/** Reads a file in a thread of its own: its bytes are in `file`, because bytes of a task's input itself are taken for keys. */
export const readFileTask = ({ file }: { file: { name: string; bytes: Uint8Array } }): Promise<FileRead> =>
  parseFile(file.name, file.bytes);
