import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { ElectronApplication } from '@playwright/test';

/** The process id of the running data process: a utility process of Electron, or else the shell's Node child. */
export async function dataProcessId(app: ElectronApplication, profile: string): Promise<number> {
  const utility = await app.evaluate(
    ({ app: electronApp }) => electronApp.getAppMetrics().find(({ name }) => name === 'VSK Tracker data')?.pid,
  );
  if (utility !== undefined) return utility;
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const file = `/proc/${entry}/cmdline`;
    const commandLine = existsSync(file) ? readFileSync(file, 'utf8') : '';
    if (commandLine.includes('dataProcess.js') && commandLine.includes(profile)) return Number(entry);
  }
  throw new Error('No data process is running');
}
