// How `npm start` shows the app on this machine, and what it says where it cannot open a window. No side effects.
import type { RuntimeOrReason } from './electronRuntime.ts';

export type Machine = { platform: NodeJS.Platform; environment: NodeJS.ProcessEnv; isRoot: boolean };

export type StartPlan =
  | { show: 'electron'; executable: string; arguments: string[] }
  | { show: 'preview'; say: string[]; openBrowser: { command: string; arguments: string[] } | null };

/** Linux needs X11 or Wayland; Windows and macOS have a display of their own. */
function hasDisplay({ platform, environment }: Machine): boolean {
  return platform !== 'linux' || Boolean(environment.DISPLAY || environment.WAYLAND_DISPLAY);
}

/**
 * The desktop app where the product's own Electron and a display can be had; otherwise what is missing, how to get it,
 * and the same app through the preview host in the ordinary browser, or its address where there is none.
 */
export function planStart(electron: RuntimeOrReason, machine: Machine, appArguments: string[]): StartPlan {
  const display = hasDisplay(machine);
  if ('runtime' in electron && display) {
    // Chromium's own sandbox refuses to start for root on Linux; the page's sandbox stays.
    const forRoot = machine.platform === 'linux' && machine.isRoot ? ['--no-sandbox'] : [];
    return { show: 'electron', executable: electron.runtime.executable, arguments: [...forRoot, '.', ...appArguments] };
  }
  const say: string[] = [];
  if ('missing' in electron) {
    say.push(
      `No desktop window: ${electron.missing}.`,
      'To get it: run `npx install-electron` where github.com can be reached, or unpack that version of Electron',
      'somewhere and set ELECTRON_OVERRIDE_DIST_PATH to that folder.',
    );
  }
  if (!display) {
    say.push(
      'No desktop window: this session has no display (neither DISPLAY nor WAYLAND_DISPLAY is set).',
      'To get one: run this from a desktop session, or over `ssh -X`.',
    );
  }
  say.push('Opening the same app in the browser instead, through the preview host on this computer only.');
  return { show: 'preview', say, openBrowser: display ? browserOf(machine.platform) : null };
}

/** The system's own way to open an address; the address is added as the last argument. */
function browserOf(platform: NodeJS.Platform): { command: string; arguments: string[] } {
  if (platform === 'win32') return { command: 'rundll32', arguments: ['url.dll,FileProtocolHandler'] };
  if (platform === 'darwin') return { command: 'open', arguments: [] };
  return { command: 'xdg-open', arguments: [] };
}
