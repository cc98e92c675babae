import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The renderer's own build; electron-vite reuses it. Relative base: the same files serve `app://` and the preview host. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react()],
  build: {
    outDir: '../out/renderer',
    emptyOutDir: true,
    target: 'chrome130',
    // Fonts stay files: the CSP allows `font-src 'self'`, not data URLs.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
  },
});
