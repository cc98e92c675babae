import { randomBytes, timingSafeEqual } from 'node:crypto';
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { extname, isAbsolute, join, relative } from 'node:path';
import { log } from '#service/context/log.ts';
import type { StoreHost } from '#service/storeHost.ts';
import { exportsFolder } from './home.ts';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.png': 'image/png',
  '.json': 'application/json',
};

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** A body larger than this is refused: a school's whole year of marks is under 100 MB. */
const largestBody = 256 * 1024 * 1024;

const same = (given: string, expected: string) => {
  const a = Buffer.from(given);
  const b = Buffer.from(expected);
  return a.length === b.length && timingSafeEqual(a, b);
};

/**
 * Serves the built window and the contract on 127.0.0.1 and a random port. Host and Origin must be this server's own
 * (so no other site in the browser can reach it), and every call needs the token of the printed URL. The token is good
 * for one browser: the first call that brings it ties it to a cookie that only that browser has.
 */
export async function servePreview(options: {
  host: StoreHost;
  page: string;
  port?: number;
  largestBody?: number;
}): Promise<{ url: string; origin: string; close(): void }> {
  const largest = options.largestBody ?? largestBody;
  const token = randomBytes(24).toString('base64url');
  const cookie = randomBytes(24).toString('base64url');
  let claimed = false;
  let origin = '';

  const refuse = (response: ServerResponse, status: number, message: string) => {
    response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${message}\n`);
  };

  const isOwnBrowser = (request: IncomingMessage, response: ServerResponse): boolean => {
    const given = request.headers['x-vsk-token'];
    if (typeof given !== 'string' || !same(given, token)) return false;
    if (claimed) return (request.headers.cookie ?? '').split('; ').some((part) => same(part, `vsk=${cookie}`));
    claimed = true;
    response.setHeader('set-cookie', `vsk=${cookie}; HttpOnly; SameSite=Strict; Path=/`);
    return true;
  };

  const answerCall = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const tooLarge = () => {
      response.setHeader('connection', 'close');
      refuse(response, 413, 'The request is too large.');
    };
    if (Number(request.headers['content-length'] ?? 0) > largest) return tooLarge();
    // The rest of a body that grew too large is left unread; ending the loop by `return` would cut the answer off too.
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      size += (chunk as Buffer).length;
      if (size > largest) return tooLarge();
      chunks.push(chunk as Buffer);
    }
    let body: { name: string; input: unknown };
    try {
      body = JSON.parse(Buffer.concat(chunks).toString('utf8'), reviveBytes) as typeof body;
    } catch {
      return refuse(response, 400, 'The request is not JSON.');
    }
    const reply = await options.host.call(String(body?.name), body?.input);
    response
      .writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' })
      .end(JSON.stringify(reply));
  };

  const servePage = (path: string, response: ServerResponse) => {
    const file = join(options.page, path === '/' ? 'index.html' : decodeURIComponent(path));
    const inside = relative(options.page, file);
    if (inside.startsWith('..') || isAbsolute(inside) || !statSync(file, { throwIfNoEntry: false })?.isFile())
      return refuse(response, 404, 'There is no such page.');
    response
      .writeHead(200, {
        'content-type': types[extname(file)] ?? 'application/octet-stream',
        'content-security-policy': policy,
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cache-control': 'no-store',
      })
      .end(readFileSync(file));
  };

  const server = createServer((request, response) => {
    const url = URL.parse(request.url ?? '/', 'http://127.0.0.1');
    // '//name/' reads as an address on another host.
    if (url?.host !== '127.0.0.1') return refuse(response, 400, 'The address cannot be read.');
    if (`http://${request.headers.host}` !== origin) return refuse(response, 421, 'This host name is not served here.');
    if (request.headers.origin !== undefined && request.headers.origin !== origin)
      return refuse(response, 403, 'Another site may not call VSK Tracker.');
    if (url.pathname === '/call' || url.pathname === '/folder') {
      if (!isOwnBrowser(request, response))
        return refuse(
          response,
          403,
          'The token is missing or was used in another browser. Start VSK Tracker again for a new one.',
        );
      if (url.pathname === '/folder') {
        if (request.method !== 'GET') return refuse(response, 405, 'The folder is read only.');
        const folder = exportsFolder();
        // A browser has no folder dialog to make one in, and an export never makes the folder it was given.
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        return response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ folder }));
      }
      if (request.method !== 'POST') return refuse(response, 405, 'Calls are posted.');
      answerCall(request, response).catch((error: unknown) => {
        // The message may hold what was asked for.
        log.error((error as { code?: string }).code ?? 'failed', { where: 'preview', error });
        if (!response.headersSent) refuse(response, 500, 'The call could not be answered.');
      });
      return;
    }
    if (request.method !== 'GET') return refuse(response, 405, 'Pages are read only.');
    try {
      servePage(url.pathname, response);
    } catch {
      refuse(response, 400, 'The address cannot be read.');
    }
  });
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  origin = `http://127.0.0.1:${port}`;
  return { url: `${origin}/#token=${token}`, origin, close: () => server.close() };
}

/** Bytes travel as `{"$bytes": base64}` in JSON. */
function reviveBytes(_key: string, value: unknown): unknown {
  if (typeof value === 'object' && value !== null && '$bytes' in value && typeof value.$bytes === 'string')
    return new Uint8Array(Buffer.from(value.$bytes, 'base64'));
  return value;
}
