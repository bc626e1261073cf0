import { Button, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { usePreferences } from '../app/preferences';
import { useNow } from '../time/clock';
import { momentText } from '../time/moments';
import { durationText, parseDuration, spanText } from '../time/spans';
import { after, at, countedFrom, durationOf, endOf, periodProblem, type Period } from './period';
import { isSameEnd, quickEnds } from './quick';
import { WallInput } from './WallInput';
import classes from './SilenceForm.module.css';

interface Props {
  readonly period: Period;
  /** Whether the start is that of a silence in force, which goes on only with it. */
  readonly hasBegun: boolean;
  readonly onChange: (period: Period) => void;
}

const minute = 60_000;

/** From when to when, in the zone of whoever looks; duration and end follow each other. */
export function PeriodFields({ period, hasBegun, onChange }: Props) {
  const { zone, firstDayOfWeek } = usePreferences();
  const now = useNow();
  const end = endOf(period, now);
  // At once: nothing is wrong before somebody has chosen it, or time has passed.
  const problem = periodProblem(period, now);
  return (
    <>
      <div className={classes['quick']} role="group" aria-label="Duration">
        {quickEnds(countedFrom(period, now), zone, firstDayOfWeek).map(({ text, end: quick }) => (
          <Button
            key={text}
            size="xs"
            variant={isSameEnd(period.end, quick) ? 'filled' : 'default'}
            aria-pressed={isSameEnd(period.end, quick)}
            onClick={() => onChange({ ...period, end: quick })}
          >
            {text}
          </Button>
        ))}
      </div>
      <div className={classes['times']}>
        <div className={classes['start']}>
          {period.start === undefined ? null : (
            <WallInput label="Starts" millis={period.start} zone={zone} onMillis={(millis) => onChange({ ...period, start: millis })} />
          )}
          {hasBegun ? null : (
            <Switch
              label="Starts at once"
              checked={period.start === undefined}
              onChange={(event) => onChange({ ...period, start: event.currentTarget.checked ? undefined : Math.ceil(now / minute) * minute })}
            />
          )}
        </div>
        <DurationInput label={hasBegun ? 'Duration from now' : 'Duration'} millis={durationOf(period, now)} onMillis={(millis) => onChange({ ...period, end: after(millis) })} />
        <WallInput label="Ends" millis={end} zone={zone} error={problem} onMillis={(millis) => onChange({ ...period, end: at(millis) })} />
      </div>
      <p className={classes['summary']}>
        {problem === undefined ? (
          <>
            Ends <strong>{momentText(end, zone)}</strong>, in {spanText(end - now)}.
          </>
        ) : (
          problem
        )}{' '}
        <span className="quiet">Times are those of {zone === 'browser' ? new Intl.DateTimeFormat().resolvedOptions().timeZone : zone}.</span>
      </p>
    </>
  );
}

interface DurationProps {
  readonly label: string;
  readonly millis: number;
  readonly onMillis: (millis: number) => void;
}

function DurationInput({ label, millis, onMillis }: DurationProps) {
  const [typed, setTyped] = useState<string>();
  const isUnread = typed !== undefined && parseDuration(typed) === undefined;
  const rounded = Math.round(millis / minute) * minute;
  return (
    <TextInput
      label={label}
      value={typed ?? (rounded > 0 ? durationText(rounded) : '')}
      placeholder="2h"
      error={isUnread ? 'Such as 30m, 2h or 1d12h.' : undefined}
      onChange={(event) => {
        const text = event.currentTarget.value;
        setTyped(text);
        const read = parseDuration(text);
        if (read !== undefined) {
          onMillis(read);
        }
      }}
      onBlur={() => setTyped(undefined)}
    />
  );
}
