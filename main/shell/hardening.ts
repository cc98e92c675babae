import { app, type Session, shell } from 'electron';
import { appOrigin } from './appFiles.ts';

/** Addresses that may open in the ordinary browser. Empty: the app links to nothing outside itself. */
const allowedOutside: readonly string[] = [];

/** Denies every navigation, new window and embedded view of every page the app ever creates. Call before ready. */
export function denyNavigation(): void {
  app.on('web-contents-created', (_created, contents) => {
    const denyOutside = (event: { preventDefault(): void }, url: string) => {
      if (url.startsWith(`${appOrigin}/`)) return;
      console.error(`Refused to navigate to ${url}`);
      event.preventDefault();
    };
    contents.on('will-navigate', (event) => denyOutside(event, event.url));
    contents.on('will-frame-navigate', (event) => denyOutside(event, event.url));
    contents.on('will-redirect', (event) => denyOutside(event, event.url));
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      if (allowedOutside.includes(url)) void shell.openExternal(url);
      else console.error(`Refused to open ${url}`);
      return { action: 'deny' };
    });
  });
}

/**
 * Denies the pages of a session every permission and device, every request that leaves the app, and every download:
 * files are written only where the person chose, by `saveFile`. The spell-checker is off because it would download
 * its dictionaries.
 */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setSpellCheckerEnabled(false);
  session.on('will-download', (event) => event.preventDefault());
  session.webRequest.onBeforeRequest(({ url }, answer) => {
    const ownPage = /^(app|devtools|blob|data):/.test(url);
    if (!ownPage) console.error(`Refused to load ${url}`);
    answer({ cancel: !ownPage });
  });
}
