/** True except in release builds, where the Node-child launcher and the fixed day of tests are left out (electron.vite.config.ts). */
declare const __CHILD_LAUNCHER__: boolean;

/** The day of the last commit that changed what the app is built of, YYYY-MM-DD in UTC (electron.vite.config.ts). */
declare const __BUILD_DATE__: string;
