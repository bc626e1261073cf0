import { MantineProvider, type MantineColorScheme, type MantineColorSchemeManager } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { client } from './client';
import { onPreferences, preferences, setPreferences } from './preferences';
import { Shell } from './Shell';
import { theme } from './theme';

const nonce = document.querySelector('meta[name="csp-nonce"]')?.getAttribute('content') ?? '';

let unsubscribe = (): void => undefined;

/** The theme is one of the preferences: whoever sets it there sets it here. */
const colorSchemes: MantineColorSchemeManager = {
  get: () => preferences().theme,
  set: (value: MantineColorScheme) => {
    if (value !== preferences().theme) {
      setPreferences({ theme: value });
    }
  },
  subscribe: (onUpdate) => {
    unsubscribe = onPreferences(() => onUpdate(preferences().theme));
  },
  unsubscribe: () => unsubscribe(),
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
