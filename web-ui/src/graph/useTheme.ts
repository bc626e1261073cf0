import { useComputedColorScheme } from '@mantine/core';
import type { Theme } from './palette';

/** The theme that is seen, whoever chose it. */
export function useTheme(): Theme {
  return useComputedColorScheme('light');
}
