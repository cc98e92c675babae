import { resolve } from 'node:path';
import { defineConfig, mergeConfig } from 'electron-vite';
import renderer from './renderer/vite.config.ts';

/**
 * Builds the shell and the data process (out/main), the preload (out/preload) and the window's page (out/renderer).
 * `--mode release` is what `npm run dist` ships: it leaves the Node-child launcher out, which only tests need.
 * The targets are those of the oldest Electron it runs on, the test one (docs/decisions/electron-for-tests.md).
 */
export default defineConfig(({ mode }) => ({
  main: {
    define: { __CHILD_LAUNCHER__: JSON.stringify(mode !== 'release') },
    build: {
      target: 'node20.18',
      outDir: 'out/main',
      rolldownOptions: {
        input: { index: resolve('main/shell/index.ts'), dataProcess: resolve('main/service/dataProcess.ts') },
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
