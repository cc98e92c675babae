import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

/** One blue for action, from its palest to its darkest; index 7 is the light scheme's token, index 3 the dark one's. */
const action: MantineColorsTuple = [
  '#eaf2fb',
  '#d3e4f6',
  '#a9cdf0',
  '#7fb4ea',
  '#559add',
  '#3a83cb',
  '#286fb8',
  '#1b5fa7',
  '#164f8c',
  '#103d6d',
];

/** Neutral greys of the light scheme, ending in its text colour. */
const gray: MantineColorsTuple = [
  '#f5f6f8',
  '#eef1f4',
  '#dfe3e8',
  '#ced5dc',
  '#b6c0ca',
  '#8793a0',
  '#6b7885',
  '#566472',
  '#344250',
  '#17212b',
];

/** The dark scheme's greys, from its text colour to below its page. */
const dark: MantineColorsTuple = [
  '#e8edf2',
  '#c9d3dc',
  '#9fb0bf',
  '#6b7a88',
  '#3e4a56',
  '#2c3640',
  '#222b34',
  '#1a2129',
  '#12171d',
  '#0c1014',
];

/** A list of options past this height scrolls. */
const scrollingList = { maxHeight: 340, overflowY: 'auto' as const };

/** A dialog's header is no landmark: the page has one banner, its top bar. */
const notBanner = { role: 'presentation' };

/** The design's type, spacing and radii in Mantine's terms. */
export const theme = createTheme({
  fontFamily: '"Source Sans 3", "Segoe UI", sans-serif',
  fontFamilyMonospace: 'Consolas, "DejaVu Sans Mono", monospace',
  primaryColor: 'action',
  primaryShade: { light: 7, dark: 3 },
  autoContrast: true,
  luminanceThreshold: 0.4,
  colors: { action, gray, dark },
  fontSizes: { xs: '12.5px', sm: '14px', md: '14px', lg: '20px', xl: '24px' },
  lineHeights: { xs: '17px', sm: '20px', md: '20px', lg: '26px', xl: '32px' },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '20px', lineHeight: '26px' },
      h2: { fontSize: '14px', lineHeight: '20px' },
      h3: { fontSize: '14px', lineHeight: '20px' },
    },
  },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '2px', sm: '4px', md: '6px', lg: '8px', xl: '12px' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  focusRing: 'auto',
  components: {
    Button: {
      defaultProps: { size: 'compact-md' },
      // Mantine picks white for every shade; on the dark scheme's pale blue that is unreadable.
      vars: (_theme: unknown, { variant = 'filled' }: { variant?: string }) => ({
        root: variant === 'filled' ? { '--button-color': 'var(--vsk-on-action)' } : {},
      }),
    },
    // The list itself scrolls, not a box around it, so that assistive technology sees one scrolling list.
    Select: { defaultProps: { withScrollArea: false }, styles: { options: scrollingList } },
    MultiSelect: { defaultProps: { withScrollArea: false }, styles: { options: scrollingList } },
    Radio: { vars: () => ({ root: { '--radio-icon-color': 'var(--vsk-on-action)' } }) },
    Checkbox: { vars: () => ({ root: { '--checkbox-icon-color': 'var(--vsk-on-action)' } }) },
    Notification: { defaultProps: { closeButtonProps: { 'aria-label': 'Dismiss' } } },
    Modal: {
      defaultProps: {
        centered: true,
        radius: 'lg',
        overlayProps: { backgroundOpacity: 0.45 },
        attributes: { header: notBanner },
      },
    },
    Drawer: { defaultProps: { overlayProps: { backgroundOpacity: 0.35 }, attributes: { header: notBanner } } },
  },
});

/** Points Mantine's own variables at the design's tokens, so both schemes come from one table (theme.css). */
export const cssVariables: CSSVariablesResolver = () => {
  const shared = {
    '--mantine-color-body': 'var(--vsk-panel)',
    '--mantine-color-text': 'var(--vsk-text)',
    '--mantine-color-dimmed': 'var(--vsk-muted)',
    '--mantine-color-placeholder': 'var(--vsk-muted)',
    '--mantine-color-anchor': 'var(--vsk-action)',
    '--mantine-color-error': 'var(--vsk-red)',
    '--mantine-color-default': 'var(--vsk-panel)',
    '--mantine-color-default-hover': 'var(--vsk-soft)',
    '--mantine-color-default-color': 'var(--vsk-text)',
    '--mantine-color-default-border': 'var(--vsk-line)',
    '--mantine-primary-color-filled': 'var(--vsk-action)',
    '--mantine-primary-color-filled-hover': 'var(--vsk-action-hover)',
    '--mantine-color-action-filled': 'var(--vsk-action)',
    '--mantine-color-action-filled-hover': 'var(--vsk-action-hover)',
    '--mantine-primary-color-contrast': 'var(--vsk-on-action)',
  };
  return { variables: {}, light: shared, dark: shared };
};
