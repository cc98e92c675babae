import { app, type Session, shell } from 'electron';
import { appOrigin } from './appFiles.ts';

/** Addresses that may open in the ordinary browser. Empty: the app links to nothing outside itself. */
const allowedOutside: readonly string[] = [];

/** Denies every navigation, new window and embedded view of every page the app ever creates. Call before ready. */
export function denyNavigation(): void {
  app.on('web-contents-created', (_created, contents) => {
    const denyOutside = (event: { preventDefault(): void }, url: string) => {
      if (url.startsWith(`${appOrigin}/`)) return;
      console.error(`Refused to navigate to ${originOf(url)}`);
      event.preventDefault();
    };
    contents.on('will-navigate', (event) => denyOutside(event, event.url));
    contents.on('will-frame-navigate', (event) => denyOutside(event, event.url));
    contents.on('will-redirect', (event) => denyOutside(event, event.url));
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      if (allowedOutside.includes(url)) void shell.openExternal(url);
      else console.error(`Refused to open ${originOf(url)}`);
      return { action: 'deny' };
    });
    // Calls between browsers send packets that no policy of the page and no filter of requests sees.
    contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  });
}

/**
 * Every host, by name or by number, is one that cannot be found, for every part of Chromium: a page could put a child's
 * name into a name that it has looked up, and parts of the browser connect by themselves. Call before ready.
 */
export function denyHosts(): void {
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
}

/**
 * Denies the pages of a session every permission and device, and every download: files are written only where the
 * person chose, by `saveFile`.
 */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
}

/** Denies a session every request that leaves the app, and the spell-checker, which would fetch its dictionaries. */
export function denyNetwork(session: Session): void {
  session.webRequest.onBeforeRequest(({ url }, answer) => {
    const ownPage = /^(app|devtools|blob|data):/.test(url);
    if (!ownPage) console.error(`Refused to load from ${originOf(url)}`);
    answer({ cancel: !ownPage });
  });
  // A dictionary is fetched as soon as there is a session, before the spell-checker can be switched off.
  session.setSpellCheckerDictionaryDownloadURL(`${appOrigin}/no-dictionary/`);
  session.setSpellCheckerEnabled(false);
}

/** What of an address may be printed: its path and query may hold what somebody wanted to carry out. */
function originOf(url: string): string {
  const parsed = URL.parse(url);
  return parsed === null ? 'an address that cannot be read' : `${parsed.protocol}//${parsed.host}`;
}
