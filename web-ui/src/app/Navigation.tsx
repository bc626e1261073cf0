import { UnstyledButton } from '@mantine/core';
import {
  IconBellRinging,
  IconChartLine,
  IconGavel,
  IconLayoutSidebarLeftCollapse,
  IconLayoutSidebarLeftExpand,
  IconServer,
  IconSettings,
  IconTarget,
  IconVolumeOff,
  type Icon,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { allAlerts, allRules, allSilences, allTargets, noExpression, printAddress, statusOverview, type Address } from '../address/address';
import { goTo } from '../address/useAddress';
import { useShortcut } from '../keys/shortcuts';
import { statusQuery } from '../server/queries';
import classes from './Navigation.module.css';
import { setPreferences, usePreferences } from './preferences';
import { prepareScreen } from './Screen';
import { signsOf, type Sign } from './signs';

interface Entry {
  readonly label: string;
  readonly icon: Icon;
  readonly target: Address;
  readonly screens: readonly Address['screen'][];
  readonly keys: string;
  /** Whether it is there only while the server scrapes and evaluates rules itself. */
  readonly isOfEvaluator?: true;
}

/** One list for the bar at the left and the one at the bottom of phones. */
const entries: readonly Entry[] = [
  { label: 'Alerts', icon: IconBellRinging, target: allAlerts, screens: ['alerts'], keys: 'g a' },
  { label: 'Silences', icon: IconVolumeOff, target: allSilences, screens: ['silences', 'silence-form'], keys: 'g s' },
  { label: 'Rules', icon: IconGavel, target: allRules, screens: ['rules'], keys: 'g r', isOfEvaluator: true },
  { label: 'Targets', icon: IconTarget, target: allTargets, screens: ['targets'], keys: 'g o', isOfEvaluator: true },
  { label: 'Query', icon: IconChartLine, target: noExpression, screens: ['graph'], keys: 'g q', isOfEvaluator: true },
  { label: 'Status', icon: IconServer, target: statusOverview, screens: ['status'], keys: 'g t' },
  { label: 'Settings', icon: IconSettings, target: { screen: 'settings' }, screens: ['settings'], keys: 'g e' },
];

interface EntryProps {
  readonly entry: Entry;
  readonly isCurrent: boolean;
  /** Shown beside the label. */
  readonly sign: Sign | undefined;
}

function NavigationEntry({ entry, isCurrent, sign }: EntryProps) {
  useShortcut({ keys: entry.keys, does: `Go to ${entry.label}`, section: 'Everywhere' }, () => goTo(entry.target));
  const Shape = entry.icon;
  const prepare = (): void => prepareScreen(entry.target.screen);
  return (
    <li>
      <a
        className={classes['entry']}
        href={printAddress(entry.target)}
        aria-current={isCurrent ? 'page' : undefined}
        title={entry.label}
        onPointerEnter={prepare}
        onFocus={prepare}
      >
        <Shape size={20} aria-hidden />
        <span className={classes['label']}>{entry.label}</span>
        {sign === undefined ? null : (
          <span className={classes['count']} data-quiet={sign.isQuiet ? true : undefined} title={`${sign.count} ${sign.what}`}>
            {sign.count > 9999 ? '9999+' : sign.count}
            <span className="visually-hidden"> {sign.what}</span>
          </span>
        )}
      </a>
    </li>
  );
}

interface Props {
  readonly address: Address;
  readonly activeAlerts: number;
}

/** The ways to the screens. */
export function Navigation({ address, activeAlerts }: Props) {
  const { navigationFolded } = usePreferences();
  const { data: status } = useQuery(statusQuery());
  const shown = entries.filter(({ isOfEvaluator }) => isOfEvaluator !== true || status?.evaluator !== undefined);
  const signs = signsOf(activeAlerts, status?.evaluator);
  const Fold = navigationFolded ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse;
  const fold = navigationFolded ? 'Show names' : 'Icons only';
  return (
    <nav className={classes['navigation']} aria-label="Main" data-folded={navigationFolded}>
      <ul className={classes['entries']} data-many={shown.length > 5 ? true : undefined}>
        {shown.map((entry) => (
          <NavigationEntry
            key={entry.label}
            entry={entry}
            isCurrent={entry.screens.includes(address.screen)}
            sign={signs.get(entry.target.screen)}
          />
        ))}
      </ul>
      <UnstyledButton
        className={`${classes['entry'] ?? ''} ${classes['fold'] ?? ''}`}
        aria-label={navigationFolded ? 'Show the names of the navigation' : 'Fold the navigation to icons'}
        title={fold}
        onClick={() => setPreferences({ navigationFolded: !navigationFolded })}
      >
        <Fold size={20} aria-hidden />
        <span className={classes['label']}>{fold}</span>
      </UnstyledButton>
    </nav>
  );
}
