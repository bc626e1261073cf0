import { useQueries, useQueryClient } from '@tanstack/react-query';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useImperativeHandle, useMemo, useRef, useState, type Ref } from 'react';
import { printAddress, type AlertsAddress } from '../address/address';
import { equal, type WrittenMatcher } from '../matchers/matchers';
import type { AlertGroup, GroupPage } from '../server/answers';
import { groupsQuery } from '../server/queries';
import { joined } from './filters';
import { GroupCard } from './GroupCard';
import classes from './GroupCard.module.css';
import { writtenFilter } from './knownMatchers';
import type { ListHandle, ListProps } from './lists';
import { allInCard, firstInCard, groupLabels, membersQuery, mostInCard } from './members';
import { itemAt, knownItems } from './pages';
import { groupId } from './rows';
import { receiverPattern } from './selection';
import { useListTop } from './useListTop';
import { useArrivals, useOffsets } from './usePaging';
import { useShown } from './useShown';
import { drawnWith, gapsAbove } from './virtual';

const pageSize = 20;
const read = { total: (page: GroupPage) => page.totalGroups, items: (page: GroupPage) => page.groups };

interface Props extends ListProps {
  readonly address: AlertsAddress;
  readonly by: readonly string[];
  readonly isExpanded: boolean;
  readonly handle: Ref<ListHandle>;
}

/** The address of the table with all alerts of a group. */
function tableOf(address: AlertsAddress, group: AlertGroup, by: readonly string[], matchers: readonly WrittenMatcher[]): AlertsAddress {
  const labels = group.key === undefined ? groupLabels(group, by) : Object.entries(group.labels);
  return {
    ...address,
    view: 'table',
    sort: '',
    filter: writtenFilter(joined(matchers, labels.map(([name, value]) => equal(name, value)))),
    ...(group.receiver === undefined ? {} : { receiver: receiverPattern(group.receiver) }),
  };
}

function firstStop(group: AlertGroup | undefined): string | undefined {
  const [first] = group?.alerts ?? [];
  return group === undefined || first === undefined ? undefined : `${groupId(group)} ${first.fingerprint}`;
}

/** The alerts in their groups. */
export function CardList({ listKey, selection, sort, by, address, matchers, selected, current, isHeld, isExpanded, handle, onShown }: Props) {
  const client = useQueryClient();
  const area = useRef<HTMLDivElement>(null);
  const top = useListTop(area);
  const shown = useShown<AlertGroup>(groupId);
  const list = shown.merged?.shown;
  const [folds, setFolds] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [wanted, setWanted] = useState<ReadonlyMap<string, number>>(new Map());
  const fold = useCallback((id: string, isOpen: boolean) => setFolds((before) => new Map(before).set(id, isOpen)), []);
  const want = useCallback((id: string, count: number) => setWanted((before) => new Map(before).set(id, count)), []);
  // Expand all and collapse all go for those, too, that were handled one by one.
  useEffect(() => setFolds(new Map()), [isExpanded]);

  const currentIndex = useMemo(
    () => (list === undefined || current === undefined ? undefined : knownItems(list).find(([, group]) => current.startsWith(groupId(group)))?.[0]),
    [list, current],
  );
  const virtualizer = useWindowVirtualizer({
    count: list?.total ?? 0,
    estimateSize: (index) => {
      const group = list === undefined ? undefined : itemAt(list, index, pageSize);
      return isExpanded ? 120 + 64 * Math.min(firstInCard, group?.total ?? 3) : 60;
    },
    getItemKey: (index) => {
      const group = list === undefined ? undefined : itemAt(list, index, pageSize);
      return group === undefined ? index : groupId(group);
    },
    overscan: 3,
    scrollMargin: top,
    rangeExtractor: drawnWith(currentIndex),
  });
  const offsets = useOffsets(virtualizer.range, pageSize, list?.key !== listKey);
  const answers = useQueries({
    queries: offsets.map((offset) => {
      const { placeholderData: none, ...query } = groupsQuery(selection, { by, sort, offset, limit: pageSize, alerts: firstInCard });
      return query;
    }),
  });
  const { changes, release } = useArrivals(shown, listKey, offsets, answers, isHeld, read);
  useEffect(() => onShown({ key: list?.key, count: list?.total ?? 0, changes, release }), [onShown, list?.key, list?.total, changes, release]);

  useImperativeHandle(
    handle,
    () => ({
      between: async (from, to) => {
        const alerts = (list === undefined ? [] : knownItems(list)).flatMap(([, group]) => {
          const id = groupId(group);
          const members = client.getQueryData(membersQuery(selection, group, by, mostInCard).queryKey);
          return allInCard(group, members?.alerts).map((alert) => ({ key: `${id} ${alert.fingerprint}`, alert }));
        });
        const [a, b] = [from, to].map((key) => alerts.findIndex((each) => each.key === key)).sort((x, y) => x - y);
        return a === undefined || b === undefined || a < 0 ? [] : alerts.slice(a, b + 1).map((each) => each.alert);
      },
    }),
    [client, list, selection, by],
  );
  const tableHref = useCallback((group: AlertGroup) => printAddress(tableOf(address, group, by, matchers ?? [])), [address, by, matchers]);

  const items = virtualizer.getVirtualItems();
  const gaps = gapsAbove(items, top);
  const firstId = list === undefined ? undefined : firstStop(list.pages.get(0)?.[0]);
  const stop = currentIndex === undefined ? firstId : current;
  return (
    <div ref={area} className={classes['list']} style={{ height: virtualizer.getTotalSize() }}>
      {items.map((item, at) => {
        const group = list === undefined ? undefined : itemAt(list, item.index, pageSize);
        const id = group === undefined ? undefined : groupId(group);
        return (
          <div key={item.key} ref={virtualizer.measureElement} data-index={item.index} className={classes['slot']} style={{ marginTop: gaps[at] }}>
            {group === undefined || id === undefined ? (
              <div className={`${classes['card']} ${classes['empty']}`} aria-hidden />
            ) : (
              <GroupCard
                id={id}
                group={group}
                selection={selection}
                by={by}
                isExpanded={folds.get(id) ?? isExpanded}
                wanted={wanted.get(id) ?? firstInCard}
                selected={selected}
                current={stop?.startsWith(id) === true ? stop : undefined}
                tableHref={tableHref}
                onFold={fold}
                onWanted={want}
              />
            )}
          </div>
        );
      })}
    </div>
  );
}
