import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { preferences } from '../app/preferences';
import { countText } from '../parts/numbers';
import { supersede, tellDone, tellFailure } from '../parts/toasts';
import type { Silence } from '../server/answers';
import { expireSilence, setSilence } from '../server/orders';
import { serverNow } from '../time/clock';
import { shortMomentText } from '../time/moments';
import { durationText } from '../time/spans';
import { forEachOf, reasonsOf } from './batch';
import { claims } from './claims';
import { latest } from './latest';
import { extension } from './orders';
import { refresh, subject, undoOf } from './takingBack';

export interface SilenceActions {
  /** Whether something is under way. */
  readonly isBusy: boolean;
  /**
   * Expires them now; those that something is under way with are left alone. Resolves when the server has answered, whatever it said, and
   * the list shows it; people are told.
   *
   * @returns the ids of those that are over now
   */
  readonly expire: (silences: readonly Silence[]) => Promise<readonly string[]>;
  /** Lets them end later by so many milliseconds; otherwise as `expire`. */
  readonly extend: (silences: readonly Silence[], millis: number) => Promise<void>;
}

/** Changes silences, tells how that went, and offers to take it back. */
export function useSilenceActions(): SilenceActions {
  const client = useQueryClient();
  const [underWay, setUnderWay] = useState(0);

  /** From the press of the button on, before anything is asked of the server: two presses are one order. */
  const claiming = async <R>(selected: readonly Silence[], run: (free: readonly Silence[]) => Promise<R>): Promise<R | undefined> => {
    const free = claims.take(selected);
    if (free.length === 0) {
      return undefined;
    }
    setUnderWay((count) => count + 1);
    // Now, not when it is done: nobody can tell what taking an earlier deed back would meet meanwhile.
    supersede(free.map(({ id }) => id));
    try {
      return await run(free);
    } finally {
      setUnderWay((count) => count - 1);
      claims.release(free);
    }
  };

  /** Runs one change of several silences; `shown` resolves when the lists that show them have been asked for again. */
  const change = async <R>(silences: readonly Silence[], run: (silence: Silence) => Promise<R>) => {
    const outcome = await forEachOf(silences, run);
    return { ...outcome, shown: refresh(client) };
  };

  /** Those that are not over by now, as they are now, and those that are; neither if the server cannot be asked. */
  const sorted = async (silences: readonly Silence[], what: string): Promise<{ readonly open: readonly Silence[]; readonly over: readonly Silence[] }> => {
    try {
      const current = await latest(client, silences);
      const over = current.filter(({ state }) => state === 'expired');
      if (over.length > 0) {
        tellDone(over.length === 1 ? 'One silence was over already.' : `${countText(over.length, 'silence')} were over already.`);
      }
      return { open: current.filter(({ state }) => state !== 'expired'), over };
    } catch (error) {
      tellFailure(`${subject(silences)} could not be ${what}`, error);
      return { open: [], over: [] };
    }
  };

  const expireFree = async (selected: readonly Silence[]): Promise<{ readonly ids: readonly string[]; readonly shown: Promise<void> }> => {
    const { open: silences, over } = await sorted(selected, 'expired');
    const { done, failed, shown } = await change(silences, ({ id }) => expireSilence(id));
    if (failed.length > 0) {
      tellFailure(`${subject(failed)} could not be expired`, reasonsOf(failed));
    }
    if (done.length > 0) {
      const expired = done.map(({ item }) => item);
      tellDone(
        `${subject(expired)} ${expired.length === 1 ? 'has' : 'have'} expired.`,
        undoOf(client, 'expired', expired.map((before) => ({ kind: 'expired', id: before.id, before }))),
        undefined,
        expired.map(({ id }) => id),
      );
    }
    return { ids: [...over, ...done.map(({ item }) => item)].map(({ id }) => id), shown };
  };

  const extendFree = async (selected: readonly Silence[], millis: number): Promise<void> => {
    const { open: silences } = await sorted(selected, 'extended');
    const { done, failed } = await change(silences, async (before) => {
      const ordered = extension(before, millis);
      return { kind: 'extended', id: await setSilence(ordered), ordered, before } as const;
    });
    if (failed.length > 0) {
      tellFailure(`${subject(failed)} could not be extended`, reasonsOf(failed));
    }
    if (done.length > 0) {
      const deeds = done.map(({ result }) => result);
      const [one] = deeds;
      const end = deeds.length === 1 && one !== undefined ? `, at ${shortMomentText(Date.parse(one.ordered.endsAt), serverNow(), preferences().zone)}` : '';
      tellDone(
        `${subject(done)} ${done.length === 1 ? 'ends' : 'end'} ${durationText(millis)} later${end}.`,
        undoOf(client, 'extended', deeds),
        undefined,
        deeds.map(({ id }) => id),
      );
    }
  };

  return {
    isBusy: underWay > 0,
    expire: async (silences) => {
      const expired = await claiming(silences, expireFree);
      // No claim any more: what was told can be taken back at once.
      await expired?.shown;
      return expired?.ids ?? [];
    },
    extend: (silences, millis) => claiming(silences, (free) => extendFree(free, millis)),
  };
}
