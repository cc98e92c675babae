import { crc32 } from 'node:zlib';
import { parseAttendance } from '#service/imports/formats/attendance/read.ts';
import type { ParsedByFormat } from '#service/imports/formats/formats.ts';
import type { FormatId } from '#service/imports/formats/types.ts';
import { parseAs } from '#service/imports/read/parseFile.ts';
import { readCsv } from '#service/imports/read/readCsv.ts';

/** Text as UTF-8 bytes. */
export const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

/** Parses CSV text as a format, attendance by its own fast way. */
export const parseText = <F extends FormatId>(format: F, text: string): ParsedByFormat[F] => {
  const chosen: FormatId = format;
  if (chosen === 'attendance') return parseAttendance(bytesOf(text)) as ParsedByFormat[F];
  return parseAs(format, readCsv(bytesOf(text)));
};

/** What was refused, as `row field: reason` without the details of the wording. */
export const refusals = (parsed: { refused: { row: number; field: string }[] }): string[] =>
  parsed.refused.map((each) => `${each.row} ${each.field}`);

/** What was warned of, as `row field`. */
export const warned = (parsed: { warnings: { row?: number; field?: string }[] }): string[] =>
  parsed.warnings.map((each) => `${each.row ?? '-'} ${each.field ?? '-'}`);

type Entry = { name: string; data: Uint8Array };

/** An uncompressed ZIP archive. */
export const zip = (entries: readonly Entry[]): Uint8Array<ArrayBuffer> => {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, data } of entries) {
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt32LE(crc32(data), 10);
    head.writeUInt32LE(data.length, 14);
    head.writeUInt32LE(data.length, 18);
    head.writeUInt16LE(name.length, 22);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    parts.push(Buffer.from('PK\x03\x04', 'latin1'), head, Buffer.from(name), Buffer.from(data));
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), head, rest, Buffer.from(name));
    offset += 30 + name.length + data.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, central, end]);
};

const escapeXml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

const columnName = (index: number): string =>
  index < 26 ? String.fromCharCode(65 + index) : columnName(Math.floor(index / 26) - 1) + columnName(index % 26);

type WorkbookRow = readonly (string | number | { date: number } | null)[];

/**
 * A small workbook: a sheet 'List' with the rows, and, where more are given, a second one, 'More'. A number cell
 * `{date: n}` is a spreadsheet's day number shown as a date.
 */
export const workbook = (rows: readonly WorkbookRow[], more?: readonly WorkbookRow[]): Uint8Array<ArrayBuffer> => {
  const sheetOf = (given: readonly WorkbookRow[]) =>
    given
      .map((row, at) => {
        const cells = row.map((cell, index) => {
          const place = `${columnName(index)}${at + 1}`;
          if (cell === null) return '';
          if (typeof cell === 'number') return `<c r="${place}"><v>${cell}</v></c>`;
          if (typeof cell === 'object') return `<c r="${place}" s="1"><v>${cell.date}</v></c>`;
          return `<c r="${place}" t="inlineStr"><is><t>${escapeXml(cell)}</t></is></c>`;
        });
        return `<row r="${at + 1}">${cells.join('')}</row>`;
      })
      .join('');
  const second = (text: string) => (more === undefined ? '' : text);
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const relations = 'http://schemas.openxmlformats.org/package/2006/relationships';
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const files: Record<string, string> = {
    '[Content_Types].xml':
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
    '_rels/.rels': `<Relationships xmlns="${relations}"><Relationship Id="r1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="List" sheetId="1" r:id="r1"/>${second('<sheet name="More" sheetId="2" r:id="r3"/>')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${relations}"><Relationship Id="r1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="${office}/styles" Target="styles.xml"/>${second(`<Relationship Id="r3" Type="${office}/worksheet" Target="worksheets/sheet2.xml"/>`)}</Relationships>`,
    'xl/styles.xml': `<styleSheet xmlns="${main}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><sheetData>${sheetOf(rows)}</sheetData></worksheet>`,
    ...(more && {
      'xl/worksheets/sheet2.xml': `<worksheet xmlns="${main}"><sheetData>${sheetOf(more)}</sheetData></worksheet>`,
    }),
  };
  return zip(Object.entries(files).map(([name, text]) => ({ name, data: bytesOf(`<?xml version="1.0"?>${text}`) })));
};
