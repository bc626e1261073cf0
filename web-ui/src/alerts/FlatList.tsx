import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useQueries, useQueryClient } from '@tanstack/react-query';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { Fragment, useEffect, memo, useImperativeHandle, useMemo, useRef, type Ref } from 'react';
import { useMatches } from '../app/useMatches';
import { Glyph, type GlyphName } from '../parts/Glyph';
import type { Alert, AlertPage } from '../server/answers';
import { alertPageQuery, alertsInPage } from './asked';
import classes from './FlatList.module.css';
import { CompactRow, TableRow, type Columns } from './FlatRow';
import type { ListHandle, ListProps } from './lists';
import { itemAt, knownItems, offsetsFor, type Arrived } from './pages';
import { tellingLabels } from './rows';
import { nextLookOf } from './nextLook';
import { nextSort } from './selection';
import { useFlushRefresh } from './useFlushRefresh';
import { useListTop } from './useListTop';
import { useStable } from './useStable';
import { useArrived, useOffsets } from './usePaging';
import { useShown } from './useShown';
import { drawnWith, gapsAbove } from './virtual';

const read = { total: (page: AlertPage) => page.total, items: (page: AlertPage) => page.alerts };

function fingerprintOf(alert: Alert): string {
  return alert.fingerprint;
}

interface ColumnOf {
  readonly name: string;
  readonly className: string;
  /** How the server is asked to sort by it; absent where it is not. */
  readonly sort?: string;
  /** Stands for the name where the column is as wide as an icon. */
  readonly glyph?: GlyphName;
  /** Whether the first click asks for the greatest first. */
  readonly downFirst?: boolean;
}

const allColumns: readonly ColumnOf[] = [
  { name: 'Select', className: 'boxColumn' },
  { name: 'Severity', className: 'severityColumn', sort: 'severity', glyph: 'flame' },
  { name: 'State', className: 'stateColumn', sort: 'state', glyph: 'bellRinging' },
  { name: 'Alert', className: 'nameColumn', sort: 'alertname' },
  { name: 'Labels', className: 'labelsColumn' },
  { name: 'Receivers', className: 'receiverColumn' },
  { name: 'Age', className: 'ageColumn', sort: 'startsAt', downFirst: true },
  { name: 'Next look', className: 'nextColumn' },
  { name: 'Silence', className: 'silenceColumn' },
];

const hiddenNames = ['Select', 'Silence'];

/** The greatest start is the smallest age: what is said is the order of what is seen. */
function sortOf(column: ColumnOf, sort: string): 'ascending' | 'descending' | undefined {
  const isUp = sort === column.sort;
  const isDown = sort === `-${column.sort}`;
  return column.sort === undefined || (!isUp && !isDown) ? undefined : isUp === (column.sort !== 'startsAt') ? 'ascending' : 'descending';
}

function columnsOf({ state, labels, receivers, next }: Columns): readonly ColumnOf[] {
  const isThere: Readonly<Record<string, boolean>> = { State: state, Labels: labels, Receivers: receivers, 'Next look': next };
  return allColumns.filter(({ name }) => isThere[name] ?? true);
}

interface HeadProps {
  readonly columns: Columns;
  readonly sort: string;
  readonly onSort: (sort: string) => void;
}

