import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState, type RefObject } from 'react';
import { tellFailure } from '../parts/toasts';
import type { Alert } from '../server/answers';
import type { AlertSelection } from '../server/queries';
import type { Stop } from './listing';
import type { ListHandle } from './lists';
import { membersQuery, mostSelected } from './members';

/** The alerts, with these among them or, if all of them are there already, without them. Pure. */
export function toggledAll(selected: ReadonlyMap<string, Alert>, alerts: readonly Alert[]): ReadonlyMap<string, Alert> {
  const next = new Map(selected);
  if (alerts.every((each) => selected.has(each.fingerprint))) {
    alerts.forEach((each) => next.delete(each.fingerprint));
  } else {
    alerts.forEach((each) => next.set(each.fingerprint, each));
  }
  return next;
}

function withAll(selected: ReadonlyMap<string, Alert>, alerts: readonly Alert[]): ReadonlyMap<string, Alert> {
  return new Map([...selected, ...alerts.map((each) => [each.fingerprint, each] as const)]);
}

interface Selected {
  readonly selected: ReadonlyMap<string, Alert>;
  readonly toggle: (stop: Stop, isRange: boolean) => void;
  readonly clear: () => void;
}

/** Which alerts are selected, across views and filters. */
export function useSelected(selection: AlertSelection, by: readonly string[], list: RefObject<ListHandle | null>): Selected {
  const client = useQueryClient();
  const [selected, setSelected] = useState<ReadonlyMap<string, Alert>>(new Map());
  const anchor = useRef<string>(undefined);
  const toggle = useCallback(
    (stop: Stop, isRange: boolean) => {
      const select = async (): Promise<void> => {
        const from = anchor.current;
        anchor.current = stop.key;
        if (stop.kind === 'group') {
          const { alerts } = await client.fetchQuery(membersQuery(selection, stop.group, by, mostSelected));
          setSelected((before) => toggledAll(before, alerts));
        } else if (isRange && from !== undefined) {
          const alerts = (await list.current?.between(from, stop.key)) ?? [];
          setSelected((before) => withAll(before, [...alerts, stop.alert]));
        } else {
          setSelected((before) => toggledAll(before, [stop.alert]));
        }
      };
      select().catch((error: unknown) => tellFailure('The alerts could not be selected', error));
    },
    [client, selection, by, list],
  );
  const clear = useCallback(() => setSelected(new Map()), []);
  return { selected, toggle, clear };
}
