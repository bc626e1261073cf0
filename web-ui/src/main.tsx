// First: nothing may make markup of text before it.
import './app/trustedText';
import '@mantine/core/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import './app/tokens.css';
import './app/forced.css';
import { createRoot } from 'react-dom/client';
import { currentAddress } from './address/useAddress';
import { askAhead } from './alerts/asked';
import { App } from './app/App';
import { client } from './app/client';
import { keepPositions } from './app/headings';
import { onPreferences, preferences } from './app/preferences';
import { enableShortcuts, listenForShortcuts } from './keys/shortcuts';
import { follow } from './server/live';

const page = document.getElementById('page');
if (page === null) {
  throw new Error('the page has no element "page"');
}
const address = currentAddress();
if (address.screen === 'alerts') {
  askAhead(client, address, preferences().view);
}
keepPositions();
listenForShortcuts();
enableShortcuts(preferences().shortcuts);
onPreferences(() => enableShortcuts(preferences().shortcuts));
follow(client);
createRoot(page).render(<App />);