function Head({ columns, sort, onSort }: HeadProps) {
  return (
    <thead role="rowgroup">
      <tr role="row" aria-rowindex={1}>
        {columnsOf(columns).map((column) => {
          const sorted = sortOf(column, sort);
          const by = column.sort;
          const glyph = columns.words ? undefined : column.glyph;
          return (
            <th key={column.name} role="columnheader" scope="col" className={classes[column.className]} aria-sort={sorted}>
              {by === undefined ? (
                <span className={hiddenNames.includes(column.name) ? 'visually-hidden' : undefined}>{column.name}</span>
              ) : (
                <button
                  type="button"
                  className={classes['sort']}
                  data-sorted={sorted}
                  title={glyph === undefined ? undefined : column.name}
                  onClick={() => onSort(nextSort(sort, by, column.downFirst === true))}
                >
                  {glyph === undefined ? null : <Glyph name={glyph} />}
                  <span className={glyph === undefined ? undefined : 'visually-hidden'}>{column.name}</span>
                  {sorted === 'ascending' ? <IconArrowUp size={14} aria-hidden /> : null}
                  {sorted === 'descending' ? <IconArrowDown size={14} aria-hidden /> : null}
                </button>
              )}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

interface Props extends ListProps {
  readonly form: 'table' | 'compact';
  readonly onSort: (sort: string) => void;
  readonly handle: Ref<ListHandle>;
}

interface PagesProps extends Pick<ListProps, 'listKey' | 'selection' | 'sort' | 'isHeld'> {
  readonly offsets: readonly number[];
  readonly accept: (arrived: Arrived<Alert>, isHeld: boolean) => void;
}

/** Asks for pages. Apart from the list, which is drawn with every move of the wheel. */
const Pages = memo(function Pages({ listKey, selection, sort, isHeld, offsets, accept }: PagesProps) {
  const answers = useQueries({ queries: offsets.map((offset) => alertPageQuery(selection, sort, offset)) });
  const arrived = useArrived(listKey, offsets, answers, read);
  useEffect(() => {
    if (arrived !== undefined) {
      accept(arrived, isHeld);
    }
  }, [accept, arrived, isHeld]);
  return null;
});

/** The alerts one by one, as a table or a line for each. Of many, only what is seen is drawn and asked for. */
export function FlatList({ listKey, selection, sort, chosen, current, isHeld, form, onSort, handle, onShown }: Props) {
  const client = useQueryClient();
  const area = useRef<HTMLDivElement>(null);
  const isNarrow = useMatches('(max-width: 600px)');
  const hasRoom = useMatches('(min-width: 1760px)');
  const isTable = form === 'table';
  const hasState = (selection.state ?? []).some((each) => each !== 'active' && each !== 'unprocessed');
  // The labels, which tell alerts apart, come first.
  const hasRoomForNext = useMatches(isTable && hasState ? '(min-width: 1400px)' : '(min-width: 1200px)');
  // From 1100 pixels on, the label values stand beside the table.
  const hasRoomForLabels = useMatches('(min-width: 961px) and (max-width: 1100px), (min-width: 1241px)');
  const hasRoomForWords = useMatches(isTable ? '(min-width: 1560px)' : '(min-width: 1241px)');
  const headHeight = isTable && !isNarrow ? 38 : 0;
  const rowHeight = isTable ? (isNarrow ? 64 : 52) : isNarrow ? 40 : 32;
  const top = useListTop(area) + headHeight;
  const shown = useShown(fingerprintOf, fingerprintOf);
  const { changes, release } = shown;
  const list = shown.merged?.shown;

  const places = useMemo(() => new Map((list === undefined ? [] : knownItems(list)).map(([index, alert]) => [alert.fingerprint, index])), [list]);
  const currentIndex = current === undefined ? undefined : places.get(current);
  // In the order of what is on the first page, so that it does not change while somebody scrolls.
  const names = useStable(useMemo(() => {
    const alerts = list === undefined ? [] : knownItems(list).map(([, alert]) => alert);
    return tellingLabels(alerts.slice(0, alertsInPage), alerts.length === list?.total);
  }, [list]));
  const columns = useStable<Columns>({ state: hasState, labels: hasRoomForLabels, words: hasRoomForWords, receivers: hasRoom, next: hasRoomForNext });
  const virtualizer = useWindowVirtualizer({
    count: list?.total ?? 0,
    estimateSize: () => rowHeight,
    overscan: 8,
    scrollMargin: top,
    rangeExtractor: drawnWith(currentIndex),
  });
  useEffect(() => virtualizer.measure(), [virtualizer, rowHeight]);
  const offsets = useOffsets(virtualizer.range, alertsInPage, list?.key !== listKey);
  useEffect(() => onShown({ key: list?.key, count: list?.total ?? 0, changes, release }), [onShown, list?.key, list?.total, changes, release]);

  useImperativeHandle(
    handle,
    () => ({
      between: async (from, to) => {
        const [a, b] = [places.get(from), places.get(to)].sort((x, y) => (x ?? 0) - (y ?? 0));
        if (a === undefined || b === undefined) {
          return [];
        }
        const pages = await Promise.all(offsetsFor(a, b, alertsInPage).map(async (offset) => [offset, (await client.ensureQueryData(alertPageQuery(selection, sort, offset))).alerts] as const));
        return pages.flatMap(([offset, alerts]) => alerts.filter((_, at) => offset + at >= a && offset + at <= b));
      },
    }),
    [client, places, selection, sort],
  );

  useFlushRefresh(
    useMemo(() => (list === undefined || !columns.next ? [] : knownItems(list).map(([, alert]) => nextLookOf(alert))), [list, columns]),
    ['alerts', 'list', selection, { limit: alertsInPage }],
  );

  const items = virtualizer.getVirtualItems();
  const gaps = gapsAbove(items, top);
  const first = items[0]?.index;
  // Pages of different moments can have the same alert: the second one is known by its place.
  const drawn = new Set<string>();
  const rows = items.map((item, at) => {
    const alert = list === undefined ? undefined : itemAt(list, item.index, alertsInPage);
    const gap = gaps[at] ?? 0;
    const key = alert === undefined || drawn.has(alert.fingerprint) ? item.index : alert.fingerprint;
    drawn.add(alert?.fingerprint ?? '');
    const Row = isTable ? TableRow : CompactRow;
    return (
      <Fragment key={key}>
        {gap > 0 ? <Gap height={gap} isTable={isTable} /> : null}
        {alert === undefined ? (
          <Waiting height={rowHeight} isTable={isTable} />
        ) : (
          <Row
            alert={alert}
            names={names}
            columns={columns}
            rowNumber={item.index + 2}
            isSelected={chosen.alerts.has(alert.fingerprint)}
            isCurrent={currentIndex === undefined ? item.index === first : item.index === currentIndex}
          />
        )}
      </Fragment>
    );
  });
  return (
    <>
      <Pages listKey={listKey} selection={selection} sort={sort} isHeld={isHeld} offsets={offsets} accept={shown.accept} />
      <div ref={area} className={`${classes['list']} ${classes['surface']}`} style={{ height: virtualizer.getTotalSize() + headHeight + 2 }}>
        {isTable ? (
          <table role="table" className={classes['table']} data-words={columns.words ? true : undefined} data-labels={columns.labels ? true : undefined} aria-rowcount={(list?.total ?? 0) + 1}>
            <caption className="visually-hidden">Alerts</caption>
            <Head columns={columns} sort={sort} onSort={onSort} />
            <tbody role="rowgroup">{rows}</tbody>
          </table>
        ) : (
          <ul className={classes['compact']} aria-label="Alerts">
            {rows}
          </ul>
        )}
      </div>
    </>
  );
}

function Gap({ height, isTable }: { readonly height: number; readonly isTable: boolean }) {
  return isTable ? (
    <tr className={classes['gap']} aria-hidden>
      <td colSpan={allColumns.length} style={{ height }} />
    </tr>
  ) : (
    <li role="presentation" aria-hidden style={{ height }} />
  );
}

/** Stands for a row that is on its way. */
function Waiting({ height, isTable }: { readonly height: number; readonly isTable: boolean }) {
  const bar = <span className={classes['waiting']} />;
  return isTable ? (
    <tr className={classes['gap']} aria-hidden>
      <td colSpan={allColumns.length} style={{ height }}>
        {bar}
      </td>
    </tr>
  ) : (
    <li role="presentation" aria-hidden style={{ height }}>
      {bar}
    </li>
  );
}
