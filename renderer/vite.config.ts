import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/**
 * Where the renderer is. Said from the project's folder, where every script runs: `import.meta.dirname` of a configuration
 * that electron-vite bundles is that of the bundle, and the page would be built beside the project.
 */
const root = resolve('renderer');

/** The renderer's own build; electron-vite reuses it. Relative base: the same files serve `app://` and the preview host. */
export default defineConfig({
  root,
  base: './',
  plugins: [react()],
  build: {
    outDir: resolve(root, '../out/renderer'),
    emptyOutDir: true,
    target: 'chrome130',
    // Fonts stay files: the CSP allows `font-src 'self'`, not data URLs.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
  },
});
