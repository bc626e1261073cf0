import { IconBroadcast, IconLoader2, IconPlugConnectedX, IconRefresh, type Icon } from '@tabler/icons-react';
import { useLive, type LiveState } from '../server/live';
import { TimeText } from '../time/TimeText';
import classes from './LiveMark.module.css';

interface Look {
  readonly icon: Icon;
  readonly word: string;
  readonly meaning: string;
}

const looks: Readonly<Record<LiveState, Look>> = {
  connecting: { icon: IconLoader2, word: 'Connecting…', meaning: 'The server has not answered yet' },
  live: { icon: IconBroadcast, word: 'Live', meaning: 'Changes are shown as they happen' },
  polling: { icon: IconRefresh, word: 'Every 10 s', meaning: 'The live stream cannot be had, so the page asks every 10 seconds' },
  lost: { icon: IconPlugConnectedX, word: 'Not up to date', meaning: 'The server cannot be reached; the page goes on asking' },
};

/** How old what is shown may be: icon and word. */
export function LiveMark() {
  const { state, heardAt } = useLive();
  const { icon: Shape, word, meaning } = looks[state];
  return (
    <span className={classes['live']} data-live={state} title={meaning}>
      <Shape size={16} aria-hidden />
      <span role="status">{word}</span>
      {state === 'lost' && heardAt !== undefined ? (
        <span className={classes['since']}>
          for <TimeText at={new Date(heardAt).toISOString()} as="age" isFixed />
        </span>
      ) : null}
    </span>
  );
}
