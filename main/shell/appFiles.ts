// What app:// serves and under which rules; free of Electron, so that plain tests can try it.
import { extname, isAbsolute, join, relative, resolve } from 'node:path';

/** The window's whole world: `app://vsk/` serves the built renderer and nothing else. */
export const appOrigin = 'app://vsk';

/**
 * Scripts come from our own files only. Styles may be inline because Mantine writes its theme into a style element;
 * that cannot run code. There is no remote content at all, so nothing names a remote host.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-src 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
].join('; ');

export const contentTypes: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.otf': 'font/otf',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
};

/**
 * The file that an `app://` address stands for, or null where it leads out of `folder` or belongs to another host.
 * An address without an extension is a screen of the renderer, so it answers the page itself.
 *
 * @example fileFor('/out/renderer', 'app://vsk/assets/a.js') // '/out/renderer/assets/a.js'
 * @example fileFor('/out/renderer', 'app://vsk/..%2f..%2fetc%2fpasswd') // null
 */
export function fileFor(folder: string, address: string): string | null {
  const url = URL.parse(address);
  if (url === null || url.protocol !== 'app:' || url.host !== 'vsk') return null;
  let path: string;
  try {
    path = decodeURIComponent(url.pathname);
  } catch {
    return null;
  }
  if (path.includes('\0') || path.includes('\\')) return null;
  const file = resolve(folder, `.${path}`);
  const within = relative(folder, file);
  if (within.startsWith('..') || isAbsolute(within)) return null;
  return extname(file) === '' ? join(folder, 'index.html') : file;
}
