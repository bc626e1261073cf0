import { lazy } from 'react';
import type { Address } from '../address/address';
import { AlertsScreen } from '../alerts/AlertsScreen';
import { NotFound } from './NotFound';

/** Alerts come with the page; whatever else is fetched when it is first looked at. */
const SilencesScreen = lazy(() => import('../silences/SilencesScreen'));
const SilenceFormScreen = lazy(() => import('../silenceform/SilenceFormScreen'));
const StatusScreen = lazy(() => import('../status/StatusScreen'));
const SettingsScreen = lazy(() => import('../settings/SettingsScreen'));

export function Screen({ address }: { readonly address: Address }) {
  switch (address.screen) {
    case 'alerts':
      return <AlertsScreen address={address} />;
    case 'silences':
      return <SilencesScreen address={address} />;
    case 'silence-form':
      return <SilenceFormScreen address={address} />;
    case 'status':
      return <StatusScreen />;
    case 'settings':
      return <SettingsScreen />;
    case 'unknown':
      return <NotFound fragment={address.fragment} />;
  }
}
