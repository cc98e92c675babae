import { CallFailure } from './callFailure.ts';

/** A full disk or a folder that cannot be written to, in words; null when the error is something else. */
export function asDiskFailure(error: unknown): CallFailure | null {
  const code = String((error as { code?: unknown } | null)?.code ?? '');
  // The shared memory beside a store that cannot be made as long as it has to be: no space again.
  const noSpace = ['SQLITE_FULL', 'SQLITE_IOERR_SHMSIZE', 'SQLITE_IOERR_SHMMAP', 'ENOSPC', 'EDQUOT'];
  if (noSpace.includes(code))
    return new CallFailure('diskFull', 'The disk is full. Nothing was changed. Free some space and try again.');
  // SQLite cannot say why a file beside the store could not be made or written.
  if (code.startsWith('SQLITE_READONLY') || code === 'EROFS' || code === 'EACCES' || code === 'EPERM')
    return new CallFailure(
      'readOnly',
      'The folder cannot be written to. Nothing was changed. Ask for the right to write there, or choose another folder.',
    );
  return null;
}
