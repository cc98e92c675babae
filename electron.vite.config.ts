import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { defineConfig, mergeConfig } from 'electron-vite';
import renderer from './renderer/vite.config.ts';

/**
 * The day the build is of, so that the same sources give the same build: SOURCE_DATE_EPOCH (seconds, as reproducible
 * builds have it), else the last commit that changed what is built, else 'at an unknown date' outside a repository.
 */
function buildDate(): string {
  const builtOf = ['domain', 'db', 'main', 'renderer', 'migrations', 'package-lock.json', 'electron.vite.config.ts'];
  const lastCommit = () =>
    spawnSync('git', ['log', '-1', '--format=%ct', '--', ...builtOf], { encoding: 'utf8' }).stdout;
  const seconds = Number.parseInt(process.env.SOURCE_DATE_EPOCH ?? lastCommit() ?? '', 10);
  return Number.isNaN(seconds) ? 'at an unknown date' : new Date(seconds * 1000).toISOString().slice(0, 10);
}

/**
 * Builds the shell and the data process (out/main), the preload (out/preload) and the window's page (out/renderer).
 * `--mode release` is what `npm run dist` ships: it leaves out what only tests need: the Node-child launcher and a fixed day.
 * The targets are those of the oldest Electron it runs on, the test one (docs/decisions/electron-for-tests.md).
 */
export default defineConfig(({ mode }) => ({
  main: {
    define: { __CHILD_LAUNCHER__: JSON.stringify(mode !== 'release'), __BUILD_DATE__: JSON.stringify(buildDate()) },
    build: {
      target: 'node20.18',
      outDir: 'out/main',
      rolldownOptions: {
        input: {
          index: resolve('main/shell/index.ts'),
          dataProcess: resolve('main/service/dataProcess.ts'),
          storeWorker: resolve('main/service/storeWorker.ts'),
        },
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      target: 'node20.18',
      outDir: 'out/preload',
      // A sandboxed preload cannot be an ES module; it must be one CommonJS file.
      rolldownOptions: {
        input: { preload: resolve('main/shell/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: mergeConfig(renderer, { build: { rolldownOptions: { input: resolve('renderer/index.html') } } }),
}));
