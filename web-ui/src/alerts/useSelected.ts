import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useSyncExternalStore, type RefObject } from 'react';
import { tellFailure } from '../parts/toasts';
import type { AlertSelection } from '../server/queries';
import { noneChosen, shareOf, toggledAlert, withAlerts, withGroup, withoutGroup, type Chosen } from './chosen';
import { keepChosen, keptChosen, subscribeChosen } from './kept';
import type { Stop } from './listing';
import type { ListHandle } from './lists';
import { membersQuery, mostSelected } from './members';

interface Selected {
  readonly chosen: Chosen;
  readonly toggle: (stop: Stop, isRange: boolean) => void;
  readonly clear: () => void;
}

/** As it is by then: somebody may press twice before it is drawn. */
function change(edit: (before: Chosen) => Chosen): void {
  keepChosen(edit(keptChosen()));
}

/** Which alerts are selected, across views and filters. */
export function useSelected(selection: AlertSelection, by: readonly string[], list: RefObject<ListHandle | null>): Selected {
  const client = useQueryClient();
  const chosen = useSyncExternalStore(subscribeChosen, keptChosen);
  const anchor = useRef<string>(undefined);
  const toggle = useCallback(
    (stop: Stop, isRange: boolean) => {
      const select = async (): Promise<void> => {
        const from = anchor.current;
        anchor.current = stop.key;
        if (stop.kind === 'group') {
          if (shareOf(keptChosen(), stop.key, stop.group) === 'all') {
            change((before) => withoutGroup(before, stop.key, stop.group));
          } else {
            const { alerts, total } = await client.fetchQuery(membersQuery(selection, stop.group, by, mostSelected));
            change((before) => withGroup(before, stop.key, stop.group, alerts, total));
          }
        } else if (isRange && from !== undefined) {
          const alerts = (await list.current?.between(from, stop.key)) ?? [];
          change((before) => withAlerts(before, [...alerts, stop.alert]));
        } else {
          change((before) => toggledAlert(before, stop.alert));
        }
      };
      select().catch((error: unknown) => tellFailure('The alerts could not be selected', error));
    },
    [client, selection, by, list],
  );
  const clear = useCallback(() => change(() => noneChosen), []);
  return { chosen, toggle, clear };
}
