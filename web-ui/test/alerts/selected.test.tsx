// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { expect, test, vi } from 'vitest';
import { forgetChosen } from '../../src/alerts/kept';
import type { Stop } from '../../src/alerts/listing';
import { useSelected } from '../../src/alerts/useSelected';
import type { Alert } from '../../src/server/answers';

vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);

const alert: Alert = {
  fingerprint: '0123456789abcdef',
  labels: { alertname: 'a' },
  annotations: {},
  startsAt: '2026-01-01T00:00:00.000Z',
  state: 'active',
  silencedBy: [],
  inhibitedBy: [],
  mutedBy: [],
  receivers: [],
};
const list = { current: null };
let shown: readonly string[] = [];
let toggle: (stop: Stop, isRange: boolean) => void;

function List() {
  const selected = useSelected({}, [], list);
  shown = [...selected.chosen.alerts.keys()];
  toggle = selected.toggle;
  return null;
}

test('a list that is shown hears that what is selected in it has been dealt with', async () => {
  const root = createRoot(document.createElement('div'));
  act(() =>
    root.render(
      <QueryClientProvider client={new QueryClient()}>
        <List />
      </QueryClientProvider>,
    ),
  );
  await act(async () => toggle({ kind: 'alert', key: 'a', alert }, false));
  expect(shown).toEqual([alert.fingerprint]);
  act(forgetChosen);
  expect(shown).toEqual([]);
  act(() => root.unmount());
});
