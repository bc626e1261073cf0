import type { Address } from '../address/address';
import { AlertsScreen } from '../alerts/AlertsScreen';
import { NotFound } from './NotFound';
import { partOf } from './parts';

/** Alerts come with the page; whatever else is fetched when it is first looked at, or pointed at. */
const silences = partOf(() => import('../silences/SilencesScreen'));
const silenceForm = partOf(() => import('../silenceform/SilenceFormScreen'));
const status = partOf(() => import('../status/StatusScreen'));
const settings = partOf(() => import('../settings/SettingsScreen'));
const rules = partOf(() => import('../rules/RulesScreen'));
const targets = partOf(() => import('../targets/TargetsScreen'));
const graph = partOf(() => import('../graph/GraphScreen'));

const prepared: Readonly<Partial<Record<Address['screen'], () => void>>> = {
  silences: silences.prepare,
  'silence-form': silenceForm.prepare,
  status: status.prepare,
  settings: settings.prepare,
  rules: rules.prepare,
  targets: targets.prepare,
  graph: graph.prepare,
};

/** Somebody is about to go there. */
export function prepareScreen(screen: Address['screen']): void {
  prepared[screen]?.();
}

export function Screen({ address }: { readonly address: Address }) {
  switch (address.screen) {
    case 'alerts':
      return <AlertsScreen address={address} />;
    case 'silences':
      return <silences.Part address={address} />;
    case 'silence-form':
      return <silenceForm.Part address={address} />;
    case 'status':
      return <status.Part address={address} />;
    case 'settings':
      return <settings.Part />;
    case 'rules':
      return <rules.Part address={address} />;
    case 'targets':
      return <targets.Part address={address} />;
    case 'graph':
      return <graph.Part address={address} />;
    case 'unknown':
      return <NotFound fragment={address.fragment} />;
  }
}
