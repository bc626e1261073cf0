import { useMemo } from 'react';
import { usePreferences } from '../app/preferences';
import { useNow } from './clock';
import { momentText, shortMomentText } from './moments';
import { spanText } from './spans';

interface Props {
  /** RFC 3339. */
  readonly at: string;
  /** `age`: `5 min`; `ago`: `5 min ago` or `in 5 min`; `moment`: the date and the time; `short`: the time, and the date unless it is today. */
  readonly as?: 'age' | 'ago' | 'moment' | 'short';
}

/** A moment, with the other way to say it as its title. */
export function TimeText({ at, as = 'ago' }: Props) {
  const { zone } = usePreferences();
  const now = useNow();
  const millis = Date.parse(at);
  // Lists have a hundred of these, each drawn every second: only what changes is said anew.
  const moment = useMemo(() => (Number.isNaN(millis) ? at : momentText(millis, zone)), [at, millis, zone]);
  if (Number.isNaN(millis)) {
    return <span>{at}</span>;
  }
  if (as === 'age') {
    return (
      <time dateTime={at} title={moment}>
        {spanText(Math.abs(now - millis))}
      </time>
    );
  }
  const relative = millis > now ? `in ${spanText(millis - now)}` : `${spanText(now - millis)} ago`;
  const shown = as === 'ago' ? relative : as === 'moment' ? moment : shortMomentText(millis, now, zone);
  return (
    <time dateTime={at} title={as === 'moment' ? relative : as === 'short' ? `${moment}, ${relative}` : moment}>
      {shown}
    </time>
  );
}
