import { MantineProvider, type MantineColorScheme, type MantineColorSchemeManager } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { client } from './client';
import { preferences, setPreferences } from './preferences';
import { Shell } from './Shell';
import { theme } from './theme';

const nonce = document.querySelector('meta[name="csp-nonce"]')?.getAttribute('content') ?? '';

/** The theme is one of the preferences. */
const colorSchemes: MantineColorSchemeManager = {
  get: () => preferences().theme,
  set: (value: MantineColorScheme) => setPreferences({ theme: value }),
  subscribe: () => undefined,
  unsubscribe: () => undefined,
  clear: () => setPreferences({ theme: 'auto' }),
};

export function App() {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" colorSchemeManager={colorSchemes} getStyleNonce={() => nonce}>
      <QueryClientProvider client={client}>
        <Shell />
        <Notifications position="bottom-right" limit={4} autoClose={10_000} />
      </QueryClientProvider>
    </MantineProvider>
  );
}
