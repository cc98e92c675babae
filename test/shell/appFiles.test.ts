import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contentSecurityPolicy, fileFor } from '#shell/appFiles.ts';

const folder = resolve('/app/out/renderer');

describe('the file behind an app:// address', () => {
  test.each([
    ['app://vsk/', '/app/out/renderer/index.html'],
    ['app://vsk/index.html', '/app/out/renderer/index.html'],
    ['app://vsk/assets/main-1.js', '/app/out/renderer/assets/main-1.js'],
    ['app://vsk/children/12', '/app/out/renderer/index.html'],
    ['app://vsk/a%20b.js?v=1#x', '/app/out/renderer/a b.js'],
  ])('%s', (address, file) => expect(fileFor(folder, address)).toBe(file));

  test.each([
    ['a path that climbs out', 'app://vsk/..%2f..%2fetc%2fpasswd'],
    ['a path beside the folder with the same beginning', 'app://vsk/..%2frenderer-secret%2fa.js'],
    ['backslashes', 'app://vsk/..%5c..%5cpackage.json'],
    ['a null byte', 'app://vsk/a.js%00.html'],
    ['another host', 'app://other/index.html'],
    ['another scheme', 'file:///etc/passwd'],
    ['a malformed escape', 'app://vsk/%E0%A4%A'],
    ['no address', 'nonsense'],
  ])('refuses %s', (_what, address) => expect(fileFor(folder, address)).toBeNull());

  test('never leads out of the folder', () => {
    const piece = fc.constantFrom(
      '..',
      '.',
      '%2e%2e',
      '%2f',
      '/',
      '\\',
      '%5c',
      'a',
      'etc',
      'renderer',
      '%252e',
      '.js',
      ':',
      '~',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const file = fileFor(folder, `app://vsk/${pieces.join('')}`);
        expect(file === null || file === folder || file.startsWith(`${folder}/`)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});

test('the content security policy lets scripts come from the app only', () => {
  const directives = new Map(contentSecurityPolicy.split('; ').map((d) => [d.split(' ')[0], d.split(' ').slice(1)]));
  expect(directives.get('default-src')).toEqual(["'none'"]);
  expect(directives.get('script-src')).toEqual(["'self'"]);
  for (const name of ['frame-src', 'object-src', 'base-uri', 'form-action', 'frame-ancestors']) {
    expect(directives.get(name)).toEqual(["'none'"]);
  }
  expect(contentSecurityPolicy).not.toMatch(/https?:|unsafe-eval|\*/);
});
