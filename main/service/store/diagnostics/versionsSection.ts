import { release } from 'node:os';
import { driverVersions } from '#db/driverVersions.ts';
import { row, type Section } from './section.ts';

/** What runs here: the app, its runtime, SQLite and the system. */
export function versionsSection(appVersion: string): Section {
  const { sqlite, cipher, driver } = driverVersions();
  const { electron, chrome, node, v8, modules } = process.versions as NodeJS.ProcessVersions & {
    electron?: string;
    chrome?: string;
  };
  return {
    title: 'Versions',
    rows: [
      row('VSK Tracker', appVersion),
      // Only a build has one; from sources there is nothing that it would be the date of.
      row('Built', typeof __BUILD_DATE__ === 'undefined' ? 'run from its sources' : __BUILD_DATE__),
      row(
        'Data process',
        electron === undefined ? `Node ${node}` : `Electron ${electron}, Chromium ${chrome ?? 'unknown'}, Node ${node}`,
      ),
      row('V8 and module version', `${v8}, ${modules}`),
      row('SQLite', `${sqlite}, ${cipher}, driver ${driver}`),
      row('System', `${process.platform} ${release()}, ${process.arch}`),
    ],
  };
}
