import { useQueries, useQueryClient } from '@tanstack/react-query';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { memo, startTransition, useCallback, useEffect, useImperativeHandle, useMemo, useRef, useState, type Key, type ReactNode, type Ref } from 'react';
import { printAddress, type AlertsAddress } from '../address/address';
import { equal, type WrittenMatcher } from '../matchers/matchers';
import type { AlertGroup, GroupPage } from '../server/answers';
import { firstInCard, groupPageQuery, groupsInPage } from './asked';
import { joined } from './filters';
import { GroupCard } from './GroupCard';
import classes from './GroupCard.module.css';
import { writtenFilter } from './knownMatchers';
import type { ListHandle, ListProps } from './lists';
import { allInCard, groupLabels, membersQuery, mostInCard } from './members';
import { itemAt, knownItems, type Arrived } from './pages';
import { groupId, groupPlaces } from './rows';
import { receiverPattern } from './selection';
import { useFlushRefresh } from './useFlushRefresh';
import { useListTop } from './useListTop';
import { useArrived, useOffsets } from './usePaging';
import { useShown } from './useShown';
import { drawnWith, gapsAbove } from './virtual';

/** Between cards, in pixels; the same as in the style. */
const cardGap = 12;
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

interface PagesProps extends Pick<Props, 'listKey' | 'selection' | 'sort' | 'by' | 'isHeld'> {
  readonly offsets: readonly number[];
  readonly accept: (arrived: Arrived<AlertGroup>, isHeld: boolean) => void;
}

/** Asks for pages. Apart from the list, which is drawn with every move of the wheel. */
const Pages = memo(function Pages({ listKey, selection, sort, by, isHeld, offsets, accept }: PagesProps) {
  const answers = useQueries({ queries: offsets.map((offset) => groupPageQuery(selection, by, sort, offset)) });
  const arrived = useArrived(listKey, offsets, answers, read);
  useEffect(() => {
    if (arrived !== undefined) {
      accept(arrived, isHeld);
    }
  }, [accept, arrived, isHeld]);
  return null;
});

interface EventuallyProps {
  /** How high it will be, as far as that is known; in pixels. */
  readonly height: number;
  readonly children: ReactNode;
}

/** Draws a card when nothing more urgent is to be drawn, such as the next step of scrolling past it. */
function Eventually({ height, children }: EventuallyProps) {
  const [isDrawn, setDrawn] = useState(false);
  useEffect(() => startTransition(() => setDrawn(true)), []);
  return isDrawn ? children : <div className={classes['card']} style={{ height: height - cardGap }} aria-hidden />;
}

/** The alerts in their groups. */
export function CardList({ listKey, selection, sort, by, address, matchers, chosen, current, isHeld, isExpanded, handle, onShown }: Props) {
  const client = useQueryClient();
  const area = useRef<HTMLDivElement>(null);
  const top = useListTop(area);
  const shown = useShown(groupId, groupPlaces);
  const { changes, release } = shown;
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
      const group = list === undefined ? undefined : itemAt(list, index, groupsInPage);
      return isExpanded ? 120 + 64 * Math.min(firstInCard, group?.total ?? 3) : 60;
    },
    getItemKey: (index) => {
      const group = list === undefined ? undefined : itemAt(list, index, groupsInPage);
      return group === undefined ? index : groupId(group);
    },
    overscan: 2,
    scrollMargin: top,
    rangeExtractor: drawnWith(currentIndex),
  });
  const offsets = useOffsets(virtualizer.range, groupsInPage, list?.key !== listKey);
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
  const tableHref = useMemo(
    () => (matchers === undefined ? undefined : (group: AlertGroup) => printAddress(tableOf(address, group, by, matchers))),
    [address, by, matchers],
  );

  useFlushRefresh(useMemo(() => (list === undefined ? [] : knownItems(list).map(([, group]) => group.nextFlush)), [list]), ['alerts', 'groups']);

  const items = virtualizer.getVirtualItems();
  const gaps = gapsAbove(items, top);
  // Pages of different moments can have the same group: the second one is known by its place.
  const drawn = new Set<Key>();
  const firstId = list === undefined ? undefined : firstStop(list.pages.get(0)?.[0]);
  const stop = currentIndex === undefined ? firstId : current;
  return (
    <>
      <Pages listKey={listKey} selection={selection} sort={sort} by={by} isHeld={isHeld} offsets={offsets} accept={shown.accept} />
      <div ref={area} className={classes['list']} style={{ height: virtualizer.getTotalSize() }}>
        {items.map((item, at) => {
          const group = list === undefined ? undefined : itemAt(list, item.index, groupsInPage);
          const id = group === undefined ? undefined : groupId(group);
          const key = drawn.has(item.key) ? `again ${item.index}` : item.key;
          drawn.add(item.key);
          return (
            <div key={key} ref={virtualizer.measureElement} data-index={item.index} className={classes['slot']} style={{ marginTop: gaps[at] }}>
              {group === undefined || id === undefined ? (
                <div className={`${classes['card']} ${classes['empty']}`} aria-hidden />
              ) : (
                <Eventually height={item.size}>
                  <GroupCard
                    id={id}
                    group={group}
                    selection={selection}
                    by={by}
                    isExpanded={folds.get(id) ?? isExpanded}
                    wanted={wanted.get(id) ?? firstInCard}
                    chosen={chosen}
                    current={stop?.startsWith(id) === true ? stop : undefined}
                    tableHref={tableHref}
                    onFold={fold}
                    onWanted={want}
                  />
                </Eventually>
              )}
            </div>
          );
        })}
      </div>
    </>
  );
}
