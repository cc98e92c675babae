// The bill of materials of a release (CycloneDX 1.5): what `npm sbom` knows of every package, cut down to those that are in
// the installed app, and Electron with its Chromium.
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { shippedPackages } from './shipped.ts';

const project = resolve(import.meta.dirname, '..');
const development = 'cdx:npm:package:development';

export type Component = {
  'bom-ref': string;
  type: string;
  name: string;
  version: string;
  purl: string;
  scope?: string;
  licenses?: unknown[];
  hashes?: { alg: string; content: string }[];
  properties?: { name: string; value: string }[];
};

export type Sbom = {
  bomFormat: string;
  specVersion: string;
  metadata: { component: { 'bom-ref': string; name: string; version: string; type: string } };
  components: Component[];
  dependencies: { ref: string; dependsOn: string[] }[];
};

/** `npm sbom` of the lock file, every package of it; needs no network. Throws where npm fails. */
function ofLock(): Sbom {
  const given = ['sbom', '--sbom-format', 'cyclonedx', '--sbom-type', 'application', '--package-lock-only'];
  const run = spawnSync('npm', given, {
    cwd: project,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    shell: process.platform === 'win32',
  });
  if (run.status !== 0) throw new Error(`npm sbom failed: ${run.stderr}`);
  return JSON.parse(run.stdout) as Sbom;
}

/**
 * The bill of materials.
 * @param electron the version of Electron in the package
 */
export async function sbom(electron: string): Promise<Sbom> {
  const whole = ofLock();
  const shipped = new Map((await shippedPackages()).map((each) => [`${each.name}@${each.version}`, each]));
  const components = whole.components.flatMap((component): Component[] => {
    const each = shipped.get(component['bom-ref']);
    if (!each) return [];
    const { properties = [], scope: _, ...rest } = component;
    const how = { name: 'vsk-tracker:how', value: each.how };
    return [
      {
        ...rest,
        scope: 'required',
        licenses: component.licenses ?? [{ license: { id: each.licence } }],
        properties: [...properties.filter(({ name }) => name !== development), how],
      },
    ];
  });
  const found = new Set(components.map((component) => component['bom-ref']));
  const missing = [...shipped.keys()].filter((key) => !found.has(key));
  if (missing.length > 0) throw new Error(`npm sbom does not know these shipped packages: ${missing.join(', ')}`);
  const runtime: Component = {
    'bom-ref': `electron@${electron}`,
    type: 'framework',
    name: 'electron',
    version: electron,
    purl: `pkg:npm/electron@${electron}`,
    scope: 'required',
    licenses: [{ license: { id: 'MIT' } }],
    properties: [{ name: 'vsk-tracker:how', value: 'runtime, with Chromium and Node' }],
  };
  const root = whole.metadata.component['bom-ref'];
  const refs = new Set([root, runtime['bom-ref'], ...found]);
  return {
    ...whole,
    metadata: { ...whole.metadata, component: { ...whole.metadata.component, name: 'vsk-tracker' } },
    components: [runtime, ...components],
    dependencies: whole.dependencies
      .filter(({ ref }) => refs.has(ref))
      .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((each) => refs.has(each)) })),
  };
}
