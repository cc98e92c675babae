import type { Diagnostics } from '#contract/diagnostics.ts';

type Section = Diagnostics['sections'][number];

/** What only the window knows: its browser, language and screen. */
export function windowSection(): Section {
  const version = (name: string) => new RegExp(`${name}/([\\d.]+)`).exec(navigator.userAgent)?.[1];
  const row = (name: string, value: string) => ({ name, value, state: 'fine' as const });
  const { width, height } = window.screen;
  return {
    title: 'Window',
    rows: [
      row('Electron', version('Electron') ?? 'none: an ordinary browser'),
      row('Chromium', version('Chrome') ?? 'another browser'),
      row('Language', navigator.language),
      row('Time zone', Intl.DateTimeFormat().resolvedOptions().timeZone),
      row('Screen', `${width} x ${height}, ${window.devicePixelRatio} device pixels each`),
      row('Window', `${window.innerWidth} x ${window.innerHeight}`),
      row('Theme', document.documentElement.dataset.mantineColorScheme ?? 'light'),
    ],
  };
}
