// The guide's page of templates, made from the templates themselves so that it stays true.
// `node scripts/guideTemplates.ts` writes it; test/architecture/docs.test.ts holds that it is up to date.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defaultPepSections } from '#domain/peps/pepSections.ts';
import { type Template, type TemplateColumn, templates } from '#service/imports/formats/templates.ts';

/** Where the page stands. */
export const templatesPagePath = join(import.meta.dirname, '..', 'docs', 'guide', 'templates.md');

/** `section_3_grade` is the third of a group of like columns; only the first of each group is shown. */
const groupOf = ({ name }: TemplateColumn) => /^(section|target)_(\d+)_/.exec(name);
const isFirstOfItsKind = (column: TemplateColumn) => (groupOf(column)?.[2] ?? '1') === '1';

const cell = (text: string) => text.replaceAll('|', '\\|');
const code = (text: string) => (text === '' ? '' : `\`${cell(text)}\``);

function section(template: Template): string[] {
  const most = new Map<string, number>();
  for (const column of template.columns) {
    const [, kind, number] = groupOf(column) ?? [];
    if (kind !== undefined) most.set(kind, Math.max(most.get(kind) ?? 0, Number(number)));
  }
  return [
    `## ${template.title}`,
    '',
    `File \`${template.fileName}\`.`,
    '',
    '| Column | Must be filled | What it holds | Example |',
    '|---|---|---|---|',
    ...template.columns
      .filter(isFirstOfItsKind)
      .map(
        ({ name, required, help, example }) =>
          `| ${code(name)} | ${required ? 'yes' : ''} | ${cell(help)} | ${code(example)} |`,
      ),
    '',
    ...(most.size === 0
      ? []
      : [
          `${[...most].map(([kind, number]) => `The \`${kind}_1_…\` columns are repeated up to \`${kind}_${number}_…\``).join('. ')}. The sections are:`,
          '',
          ...defaultPepSections.map(({ title }, index) => `${index + 1}. ${title}`),
          '',
        ]),
  ];
}

/** The whole page, as it stands in docs/guide/templates.md. */
export function templatesPage(): string {
  return [
    '# Templates and their columns',
    '',
    '<!-- Made by `node scripts/guideTemplates.ts` from main/service/imports/formats. Do not edit by hand. -->',
    '',
    'Each template is under Data, with a header and one example row to replace. The order of the columns makes no',
    'difference, and columns the app does not know are left alone. How a file is brought in:',
    '[Bringing files in](bringing-files-in.md).',
    '',
    ...templates.flatMap(section),
  ]
    .join('\n')
    .replace(/\n+$/, '\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(templatesPagePath, templatesPage());
