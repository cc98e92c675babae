/** The seven-digit DfE number of a school: local-authority code (3), then establishment number (4). */
export type Laestab = string;

/**
 * Whether a value is a DfE number (LAESTAB) without its slash: a local-authority code 201-999 and a four-digit
 * establishment number of 1000 or more.
 *
 * Source: DfE, "Get Information about Schools", fields LA (code) and EstablishmentNumber.
 * `isLaestab('8862001')` is true; `'886/2001'`, `'862001'` and `'8860001'` are not.
 */
export const isLaestab = (value: string): boolean =>
  /^[2-9]\d{2}[1-9]\d{3}$/.test(value) && Number(value.slice(0, 3)) >= 201;

/** The LAESTAB of what people write: `laestabOf('886/2001')` and `laestabOf('886-2001')` are `'8862001'`; null if neither. */
export const laestabOf = (text: string): Laestab | null => {
  const joined = text.trim().replace(/^(\d{3})\s*[/\- ]\s*(\d{4})$/, '$1$2');
  return isLaestab(joined) ? joined : null;
};
