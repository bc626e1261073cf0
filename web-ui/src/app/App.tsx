import { MantineProvider, type MantineColorScheme, type MantineColorSchemeManager } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { useLayoutEffect } from 'react';
import { UndoKey } from '../parts/toasts';
import { client } from './client';
import { onPreferences, preferences, setPreferences, usePreferences } from './preferences';
import { Shell } from './Shell';
import toasts from './Toasts.module.css';
import { cssVariables, theme } from './theme';

const nonce = document.querySelector('meta[name="csp-nonce"]')?.getAttribute('content') ?? '';

// Where the library that keeps the page from scrolling below dialogs looks for the nonce of its style.
Object.assign(globalThis, { __webpack_nonce__: nonce });

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
  const { times } = usePreferences();
  // Columns are as wide as what stands in them: tokens.css.
  useLayoutEffect(() => {
    document.documentElement.dataset['times'] = times;
  }, [times]);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      colorSchemeManager={colorSchemes}
      getStyleNonce={() => nonce}
    >
      <QueryClientProvider client={client}>
        <Shell />
        <UndoKey />
        <Notifications
          className={toasts['toasts'] ?? ''}
          position="bottom-right"
          limit={4}
          autoClose={10_000}
          style={{ marginBottom: 'var(--bottom-bar-height)' }}
        />
      </QueryClientProvider>
    </MantineProvider>
  );
}
