import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { allSilences, printAddress } from '../address/address';
import { currentAddress, goBack, goTo } from '../address/useAddress';
import { forgetChosen, keptChosen } from '../alerts/kept';
import { preferences, setPreferences } from '../app/preferences';
import { supersede, tellDone, tellFailure } from '../parts/toasts';
import type { Silence } from '../server/answers';
import { setSilence, type SilenceOrder } from '../server/orders';
import type { Deed } from '../silences/deeds';
import { refresh, undoOf } from '../silences/takingBack';
import { serverNow } from '../time/clock';
import { madeText } from './told';

/** That an order was not carried out. */
export function notDone(isChange: boolean): string {
  return isChange ? 'The silence was not changed' : 'The silence was not made';
}

export interface Submit {
  readonly isBusy: boolean;
  readonly error: unknown;
  /** Sends the order, once, however often it is asked to, if `isStillFit` says so just before. */
  readonly send: (order: SilenceOrder, isStillFit: () => Promise<boolean>) => void;
}

/**
 * Has the server make or change a silence, tells so with a way back, and leaves the form.
 *
 * @param matched how many alerts it matches now, as far as that is known
 * @param suggested the creator that the form began with; whoever writes another one is asked no more
 * @param onSent when the order leaves
 * @param onRefused when it was not carried out
 */
export function useSubmit(
  known: Silence | undefined,
  matched: number | undefined,
  suggested: string,
  onSent: () => void,
  onRefused: () => void,
): Submit {
  const client = useQueryClient();
  const isUnderWay = useRef(false);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(undefined);

  const isChangeBy = (order: SilenceOrder): boolean => order.id !== undefined && known !== undefined && known.state !== 'expired';

  const tell = (order: SilenceOrder, id: string): void => {
    const link = { label: 'Show it', href: printAddress({ ...allSilences, open: id }) };
    if (known !== undefined && isChangeBy(order)) {
      const deed: Deed = { kind: 'changed', id, ordered: order, before: known };
      tellDone(
        id === known.id ? 'The silence is changed.' : 'The silence has ended, and another one has taken its place.',
        undoOf(client, 'changed', [deed]),
        link,
        [id],
      );
    } else {
      tellDone(
        madeText(order, matched, serverNow(), preferences().zone),
        undoOf(client, 'made', [{ kind: 'made', id, ordered: order }]),
        link,
        [id],
      );
    }
  };

  const leave = (order: SilenceOrder, id: string): void => {
    const details = { ...allSilences, open: id };
    if (isChangeBy(order) && id !== known?.id) {
      // Where this came from may be the one that has ended.
      goTo(details, true);
    } else {
      goBack(details);
    }
  };

  const run = async (order: SilenceOrder, isStillFit: () => Promise<boolean>): Promise<void> => {
    // Whoever goes elsewhere while the server is asked stays there.
    const form = currentAddress();
    const isLeft = (): boolean => currentAddress() !== form;
    // What is selected since is of somebody's next silence.
    const chosen = keptChosen();
    isUnderWay.current = true;
    setBusy(true);
    setError(undefined);
    try {
      if (!(await isStillFit())) {
        if (isLeft()) {
          tellFailure(notDone(true), new Error('somebody else has changed it meanwhile; what you wrote is still in its form'));
        }
        return;
      }
      supersede(known === undefined ? [] : [known.id]);
      onSent();
      const id = await setSilence(order).catch((failure: unknown) => {
        onRefused();
        throw failure;
      });
      // Not what a link or the server had suggested: the next one at this browser may be somebody else.
      if (order.createdBy !== suggested && known === undefined) {
        setPreferences({ creator: order.createdBy });
      }
      void refresh(client);
      if (keptChosen() === chosen) {
        forgetChosen();
      }
      tell(order, id);
      if (!isLeft()) {
        leave(order, id);
      }
    } catch (failure) {
      setError(failure);
      if (isLeft()) {
        tellFailure(notDone(known !== undefined), failure);
      }
    } finally {
      isUnderWay.current = false;
      setBusy(false);
    }
  };

  return {
    isBusy,
    error,
    send: (order, isStillFit) => {
      if (!isUnderWay.current) {
        void run(order, isStillFit);
      }
    },
  };
}
