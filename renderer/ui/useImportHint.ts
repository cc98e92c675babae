import { useMay } from '#renderer/data/useMay.ts';

/**
 * What an empty page says is to be imported: to those who may, where; to others, whom to ask.
 * @example useImportHint()('the current looked-after list') // 'Import the current looked-after list under Data'
 */
export function useImportHint(): (what: string) => string {
  const may = useMay();
  return (what) => (may('imports') ? `Import ${what} under Data` : `Ask whoever brings data in for ${what}`);
}
