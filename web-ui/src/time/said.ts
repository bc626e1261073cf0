/** In which words a moment is said, as a person prefers. Pure. */

import { momentText, shortMomentText } from './moments';
import { roughSpanText } from './spans';

export const timeStyles = ['relative', 'absolute', 'both'] as const;
/** `relative`: `5 min ago`; `absolute`: `15:04`, with the date unless it is today. */
export type TimeStyle = (typeof timeStyles)[number];

export const timeStyleWords: Readonly<Record<TimeStyle, string>> = { relative: '5 min ago', absolute: '15:04', both: 'Both' };

/** `age`: `5 min`; `ago`: `5 min ago` or `in 5 min`; `moment`: the date and the time; `short`: the time, and the date unless it is today. */
export type Saying = 'age' | 'ago' | 'moment' | 'short';

export interface Said {
  readonly shown: string;
  /** What is left to say, for who points at it. */
  readonly title: string;
}

/** A text that is never broken into lines, though it has blanks. */
function unbroken(text: string): string {
  return text.replaceAll(' ', '\u00a0');
}

/**
 * @param style holds for what is told by its distance (`age`, `ago`): a place that asks for the moment means it
 * @param moment the {@link momentText} of `millis`, which is dear to make
 */
export function timeSaid(millis: number, now: number, as: Saying, style: TimeStyle, zone: string, moment = momentText(millis, zone)): Said {
  const span = roughSpanText(Math.abs(now - millis));
  const relative = millis > now ? `in ${span}` : `${span} ago`;
  const near = as === 'age' ? span : relative;
  const short = (): string => shortMomentText(millis, now, zone);
  switch (as) {
    case 'moment':
      return { shown: moment, title: relative };
    case 'short':
      return { shown: short(), title: `${moment}, ${relative}` };
    case 'age':
    case 'ago':
      switch (style) {
        case 'relative':
          return { shown: near, title: moment };
        case 'absolute':
          return { shown: short(), title: `${moment}, ${relative}` };
        case 'both':
          // Where there is no room for both beside each other, they stand one below the other.
          return { shown: `${unbroken(near)} · ${unbroken(short())}`, title: moment };
      }
  }
}
