import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { printAddress, allSilences } from '../address/address';
import { countText } from '../parts/numbers';
import { tellDone, tellFailure } from '../parts/toasts';
import type { Silence } from '../server/answers';
import { expireSilence, setSilence } from '../server/orders';
import { serverNow } from '../time/clock';
import { durationText } from '../time/spans';
import { forEachOf, reasonsOf } from './batch';
import { noClaims } from './claims';
import { latest } from './latest';
import { again, extension, setBack } from './orders';

export interface SilenceActions {
  /** Whether something is under way. */
  readonly isBusy: boolean;
  /**
   * Expires them now; those that something is under way with are left alone. Resolves when the server has answered, whatever it said;
   * people are told.
   *
   * @returns the ids of those that are over now
   */
  readonly expire: (silences: readonly Silence[]) => Promise<readonly string[]>;
  /** Lets them end later by so many milliseconds; otherwise as `expire`. */
  readonly extend: (silences: readonly Silence[], millis: number) => Promise<void>;
}

function subject(silences: readonly unknown[]): string {
  return silences.length === 1 ? 'The silence' : countText(silences.length, 'silence');
}

/** One link where there is one silence to look at. */
function linkTo(ids: readonly string[]): { label: string; href: string } | undefined {
  const [id] = ids;
  return ids.length === 1 && id !== undefined ? { label: 'Show it', href: printAddress({ ...allSilences, open: id }) } : undefined;
}

/** Changes silences, tells how that went, and takes it back if asked within ten seconds. */
export function useSilenceActions(): SilenceActions {
  const client = useQueryClient();
  const [underWay, setUnderWay] = useState(0);
  const [claims] = useState(noClaims);

  /** From the press of the button on, before anything is asked of the server: two presses are one order. */
  const claiming = async <R>(selected: readonly Silence[], run: (free: readonly Silence[]) => Promise<R>): Promise<R | undefined> => {
    const free = claims.take(selected);
    if (free.length === 0) {
      return undefined;
    }
    setUnderWay((count) => count + 1);
    try {
      return await run(free);
    } finally {
      setUnderWay((count) => count - 1);
      claims.release(free);
    }
  };

  /** Runs one change of several silences; the lists that show them are asked for again when it is through. */
  const change = async <R>(silences: readonly Silence[], run: (silence: Silence) => Promise<R>) => {
    setUnderWay((count) => count + 1);
    try {
      return await forEachOf(silences, run);
    } finally {
      setUnderWay((count) => count - 1);
      void client.invalidateQueries({ queryKey: ['silences'] });
      void client.invalidateQueries({ queryKey: ['alerts'] });
    }
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

  const expireFree = async (selected: readonly Silence[]): Promise<readonly string[]> => {
    const { open: silences, over } = await sorted(selected, 'expired');
    const { done, failed } = await change(silences, ({ id }) => expireSilence(id));
    if (failed.length > 0) {
      tellFailure(`${subject(failed)} could not be expired`, reasonsOf(failed));
    }
    if (done.length > 0) {
      const expired = done.map(({ item }) => item);
      tellDone(`${subject(expired)} ${expired.length === 1 ? 'has' : 'have'} expired.`, {
        label: 'Undo',
        run: () => void bringBack(expired),
      });
    }
    return [...over, ...done.map(({ item }) => item)].map(({ id }) => id);
  };

  const bringBack = async (silences: readonly Silence[]): Promise<void> => {
    const { done, failed } = await change(silences, async (silence) => setSilence(again(silence, serverNow())));
    if (failed.length > 0) {
      tellFailure(`${subject(failed)} could not be brought back`, reasonsOf(failed));
    }
    if (done.length > 0) {
      const one = done.length === 1;
      tellDone(
        one ? 'The silence is back, under a new id.' : `${countText(done.length, 'silence')} are back, under new ids.`,
        undefined,
        linkTo(done.map(({ result }) => result)),
      );
    }
  };

  const extendFree = async (selected: readonly Silence[], millis: number): Promise<void> => {
    const { open: silences } = await sorted(selected, 'extended');
    const { done, failed } = await change(silences, (silence) => setSilence(extension(silence, millis)));
    if (failed.length > 0) {
      tellFailure(`${subject(failed)} could not be extended`, reasonsOf(failed));
    }
    if (done.length > 0) {
      tellDone(`${subject(done)} ${done.length === 1 ? 'ends' : 'end'} ${durationText(millis)} later.`, {
        label: 'Undo',
        run: () => void shorten(done.map(({ item, result }) => ({ before: item, id: result }))),
      });
    }
  };

  const shorten = async (extended: readonly { readonly before: Silence; readonly id: string }[]): Promise<void> => {
    const ids = new Map(extended.map(({ before, id }) => [before.id, id]));
    const { done, failed } = await change(
      extended.map(({ before }) => before),
      async (before) => setSilence(setBack(before, ids.get(before.id) ?? before.id, serverNow())),
    );
    if (failed.length > 0) {
      tellFailure(`${subject(failed)} could not be set back`, reasonsOf(failed));
    }
    if (done.length > 0) {
      tellDone(`${subject(done)} ${done.length === 1 ? 'ends' : 'end'} as before.`);
    }
  };

  return {
    isBusy: underWay > 0,
    expire: async (silences) => (await claiming(silences, expireFree)) ?? [],
    extend: (silences, millis) => claiming(silences, (free) => extendFree(free, millis)),
  };
}
