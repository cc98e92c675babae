import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { servePreview } from '#hosts/previewServer.ts';
import type { StoreHost } from '#service/storeHost.ts';

const secret = 'nobody outside the page folder reads this';
let folder: string;
let server: Awaited<ReturnType<typeof servePreview>>;
let port: number;
let token: string;
let asked: { name: string; input: unknown }[] = [];

/** Answers every call, and remembers it: what reaches it got past the server. */
const host = {
  call: async (name: string, input: unknown) => {
    asked.push({ name, input });
    return { ok: true, value: { heard: name } };
  },
} as unknown as StoreHost;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vsk-preview-'));
  mkdirSync(join(folder, 'page', 'assets'), { recursive: true });
  writeFileSync(join(folder, 'page', 'index.html'), '<!doctype html><title>VSK Tracker</title>');
  writeFileSync(join(folder, 'page', 'assets', 'main.js'), 'export {};');
  writeFileSync(join(folder, 'secret.txt'), secret);
  mkdirSync(join(folder, 'page-beside'));
  writeFileSync(join(folder, 'page-beside', 'secret.txt'), secret);
});
beforeEach(async () => {
  server?.close();
  server = await servePreview({ host, page: join(folder, 'page'), largestBody: 10_000 });
  const url = new URL(server.url);
  port = Number(url.port);
  token = url.hash.slice('#token='.length);
  asked = [];
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

type Answer = { status: number; text: string; headers: Record<string, string | string[] | undefined> };
function send(options: {
  method?: string;
  path?: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: '127.0.0.1',
        port,
        method: options.method ?? 'GET',
        path: options.path ?? '/',
        headers: options.headers ?? {},
        agent: false,
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            text: Buffer.concat(chunks).toString('utf8'),
            headers: response.headers,
          }),
        );
        response.on('error', reject);
      },
    );
    sent.on('error', reject);
    sent.end(options.body);
  });
}
/** Bytes as they are, for requests that no client would send. */
function sendRaw(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.end(text));
    let got = '';
    socket.on('data', (chunk) => {
      got += chunk.toString('latin1');
    });
    socket.on('close', () => resolve(got));
    socket.on('error', reject);
  });
}
const call = (headers: Record<string, string> = {}, more: { body?: string | Buffer; method?: string } = {}) =>
  send({
    method: 'POST',
    path: '/call',
    headers: { 'x-vsk-token': token, ...headers },
    body: JSON.stringify({ name: 'store.status', input: {} }),
    ...more,
  });
const cookieOf = (answer: Answer) => String(answer.headers['set-cookie']).split(';')[0] ?? '';

describe('where it listens', () => {
  it('is 127.0.0.1 only', async () => {
    expect(server.origin).toBe(`http://127.0.0.1:${port}`);
    const others = Object.values(networkInterfaces()).flatMap((each) =>
      (each ?? []).filter(({ family, internal }) => family === 'IPv4' && !internal),
    );
    for (const { address } of [...others, { address: '::1' }, { address: '127.0.0.2' }])
      await expect(
        new Promise((resolve, reject) => connect(port, address, () => resolve('answered')).on('error', reject)),
      ).rejects.toThrow();
  });

  it('is a new port, token and cookie each time', async () => {
    const other = await servePreview({ host, page: join(folder, 'page') });
    expect(new URL(other.url).port).not.toBe(String(port));
    expect(other.url.split('#')[1]).not.toBe(server.url.split('#')[1]);
    expect(token.length).toBeGreaterThanOrEqual(32);
    other.close();
  });
});

