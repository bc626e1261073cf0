import { Switch, TextInput } from '@mantine/core';
import { useId, type ReactNode } from 'react';
import { alertViews, viewWords } from '../address/address';
import { keptByOriginal, setPreferences, themes, usePreferences } from '../app/preferences';
import { themeWords } from '../app/themes';
import { Heading } from '../parts/Heading';
import { Notice } from '../parts/Notice';
import { Backup } from './Backup';
import { Choice } from './Choice';
import classes from './settings.module.css';
import { ZoneChoice } from './ZoneChoice';
import { timeStyles, timeStyleWords } from '../time/said';

const days = [
  { value: 1, label: 'Monday' },
  { value: 6, label: 'Saturday' },
  { value: 0, label: 'Sunday' },
] as const;

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const id = useId();
  return (
    <section className={classes['part']} aria-labelledby={id}>
      <h2 id={id} className={classes['title']}>
        {title}
      </h2>
      {children}
    </section>
  );
}

/** What a person may choose; each choice holds at once. */
export default function SettingsScreen() {
  const { theme, view, groupsExpanded, firstDayOfWeek, creator, shortcuts, times } = usePreferences();
  const original = keptByOriginal();
  return (
    <div className={classes['screen']}>
      <Heading title="Settings" />
      <p className={classes['lead']}>Kept in this browser, in force at once.</p>
      {original.length === 0 ? null : (
        <div className={classes['note']}>
          <Notice tone="note">
            <p>
              Alertmanager’s own page was used here before. Until you choose otherwise, these are as they were there: {original.join(', ')}.
            </p>
          </Notice>
        </div>
      )}
      <Part title="Look">
        <Choice
          label="Theme"
          options={themes.map((value) => ({ value, label: themeWords[value] }))}
          value={theme}
          onChange={(value) => setPreferences({ theme: value })}
        />
        <Choice
          label="Alerts are shown as"
          options={alertViews.map((value) => ({ value, label: viewWords[value] }))}
          value={view}
          onChange={(value) => setPreferences({ view: value })}
        />
        <p className={classes['hint']}>Where the link or address does not say it.</p>
        <Switch
          mt="md"
          label="Groups of alerts begin expanded"
          checked={groupsExpanded}
          onChange={(event) => setPreferences({ groupsExpanded: event.currentTarget.checked })}
        />
      </Part>
      <Part title="Time">
        <ZoneChoice />
        <Choice
          label="Moments are said as"
          options={timeStyles.map((value) => ({ value, label: timeStyleWords[value] }))}
          value={times}
          onChange={(value) => setPreferences({ times: value })}
        />
        <p className={classes['hint']}>The other way is in the tip of the mouse.</p>
        <Choice
          label="The week begins on"
          options={days}
          value={days.find(({ value }) => value === firstDayOfWeek)?.value ?? 1}
          onChange={(value) => setPreferences({ firstDayOfWeek: value })}
        />
        <p className={classes['hint']}>Until then a silence can be made by one click: at 09:00.</p>
      </Part>
      <Part title="Silences">
        <TextInput
          maw={340}
          label="Creator of new silences"
          description="A name or an address that others find you by. If empty, the name by which the server knows you; it logs that in any case."
          value={creator}
          onChange={(event) => setPreferences({ creator: event.currentTarget.value })}
        />
      </Part>
      <Part title="Keyboard">
        <Switch
          label="Shortcuts of single keys"
          description="Turn them off if they get in the way of speech input or a screen reader. Tab, Enter and Escape work all the same."
          checked={shortcuts}
          onChange={(event) => setPreferences({ shortcuts: event.currentTarget.checked })}
        />
      </Part>
      <Part title="These settings">
        <Backup />
      </Part>
    </div>
  );
}
