import { describe, expect, it } from 'vitest';
import { detectFormat } from '#service/imports/formats/detectFormat.ts';
import { TEMPLATE_IDS, templateCsv, templates } from '#service/imports/formats/templates.ts';
import { parseFile } from '#service/imports/read/parseFile.ts';
import { bytesOf, parseText } from './support.ts';

describe.each(TEMPLATE_IDS)('template %s', (id) => {
  const csv = templateCsv(id);

  it('is found again by its header, in any order and case and whatever the file is called', async () => {
    expect(await detectFormat('anything.dat', bytesOf(csv))).toMatchObject({ kind: 'format', format: id });
    const header = csv.split('\r\n')[0]?.replace('\uFEFF', '') ?? '';
    const shuffled = header.toUpperCase().split(',').reverse().join(';');
    expect(await detectFormat('benchmarks.csv', bytesOf(`${shuffled}\n`))).toMatchObject({
      kind: 'format',
      format: id,
    });
  });

  it('reads its own example without refusal or warning', async () => {
    const read = await parseFile(`${id}.csv`, bytesOf(csv));
    if (read.kind !== 'parsed') throw new Error(read.reason);
    expect(read.parsed.refused).toEqual([]);
    expect(read.parsed.warnings).toEqual([]);
    expect(read.parsed.dataRows).toBe(1);
  });

  it('has a title, help and an example for what must be filled', () => {
    const template = templates.find((each) => each.id === id);
    for (const column of template?.columns ?? []) {
      expect(column.title).not.toBe('');
      if (column.required) expect(column.help && column.example).not.toBe('');
    }
  });

  it('refuses a row whose required cells are empty, with every fault', () => {
    const template = templates.find((each) => each.id === id);
    const required = template?.columns.filter((column) => column.required).map((column) => column.name) ?? [];
    const columns = template?.columns ?? [];
    const header = [...columns.map((column) => column.name), 'note'].join(',');
    const cells = [...columns.map((column) => (column.required ? '' : `"${column.example}"`)), 'not blank'].join(',');
    const parsed = parseText(id, `${header}\n${cells}`);
    expect(parsed.refused).toHaveLength(1);
    expect(parsed.refused[0]?.faults.map((fault) => fault.field)).toEqual(required);
  });
});

it('knows its templates', () => {
  expect(new Set(templates.map((each) => each.fileName)).size).toBe(TEMPLATE_IDS.length);
});
