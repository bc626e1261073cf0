import { IconClock } from '@tabler/icons-react';
import { partsOf } from '../time/moments';
import { shortZoneName } from '../time/zoneNames';
import { usePreferences } from './preferences';
import classes from './Shell.module.css';

/** The zone of every time on the page; a way to another one. */
export function ZoneMark() {
  const { zone } = usePreferences();
  const name = zone === 'browser' ? Intl.DateTimeFormat().resolvedOptions().timeZone : zone;
  const short = shortZoneName(name, partsOf(Date.now(), zone)['timeZoneName'] ?? name);
  return (
    <a className={classes['zone']} href="#/settings" title={`Times are those of ${name}. Change it in the settings.`}>
      <IconClock size={16} aria-hidden />
      <span>{short}</span>
    </a>
  );
}