describe('pages', () => {
  it('are served with a policy that lets nothing else in, and not kept', async () => {
    const page = await send({});
    expect(page).toMatchObject({
      status: 200,
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      },
    });
    const policy = String(page.headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy.split(';').find((part) => part.trim().startsWith('script-src'))).toBe(" script-src 'self'");
    expect((await send({ path: '/assets/main.js' })).headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(page.headers['access-control-allow-origin']).toBe(undefined);
  });

  it.each([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e%2fsecret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/..%5csecret.txt',
    '/%2e%2e%2fpage-beside%2fsecret.txt',
    '//secret.txt',
    '/%252e%252e/secret.txt',
    '/..%2f..%2f..%2f..%2f..%2f..%2fetc%2fpasswd',
    '/%2fetc%2fpasswd',
    '/assets',
    '/assets/',
    '/nothing.html',
    '/index.html/more',
  ])('outside their folder are not: %s', async (path) => {
    const answer = await send({ path });
    expect([400, 404]).toContain(answer.status);
    expect(answer.text).not.toContain(secret);
    expect(answer.text).not.toContain('root:');
  });

  it.each(['/%zz', '/%00', '/index.html%00.js', '//', '//[', 'http://', 'http://['])(
    'survive an address that cannot be read: %s',
    async (path) => {
      const answer = await sendRaw(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`);
      expect(answer).toMatch(/^HTTP\/1\.1 (400|404)/);
      expect((await send({})).status).toBe(200);
    },
  );

  it.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])('are read only: %s', async (method) => {
    expect((await send({ method, path: '/index.html' })).status).toBe(405);
  });
});

describe('a call', () => {
  it('with the token reaches the store, bytes as bytes', async () => {
    const answer = await call(
      {},
      { body: JSON.stringify({ name: 'imports.preview', input: { bytes: { $bytes: 'AQID' } } }) },
    );
    expect(answer).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store' } });
    expect(JSON.parse(answer.text)).toEqual({ ok: true, value: { heard: 'imports.preview' } });
    expect(asked).toEqual([{ name: 'imports.preview', input: { bytes: new Uint8Array([1, 2, 3]) } }]);
  });

  it('ties the token to the first browser that brings it', async () => {
    const first = await call();
    expect(String(first.headers['set-cookie'])).toMatch(/^vsk=[\w-]{32}; HttpOnly; SameSite=Strict; Path=\/$/);
    expect((await call({ cookie: cookieOf(first) })).status).toBe(200);
    asked = [];
    expect((await call()).status).toBe(403);
    expect((await call({ cookie: 'vsk=somebody-elses' })).status).toBe(403);
    expect((await call({ cookie: `${cookieOf(first)}x` })).status).toBe(403);
    expect((await send({ path: '/folder', headers: { 'x-vsk-token': token } })).status).toBe(403);
    expect(asked).toEqual([]);
  });

  it.each([
    ['no token', { 'x-vsk-token': '' }],
    ['another token', { 'x-vsk-token': 'A'.repeat(32) }],
    ['the token in a cookie', { 'x-vsk-token': '', cookie: 'vsk-token=it' }],
  ])('with %s is refused, and claims nothing', async (_what, headers) => {
    expect((await call(headers)).status).toBe(403);
    expect(asked).toEqual([]);
    expect((await call()).status).toBe(200);
  });

  it.each(['evil.example', 'localhost', '127.0.0.1', '127.0.0.1:1', '[::1]', '127.0.0.1.evil.example'])(
    'under the host name %s is refused: another name for this address is another site',
    async (name) => {
      expect(
        (await call({ host: name.includes(':') ? name : `${name}:${name === '127.0.0.1' ? 80 : port}` })).status,
      ).toBe(421);
      expect((await send({ headers: { host: name } })).status).toBe(421);
      expect(asked).toEqual([]);
    },
  );

  it.each(['http://evil.example', 'null', 'http://localhost', 'https://127.0.0.1', 'http://127.0.0.1'])(
    'from the site %s is refused',
    async (origin) => {
      expect((await call({ origin })).status).toBe(403);
      expect((await send({ headers: { origin } })).status).toBe(403);
      expect(asked).toEqual([]);
    },
  );

  it('from its own page is answered', async () => {
    expect((await call({ origin: server.origin })).status).toBe(200);
  });

  it.each(['GET', 'PUT', 'DELETE'])('by %s is refused', async (method) => {
    expect((await call({}, { method })).status).toBe(405);
    expect(asked).toEqual([]);
  });

  it('for the folder of exports needs the token, and reads only', async () => {
    expect((await send({ path: '/folder' })).status).toBe(403);
    expect((await send({ method: 'POST', path: '/folder', headers: { 'x-vsk-token': token } })).status).toBe(405);
  });

  it('that is too large is refused, by what it announces and by what it brings', async () => {
    const headers = { 'x-vsk-token': token };
    const announced = await sendRaw(
      `POST /call HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nX-Vsk-Token: ${token}\r\nContent-Length: 300000000\r\n\r\n{`,
    );
    expect(announced).toMatch(/^HTTP\/1\.1 413/);
    server.close();
    server = await servePreview({ host, page: join(folder, 'page'), largestBody: 10_000 });
    port = Number(new URL(server.url).port);
    headers['x-vsk-token'] = new URL(server.url).hash.slice('#token='.length);
    const brought = await send({
      method: 'POST',
      path: '/call',
      headers: { ...headers, 'transfer-encoding': 'chunked' },
      body: Buffer.alloc(20_000, 32),
    });
    expect(brought.status).toBe(413);
    expect(asked).toEqual([]);
    expect((await send({})).status).toBe(200);
  });

  it.each(['', 'not JSON', '{"name":'])('whose body is %j is refused', async (body) => {
    expect((await call({}, { body })).status).toBe(400);
    expect(asked).toEqual([]);
  });

  it.each(['null', '7', '[]', '"text"'])(
    'whose body is %s is not understood, and the server lives on',
    async (body) => {
      expect([200, 400, 500]).toContain((await call({}, { body })).status);
      expect((await send({})).status).toBe(200);
    },
  );
});
