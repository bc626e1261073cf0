import type { AlertState } from '../server/answers';
import { Glyph, type GlyphName } from './Glyph';
import classes from './marks.module.css';

const icons: Readonly<Record<AlertState, GlyphName>> = {
  active: 'bellRinging',
  unprocessed: 'clock',
  silenced: 'volumeOff',
  inhibited: 'eyeOff',
  muted: 'clockPause',
};

export const stateWords: Readonly<Record<AlertState, string>> = {
  active: 'Active',
  unprocessed: 'Unprocessed',
  silenced: 'Silenced',
  inhibited: 'Inhibited',
  muted: 'Muted',
};

export const stateMeanings: Readonly<Record<AlertState, string>> = {
  active: 'Fires, and is notified',
  unprocessed: 'Has just come in; its group has not looked at it yet',
  silenced: 'Fires, and a silence keeps it back',
  inhibited: 'Fires, and another alert keeps it back',
  muted: 'Fires, and a time interval keeps it back',
};

interface Props {
  readonly state: AlertState;
  /** Without the word, which is said to those who cannot see the icon all the same. */
  readonly isIconOnly?: boolean;
}

/** What keeps an alert back, if anything: icon, word and colour. */
export function StateMark({ state, isIconOnly = false }: Props) {
  return (
    <span className={classes['mark']} data-state={state} title={isIconOnly ? `${stateWords[state]}: ${stateMeanings[state]}` : stateMeanings[state]}>
      <Glyph name={icons[state]} />
      <span className={isIconOnly ? 'visually-hidden' : undefined}>{stateWords[state]}</span>
    </span>
  );
}
