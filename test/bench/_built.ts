import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

/**
 * Builds a bench and the code it measures to JavaScript, as the app is built: run from TypeScript, Node keeps some 150 MB of
 * what stripping the types took, which the app never has. Answers the path of the program.
 *
 * @example const program = await built('attendanceImport'); // out/bench/attendanceImport.js
 */
export async function built(bench: string): Promise<string> {
  // Within the project, so that it finds the libraries.
  const outDir = join(process.cwd(), 'out', 'bench');
  rmSync(outDir, { recursive: true, force: true });
  await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      ...{ ssr: true, target: 'node24', outDir, emptyOutDir: true },
      rolldownOptions: {
        input: {
          [bench]: join('test', 'bench', `${bench}.ts`),
          storeWorker: join('main', 'service', 'storeWorker.ts'),
        },
        output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  });
  return join(outDir, `${bench}.js`);
}
