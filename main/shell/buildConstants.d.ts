/** True except in release builds, where the Node-child launcher is left out (electron.vite.config.ts). */
declare const __CHILD_LAUNCHER__: boolean;
