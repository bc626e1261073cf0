import { AppShell, Group, Text } from '@mantine/core';
import { IconBellRinging, IconServer, IconSettings, IconVolumeOff } from '@tabler/icons-react';
import { Suspense, type ReactNode } from 'react';
import { allAlerts, allSilences, printAddress, type Address } from '../address/address';
import { goTo, useAddress } from '../address/useAddress';
import { useShortcut } from '../keys/shortcuts';
import { Loading } from '../parts/Loading';
import { Screen } from './Screen';
import classes from './Shell.module.css';

interface Entry {
  readonly label: string;
  readonly icon: ReactNode;
  readonly target: Address;
  readonly screens: readonly Address['screen'][];
  readonly keys: string;
}

const entries: readonly Entry[] = [
  { label: 'Alerts', icon: <IconBellRinging size={20} aria-hidden />, target: allAlerts, screens: ['alerts'], keys: 'g a' },
  {
    label: 'Silences',
    icon: <IconVolumeOff size={20} aria-hidden />,
    target: allSilences,
    screens: ['silences', 'silence-form'],
    keys: 'g s',
  },
  { label: 'Status', icon: <IconServer size={20} aria-hidden />, target: { screen: 'status' }, screens: ['status'], keys: 'g t' },
  {
    label: 'Settings',
    icon: <IconSettings size={20} aria-hidden />,
    target: { screen: 'settings' },
    screens: ['settings'],
    keys: 'g e',
  },
];

function NavigationEntry({ entry, isCurrent }: { readonly entry: Entry; readonly isCurrent: boolean }) {
  useShortcut({ keys: entry.keys, does: `Go to ${entry.label}`, section: 'Everywhere' }, () => goTo(entry.target));
  return (
    <a className={classes['entry']} href={printAddress(entry.target)} aria-current={isCurrent ? 'page' : undefined}>
      {entry.icon}
      <span>{entry.label}</span>
    </a>
  );
}

/** What stands around every screen. */
export function Shell() {
  const address = useAddress();
  return (
    <AppShell header={{ height: 52 }} navbar={{ width: 190, breakpoint: 'sm', collapsed: { mobile: true } }} padding="md">
      <AppShell.Header className={classes['bar'] ?? ''}>
        <a className="skip-link" href="#main" onClick={(event) => skip(event)}>
          Skip to the content
        </a>
        <Group h="100%" px="md">
          <Text fw={700}>Tocsin</Text>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar className={classes['bar'] ?? ''} aria-label="Main">
        {entries.map((entry) => (
          <NavigationEntry key={entry.label} entry={entry} isCurrent={entry.screens.includes(address.screen)} />
        ))}
      </AppShell.Navbar>
      <AppShell.Main id="main" tabIndex={-1}>
        <Suspense fallback={<Loading what="the page" />}>
          <Screen address={address} />
        </Suspense>
      </AppShell.Main>
    </AppShell>
  );
}

/** The fragment is the page's address, so the link must not change it. */
function skip(event: { preventDefault: () => void }): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}
