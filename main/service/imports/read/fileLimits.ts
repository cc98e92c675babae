/**
 * How large a file may be, judged before it is read, so that no file holds the app up or fills its memory. A county's whole
 * year of marks for 3,000 children is 1.1 million rows of five columns, 40 MB: all limits are well above that.
 */
export const MOST_TEXT_BYTES = 200 * 1024 * 1024;
export const MOST_ROWS = 2_000_000;
export const MOST_COLUMNS = 1000;
/** Cells of a text file, blank ones too: a few separators too many on every line are millions of them. */
const MOST_TEXT_CELLS = 20_000_000;
/** One line of text, a long PEP with all its sections among them. */
export const MOST_LINE = 4 * 1024 * 1024;
/** Rows times columns of a worksheet: it is held whole, unlike a text file. */
export const MOST_WORKBOOK_CELLS = 2_000_000;
/** What the parts of a workbook may unpack to, together. */
export const MOST_UNPACKED = 200 * 1024 * 1024;

const count = (value: number): string => value.toLocaleString('en-GB');

/** Why a worksheet of this extent is not read, or null. `corner` is its last cell, such as 'XFD1048576'. */
export const worksheetTooLarge = (rows: number, columns: number, corner: string): string | null => {
  if (columns <= MOST_COLUMNS && rows * columns <= MOST_WORKBOOK_CELLS) return null;
  return `The sheet reaches to cell ${corner} (${count(rows)} rows, ${count(columns)} columns), far more than a list has. Usually one stray cell does that: Ctrl+End in the spreadsheet shows it; delete its row and column, or save the list as CSV`;
};

/** The lines of a text and the longest of them: by line feeds, or, where an old system wrote none, by carriage returns. */
const linesOf = (bytes: Uint8Array): { lines: number; longest: number } => {
  const by = (byte: number) => {
    let [lines, longest, from] = [0, 0, 0];
    for (let at = bytes.indexOf(byte); at !== -1; at = bytes.indexOf(byte, from)) {
      lines += 1;
      longest = Math.max(longest, at - from);
      from = at + 1;
    }
    return { lines, longest: Math.max(longest, bytes.length - from) };
  };
  const feeds = by(10);
  return feeds.lines > 0 ? feeds : by(13);
};

/** The most separators of one kind before the first line end, plus one: what a reader would take for its columns. */
const headerColumns = (bytes: Uint8Array): number => {
  const counts = new Map<number, number>([44, 59, 9, 124].map((separator) => [separator, 0]));
  const end = Math.min(bytes.length, MOST_LINE);
  for (let at = 0; at < end && bytes[at] !== 10 && bytes[at] !== 13; at += 1) {
    const found = counts.get(bytes[at] ?? 0);
    if (found !== undefined) counts.set(bytes[at] ?? 0, found + 1);
  }
  return Math.max(...counts.values()) + 1;
};

/** Why the cells of a text file are too many to hold, or null; goes over every byte, so not on the thread that answers. */
export const tooManyCells = (bytes: Uint8Array): string | null => {
  let cells = 0;
  for (const byte of bytes) if (byte === 44 || byte === 59 || byte === 9 || byte === 124) cells += 1;
  if (cells <= MOST_TEXT_CELLS) return null;
  return `The file has ${count(cells)} cells; ${count(MOST_TEXT_CELLS)} is the most: check that its lines do not end in many empty columns, or bring it in as several smaller files`;
};

/**
 * Why a text file is not read at all, or null: by its bytes, its lines and the columns of its first line.
 *
 * @example textTooLarge(bytes of 'a,b\n1,2\n') // null
 */
export const textTooLarge = (bytes: Uint8Array): string | null => {
  if (bytes.length > MOST_TEXT_BYTES)
    return `The file is larger than ${MOST_TEXT_BYTES / 1024 / 1024} MB: bring it in as several smaller files`;
  const columns = headerColumns(bytes);
  if (columns > MOST_COLUMNS)
    return `The first line has ${count(columns)} columns; ${count(MOST_COLUMNS)} is the most: check that this is the right file`;
  const { lines, longest } = linesOf(bytes);
  if (longest > MOST_LINE)
    return `A line of the file is longer than ${MOST_LINE / 1024 / 1024} MB, far more than a row of a list: check that this is the right file`;
  if (lines > MOST_ROWS)
    return `The file has ${count(lines)} lines; ${count(MOST_ROWS)} is the most: bring it in as several smaller files`;
  return null;
};
