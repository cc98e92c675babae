import { describe, expect, test } from 'vitest';
import { planStart } from '#scripts/startPlan.ts';

const had = {
  runtime: { kind: 'product' as const, executable: '/e/electron', version: '45.4.1', dataProcessNode: null },
};
const missing = { missing: 'Electron 45.4.1 is not on this machine: its download failed (fetch failed)' };
const linux = { platform: 'linux' as const, environment: { DISPLAY: ':0' }, isRoot: false };
const bare = { ...linux, environment: {} };

describe('how npm start shows the app', () => {
  test.each([
    ['a desktop', linux, ['.']],
    ['a Wayland desktop', { ...bare, environment: { WAYLAND_DISPLAY: 'wayland-0' } }, ['.']],
    ['Windows', { ...bare, platform: 'win32' as const }, ['.']],
    ['root on Linux', { ...linux, isRoot: true }, ['--no-sandbox', '.']],
  ])('on %s: Electron', (_where, machine, given) => {
    const plan = planStart(had, machine, ['--demo']);
    expect(plan).toEqual({ show: 'electron', executable: '/e/electron', arguments: [...given, '--demo'] });
  });

  test('without Electron: says so, how to get it, and opens the browser', () => {
    const plan = planStart(missing, linux, []);
    expect(plan).toMatchObject({ show: 'preview', openBrowser: { command: 'xdg-open' } });
    const said = plan.show === 'preview' ? plan.say.join('\n') : '';
    expect(said).toContain('fetch failed');
    expect(said).toContain('npx install-electron');
    expect(said).toContain('ELECTRON_OVERRIDE_DIST_PATH');
    expect(said).not.toContain('display');
  });

  test('without a display: says which is missing and opens no browser', () => {
    const plan = planStart(had, bare, []);
    expect(plan).toMatchObject({ show: 'preview', openBrowser: null });
    expect(plan.show === 'preview' && plan.say.join('\n')).toContain('neither DISPLAY nor WAYLAND_DISPLAY');
  });

  test('without either: says both', () => {
    const plan = planStart(missing, bare, []);
    const said = plan.show === 'preview' ? plan.say.join('\n') : '';
    expect(said).toContain('install-electron');
    expect(said).toContain('DISPLAY');
  });
});
