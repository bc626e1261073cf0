import { Select } from '@mantine/core';
import { useMemo } from 'react';
import { usePreferences, setPreferences } from '../app/preferences';
import { useNow } from '../time/clock';
import { momentText } from '../time/moments';
import { zoneNames } from '../time/zoneNames';
import { Choice } from './Choice';
import classes from './settings.module.css';

const kinds = ['browser', 'UTC', 'named'] as const;
type Kind = (typeof kinds)[number];

/** More are found by typing. */
const shownZones = 60;

function kindOf(zone: string): Kind {
  return zone === 'browser' || zone === 'UTC' ? zone : 'named';
}

function Now({ zone }: { readonly zone: string }) {
  return <>{momentText(useNow(), zone)}</>;
}

/** In which zone all times of the page are said. */
export function ZoneChoice() {
  const { zone } = usePreferences();
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const kind = kindOf(zone);
  const names = useMemo(() => zoneNames(zone), [zone]);
  const choose = (chosen: Kind): void => {
    // The browser's own is the nearest one that has a name.
    setPreferences({ zone: chosen === 'named' ? (own === 'UTC' ? 'Europe/London' : own) : chosen });
  };
  return (
    <>
      <Choice
        label="Time zone"
        options={[
          { value: 'browser', label: `The browser’s (${own})` },
          { value: 'UTC', label: 'UTC' },
          { value: 'named', label: 'Another' },
        ]}
        value={kind}
        onChange={choose}
      />
      {kind === 'named' ? (
        <Select
          mt="xs"
          maw={340}
          label="Zone"
          searchable
          allowDeselect={false}
          nothingFoundMessage="No zone has that in its name"
          limit={shownZones}
          data={[...names]}
          value={zone}
          onChange={(name) => {
            if (name !== null) {
              setPreferences({ zone: name });
            }
          }}
        />
      ) : null}
      <p className={classes['hint']}>
        There it is <Now zone={zone} />.
      </p>
    </>
  );
}
