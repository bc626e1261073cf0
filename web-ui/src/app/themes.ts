import type { Theme } from './preferences';

export const themeWords: Readonly<Record<Theme, string>> = { auto: 'As the system', light: 'Light', dark: 'Dark' };
