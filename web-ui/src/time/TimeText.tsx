import { useMemo } from 'react';
import { usePreferences } from '../app/preferences';
import { useNow } from './clock';
import { momentText } from './moments';
import { timeSaid, type Saying } from './said';

interface Props {
  /** RFC 3339. */
  readonly at: string;
  readonly as?: Saying;
  /** Whether the words around it fit only this one, or say the other one themselves. */
  readonly isFixed?: boolean;
}

/** A moment as the person prefers it, with the other way to say it as its title. */
export function TimeText({ at, as = 'ago', isFixed = false }: Props) {
  const { zone, times } = usePreferences();
  const now = useNow();
  const millis = Date.parse(at);
  // Lists have a hundred of these, each drawn every second: only what changes is said anew.
  const moment = useMemo(() => (Number.isNaN(millis) ? at : momentText(millis, zone)), [at, millis, zone]);
  if (Number.isNaN(millis)) {
    return <span>{at}</span>;
  }
  const { shown, title } = timeSaid(millis, now, as, isFixed ? 'relative' : times, zone, moment);
  return (
    <time dateTime={at} title={title}>
      {shown}
    </time>
  );
}
