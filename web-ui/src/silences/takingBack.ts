import type { QueryClient } from '@tanstack/react-query';
import { allSilences, printAddress } from '../address/address';
import { currentAddress, goTo } from '../address/useAddress';
import { countText } from '../parts/numbers';
import { tellDone, tellFailure, type Undo } from '../parts/toasts';
import { expireSilence, setSilence } from '../server/orders';
import { serverNow } from '../time/clock';
import { forEachOf, reasonsOf } from './batch';
import { claims } from './claims';
import { remedyOf, type Deed, type DeedKind } from './deeds';
import { latestOf } from './latest';

export function subject(silences: readonly unknown[]): string {
  return silences.length === 1 ? 'The silence' : countText(silences.length, 'silence');
}

/** One link where there is one silence to look at. */
function linkTo(ids: readonly string[]): { label: string; href: string } | undefined {
  const [id] = ids;
  return ids.length === 1 && id !== undefined ? { label: 'Show it', href: printAddress({ ...allSilences, open: id }) } : undefined;
}

/** Has everything that shows silences asked for again; resolves when the silences are there, or could not be had. */
export async function refresh(client: QueryClient): Promise<void> {
  void client.invalidateQueries({ queryKey: ['alerts'] });
  await client.invalidateQueries({ queryKey: ['silences'] });
}

/** How it is said that deeds of a kind are taken back, or that they could not be. */
const words: Readonly<Record<DeedKind, { readonly failed: string; readonly one: string; readonly many: string }>> = {
  made: { failed: 'could not be expired', one: 'has expired.', many: 'have expired.' },
  changed: { failed: 'could not be set back', one: 'is as before.', many: 'are as before.' },
  extended: { failed: 'could not be set back', one: 'ends as before.', many: 'end as before.' },
  expired: { failed: 'could not be brought back', one: 'is back, under a new id.', many: 'are back, under new ids.' },
};

/** The details that are open go with their silence to its new id; the one before is over. */
function follow(from: string, to: string): void {
  const address = currentAddress();
  if (from !== to && address.screen === 'silences' && address.open === from) {
    goTo({ ...address, open: to }, true);
  }
}

async function takeBack(client: QueryClient, kind: DeedKind, selected: readonly Deed[]): Promise<void> {
  const { failed: couldNot, one, many } = words[kind];
  const deeds = claims.take(selected);
  try {
    const current = await latestOf(client, deeds.map(({ id }) => id));
    const { done, failed } = await forEachOf(deeds, async (deed) => {
      const remedy = remedyOf(deed, current.get(deed.id), serverNow());
      if ('order' in remedy) {
        return setSilence(remedy.order);
      }
      await expireSilence(remedy.expire);
      return remedy.expire;
    });
    if (failed.length > 0) {
      tellFailure(`${subject(failed)} ${couldNot}`, reasonsOf(failed));
    }
    if (done.length > 0) {
      const ids = done.map(({ result }) => result);
      tellDone(`${subject(done)} ${done.length === 1 ? one : many}`, undefined, kind === 'expired' ? linkTo(ids) : undefined, ids);
    }
    done.forEach(({ item, result }) => follow(item.id, result));
  } catch (error) {
    tellFailure(`${subject(deeds)} ${couldNot}`, error);
  } finally {
    claims.release(deeds);
    void refresh(client);
  }
}

/** The offer to take back what was done; the rule is told in deeds.ts. */
export function undoOf(client: QueryClient, kind: DeedKind, deeds: readonly Deed[]): Undo {
  return {
    label: 'Undo',
    run: (still) => void takeBack(client, kind, deeds.filter(({ id }) => still.has(id))),
  };
}
