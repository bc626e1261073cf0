import { createTheme, type CSSVariablesResolver } from '@mantine/core';

/** A bell's bronze would be taken for a warning: the page's own colour stays away from those of severities. */
export const theme = createTheme({
  primaryColor: 'indigo',
  // White words can be read on it in both themes.
  primaryShade: 7,
  autoContrast: true,
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace',
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  // Mantine's own dark greys have no blue in them: fields would look foreign on the cards of tokens.css.
  colors: {
    dark: ['#c9ccd3', '#b8bcc5', '#8a909c', '#6f7886', '#464d59', '#363b44', '#22262d', '#1b1e24', '#181b20', '#121418'],
  },
});

/** Mantine's parts in the colours of tokens.css, which know both themes by themselves. */
const colors = {
  '--mantine-color-body': 'var(--surface)',
  '--mantine-color-text': 'var(--text)',
  '--mantine-color-bright': 'var(--text)',
  '--mantine-color-dimmed': 'var(--text-quiet)',
  '--mantine-color-placeholder': 'var(--text-quiet)',
  '--mantine-color-anchor': 'var(--accent)',
  '--mantine-color-error': 'var(--severity-critical)',
  '--mantine-color-default': 'var(--surface-raised)',
  '--mantine-color-default-hover': 'var(--surface-sunken)',
  '--mantine-color-default-color': 'var(--text)',
  '--mantine-color-default-border': 'var(--border-control)',
};

export const cssVariables: CSSVariablesResolver = () => ({ variables: {}, light: colors, dark: colors });
