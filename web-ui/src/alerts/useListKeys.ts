import type { RefObject } from 'react';
import { goTo } from '../address/useAddress';
import { useShortcut } from '../keys/shortcuts';
import { equalTo } from '../matchers/matchers';
import type { Chosen } from './chosen';
import { moveFocus, type Stop } from './listing';
import { silenceOf, silenceOfChosen, silenceOfGroup } from './silencing';

const section = 'Alerts';

interface Options {
  readonly area: RefObject<HTMLElement | null>;
  readonly stops: ReadonlyMap<string, Stop>;
  readonly current: string | undefined;
  readonly chosen: Chosen;
  readonly maySilence: boolean;
  readonly isInList: boolean;
  readonly toggle: (stop: Stop, isRange: boolean) => void;
  readonly clear: () => void;
  readonly open: (fingerprint: string) => void;
  readonly refresh: () => void;
}

/** The keys of the list. */
export function useListKeys(options: Options): void {
  const { area, stops, current, chosen, maySilence, isInList, toggle, clear, open, refresh } = options;
  const move = (by: number) => (): void => {
    if (area.current !== null) {
      moveFocus(area.current, current, by);
    }
  };
  const stop = (): Stop | undefined => (current === undefined ? undefined : stops.get(current));
  const select = (isRange: boolean) => (): void => {
    const here = stop();
    if (here !== undefined) {
      toggle(here, isRange);
    }
  };
  useShortcut({ keys: 'j', does: 'Go to the next alert', section }, move(1));
  useShortcut({ keys: 'k', does: 'Go to the alert before', section }, move(-1));
  useShortcut({ keys: 'ArrowDown', does: 'Go to the next alert, in the list', section }, move(1), isInList);
  useShortcut({ keys: 'ArrowUp', does: 'Go to the alert before, in the list', section }, move(-1), isInList);
  useShortcut({ keys: 'Enter', does: 'Open the alert', section }, () => {
    const here = stop();
    if (here?.kind === 'alert') {
      open(here.alert.fingerprint);
    }
  });
  useShortcut({ keys: 'x', does: 'Select the alert or the group', section }, select(false));
  useShortcut({ keys: 'X', does: 'Select up to this alert', section }, select(true));
  useShortcut(
    { keys: 's', does: 'Silence what is selected, or the alert', section },
    () => {
      const here = stop();
      if (chosen.alerts.size > 0) {
        const target = silenceOfChosen(chosen);
        // The bar says so where they are too different for one silence.
        if (target.filter !== '') {
          goTo(target);
        }
      } else if (here !== undefined) {
        goTo(here.kind === 'group' ? silenceOfGroup(here.group) : silenceOf(equalTo(here.alert.labels)));
      }
    },
    maySilence,
  );
  useShortcut({ keys: 'r', does: 'Ask for the alerts again', section }, refresh);
  useShortcut({ keys: 'Escape', does: 'Select nothing', section }, clear, chosen.alerts.size > 0);
}
