import { CallFailure } from './callFailure.ts';
import { asDiskFailure } from './diskFailure.ts';

/** What went wrong as every caller is told it: a failure of the app's own as it was, a full disk or a damaged store in words, anything else as `failed`. */
export const asFailure = (error: unknown): CallFailure => {
  if (error instanceof CallFailure) return error;
  const disk = asDiskFailure(error);
  if (disk) return disk;
  const code = (error as { code?: string }).code ?? '';
  if (code === 'SQLITE_CORRUPT' || code === 'SQLITE_NOTADB')
    return new CallFailure('storeDamaged', 'The store is damaged. Nothing was changed. Restore the latest backup.');
  return new CallFailure(
    'failed',
    `Something went wrong inside the app. Nothing was changed. (${error instanceof Error ? error.message : String(error)})`,
  );
};
