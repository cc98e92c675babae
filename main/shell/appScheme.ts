import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { protocol } from 'electron';
import { contentSecurityPolicy, contentTypes, fileFor } from './appFiles.ts';

/** Must run before Electron is ready; later registration is refused. */
export function registerAppScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true };
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges }]);
}

/** Serves `folder` (the built renderer) as `app://vsk/`. */
export function serveApp(folder: string): void {
  protocol.handle('app', async (request) => {
    const file = fileFor(folder, request.url);
    if (file === null) {
      console.error("Refused an address outside the app's own pages");
      return respond(403, 'This address is outside the app.', '.txt');
    }
    try {
      return respond(200, await readFile(file), extname(file));
    } catch {
      return respond(404, 'There is no such page in the app.', '.txt');
    }
  });
}

function respond(status: number, body: string | Uint8Array, extension: string): Response {
  return new Response(body as BodyInit, {
    status,
    headers: {
      'Content-Type': contentTypes[extension] ?? 'text/plain; charset=utf-8',
      'Content-Security-Policy': contentSecurityPolicy,
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
    },
  });
}
