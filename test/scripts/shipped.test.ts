import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { licencesPage, licencesPagePath, notices } from '#scripts/licences.ts';
import { sbom } from '#scripts/sbom.ts';
import { isAllowed, shippedPackages } from '#scripts/shipped.ts';

const project = resolve(import.meta.dirname, '../..');
const { dependencies, devDependencies, version } = JSON.parse(
  readFileSync(join(project, 'package.json'), 'utf8'),
) as Record<'dependencies' | 'devDependencies', Record<string, string>> & { version: string };

describe('what is in the installed app', () => {
  it('is every dependency of the data process, and the libraries of the window', async () => {
    const shipped = await shippedPackages();
    const installed = shipped.filter(({ how }) => how === 'installed').map(({ path }) => path);
    for (const name of Object.keys(dependencies)) expect(installed).toContain(`node_modules/${name}`);
    const bundled = shipped.filter(({ how }) => how === 'bundled').map(({ name }) => name);
    for (const name of ['react', 'react-dom', '@mantine/core', 'recharts', '@tanstack/react-query', 'd3-scale'])
      expect(bundled).toContain(name);
    for (const name of ['vite', 'typescript', 'vitest', '@playwright/test', 'electron-builder', 'node'])
      expect([...bundled, ...shipped.map((each) => each.name)]).not.toContain(name);
  });

  it('has only licences that let us give it away', async () => {
    const others = (await shippedPackages()).filter(({ licence }) => !isAllowed(licence));
    expect(others.map(({ name, licence }) => `${name}: ${licence}`)).toEqual([]);
  });

  it.each([
    ['MIT', true],
    ['(MIT OR GPL-3.0-only)', true],
    ['MIT AND ISC AND BSD-3-Clause', true],
    ['MIT AND GPL-3.0-only', false],
    ['GPL-3.0-only', false],
    ['AGPL-3.0-only OR LGPL-2.1', false],
    ['SEE LICENSE IN LICENSE', false],
    ['none stated', false],
  ])('a package under %s: %s', (licence, allowed) => expect(isAllowed(licence)).toBe(allowed));

  it('is listed with its licences in the records of decisions', async () => {
    const page = await licencesPage();
    expect(readFileSync(licencesPagePath, 'utf8') === page, 'out of date: run node scripts/licences.ts').toBe(true);
  });

  it('has its notices in one file', async () => {
    const text = await notices();
    for (const { name, version: of } of await shippedPackages()) expect(text).toContain(`${name} ${of}\nLicence: `);
    expect(text).toContain('Copyright (c) Meta Platforms, Inc. and affiliates');
    expect(text).toContain('SIL OPEN FONT LICENSE');
  });
});

describe('the bill of materials', () => {
  it('names each with its digest and licence, and Electron', async () => {
    const electron = devDependencies.electron as string;
    const bill = await sbom(electron);
    expect(bill).toMatchObject({
      bomFormat: 'CycloneDX',
      metadata: { component: { name: 'vsk-tracker', version, type: 'application' } },
    });
    const [runtime, ...packages] = bill.components;
    expect(runtime).toMatchObject({ name: 'electron', version: electron });
    const shipped = (await shippedPackages()).map((each) => `${each.name}@${each.version}`);
    expect(packages.map((each) => each['bom-ref']).sort()).toEqual([...shipped].sort());
    for (const each of packages) {
      expect(each.hashes?.[0], each.name).toMatchObject({ alg: 'SHA-512' });
      expect(each.licenses, each.name).toHaveLength(1);
    }
  });

  it('has no dependency on what it does not name', async () => {
    const bill = await sbom('1.0.0');
    const named = new Set([bill.metadata.component['bom-ref'], ...bill.components.map((each) => each['bom-ref'])]);
    for (const { ref, dependsOn } of bill.dependencies)
      for (const each of [ref, ...dependsOn]) expect(named).toContain(each);
    const ofReactDom = bill.dependencies.find(({ ref }) => ref.startsWith('react-dom@'));
    expect(ofReactDom?.dependsOn.some((ref) => ref.startsWith('scheduler@'))).toBe(true);
  });
});
