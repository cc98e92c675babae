type Cell = string | number | null;

/**
 * A CSV text that Excel opens as UTF-8: BOM, CRLF, quotes where needed. A text that a spreadsheet would run as a
 * formula gets a leading apostrophe (OWASP, CSV injection).
 * @example csv(['Name'], [['=1+1']]) === '\uFEFFName\r\n\'=1+1\r\n'
 */
export function csv(header: string[], rows: Cell[][]): string {
  const cell = (value: Cell): string => {
    if (value === null) return '';
    if (typeof value === 'number') return String(value);
    const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return `\uFEFF${[header, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`;
}
