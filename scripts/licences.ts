// `node scripts/licences.ts`: docs/decisions/licences.md, after a dependency changed. Also the notices that go into every
// package, because most licences ask for that.
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { allowedLicences, licenceText, type ShippedPackage, shippedPackages } from './shipped.ts';

/** Where the page lies. */
export const licencesPagePath = resolve(import.meta.dirname, '../docs/decisions/licences.md');

const rowOf = ({ name, version, licence }: ShippedPackage) => `| \`${name}\` | ${version} | ${licence} |`;
const table = (packages: readonly ShippedPackage[]) =>
  ['| Package | Version | Licence |', '|---|---|---|', ...packages.map(rowOf)].join('\n');

/** The page as it must be for the packages that are installed now. */
export async function licencesPage(): Promise<string> {
  const packages = await shippedPackages();
  const count = new Map<string, number>();
  for (const { licence } of packages) count.set(licence, (count.get(licence) ?? 0) + 1);
  const counts = [...count].sort(([, a], [, b]) => b - a).map(([licence, number]) => `${licence} ${number}`);
  const without = packages.filter((each) => licenceText(each) === null).map(({ name }) => `\`${name}\``);
  return `# Licences of what is shipped

**Context.** The installed app holds other people's code: packages for the data process, packages bundled into the window's
page, and Electron. Each may be given away only as its licence says.

**Decision.** A shipped package has one of these licences:
${allowedLicences.join(', ')}.
\`test/scripts/shipped.test.ts\` refuses any other, and compares this page with what is installed and bundled. The page is
written by \`node scripts/licences.ts\`; do not edit it.

**Consequence.** Of ${packages.length} packages:
${counts.join(', ')}.

- Their texts are in the file \`licences.txt\` in the app's resources. Electron (MIT) and Chromium bring their own,
  \`LICENSE.electron.txt\` and \`LICENSES.chromium.html\`.
- Without a text of their own, so that the file names their licence and page:
  ${without.join(', ')}.
- \`png-js\` names no licence in its manifest; its \`LICENSE\` is the MIT licence.
- The published figures in \`db/reference\` are no code; each of their rows names its source.

## Installed for the data process

${table(packages.filter(({ how }) => how === 'installed'))}

## Bundled into the window's page

${table(packages.filter(({ how }) => how === 'bundled'))}
`;
}

/** The notices of every shipped package, as one text. */
export async function notices(): Promise<string> {
  const parts = (await shippedPackages()).map((each) => {
    const head = `${each.name} ${each.version}\nLicence: ${each.licence}\nhttps://www.npmjs.com/package/${each.name}`;
    return `${head}\n\n${licenceText(each) ?? 'The package comes without the text of its licence; see its page.'}`;
  });
  const line = `\n\n${'-'.repeat(78)}\n\n`;
  return `VSK Tracker holds the following packages, each under its own licence.${line}${parts.join(line)}\n`;
}

/** Writes the notices into a folder and answers their path. */
export async function writeNotices(folder: string): Promise<string> {
  const path = join(folder, 'licences.txt');
  writeFileSync(path, await notices());
  return path;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(licencesPagePath, await licencesPage());
  console.log(`Wrote ${licencesPagePath}`);
}
