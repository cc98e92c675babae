import { mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build } from 'vite';
import { onceARun } from './onceARun.ts';

/**
 * A program of the sources, built to JavaScript as the app is, once a run of tests: from TypeScript a process that loads the
 * service spends half a second of processor time on reading and stripping six hundred files, and keeps 100 MB of it.
 *
 * @param entry from the project's folder
 * @returns the path of what Node runs
 * @example spawn(process.execPath, [await builtProgram('main/hosts/preview.ts'), '--home', home])
 */
export async function builtProgram(entry: string): Promise<string> {
  const name = basename(entry, '.ts');
  // Within the project, so that it finds the libraries and what the app ships.
  const within = join(process.cwd(), 'out', 'programs');
  mkdirSync(within, { recursive: true });
  const folder = await onceARun(
    name,
    async (outDir) => {
      await build({
        configFile: false,
        logLevel: 'error',
        build: {
          ...{ ssr: true, target: 'node24', outDir, emptyOutDir: false, minify: false },
          rolldownOptions: {
            input: { [name]: entry, storeWorker: join('main', 'service', 'storeWorker.ts') },
            output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
          },
        },
      });
    },
    within,
  );
  return join(folder, `${name}.js`);
}
