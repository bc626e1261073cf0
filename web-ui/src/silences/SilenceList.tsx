import { useMediaQuery } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState, type Dispatch, type ReactNode, type SetStateAction } from 'react';
import type { SilencesAddress } from '../address/address';
import { changeAddress } from '../address/useAddress';
import { useShortcut } from '../keys/shortcuts';
import { tellFailure } from '../parts/toasts';
import { isFocusFree } from '../parts/useFocusBack';
import type { Silence } from '../server/answers';
import { useMayNot } from '../server/me';
import type { SilenceSelection } from '../server/queries';
import { openDetails, SilenceCard, SilenceRow, type RowPart } from './SilenceRow';
import { SilenceTable } from './SilenceTable';
import { editLink } from './links';
import { fetchBetween, type Rows, type Window } from './rows';
import { countUnlisted, nothing, toggled, withAll, type Selection } from './selection';
import type { SilenceActions } from './useSilenceActions';
import classes from './SilenceTable.module.css';

interface Props {
  /** Differs for another selection or order of silences. */
  readonly listed: string;
  readonly address: SilencesAddress;
  readonly selectionOfList: SilenceSelection;
  readonly rows: Rows;
  readonly isOld: boolean;
  readonly may: boolean;
  readonly actions: SilenceActions;
  readonly selection: Selection;
  readonly setSelection: Dispatch<SetStateAction<Selection>>;
  /** What can be done with what is selected, of which so many are not in the list. */
  readonly bar: (unlisted: number) => ReactNode;
  readonly onWindow: (window: Window) => void;
}

const section = 'Silences';

/** Up to so many rows it is said how many of the selected ones are not in the list. */
const loadedMax = 100;

/** The list itself: a table, or cards in a narrow window; with a row for the keys and a selection. */
export function SilenceList({ listed, address, selectionOfList, rows, isOld, may, actions, selection, setSelection, bar, onWindow }: Props) {
  const client = useQueryClient();
  const mayNot = useMayNot('silence');
  const isNarrow = useMediaQuery('(max-width: 48em)') ?? false;
  const list = useRef<HTMLDivElement>(null);
  const [margin, setMargin] = useState(0);
  const { total } = rows.header;

  // Whenever: what is above the list may have grown.
  useLayoutEffect(() => {
    const top = list.current === null ? 0 : list.current.getBoundingClientRect().top + window.scrollY;
    setMargin(Math.round(top) + (isNarrow ? 0 : 42));
  });

  const virtualizer = useWindowVirtualizer({
    count: total,
    estimateSize: () => (isNarrow ? 170 : 58),
    overscan: 8,
    scrollMargin: margin,
    // What sticks to the window's edges covers rows.
    scrollPaddingStart: 110,
    scrollPaddingEnd: 90,
    getItemKey: (index) => rows.at(index)?.id ?? index,
    onChange: ({ range }) => {
      if (range !== null) {
        onWindow({ first: range.startIndex, last: range.endIndex });
      }
    },
  });

  // --- the row that has the keys ---

  // Nothing is drawn by it, and keys may come faster than drawing.
  const cursor = useRef(-1);
  const wanted = useRef<number>(undefined);
  /** Where it is by now: rows move while one looks at them, and the focus with its row. */
  const here = (): number => {
    const focused = document.activeElement?.closest<HTMLElement>('[data-index]');
    if (wanted.current === undefined && focused != null && list.current?.contains(focused) === true) {
      cursor.current = Number(focused.dataset['index']);
    }
    return cursor.current;
  };
  /** From the first row that is seen, where none has had the keys yet. */
  const step = (by: number): void => {
    const from = here();
    move(from < 0 ? (virtualizer.range?.startIndex ?? 0) : from + by);
  };
  const move = (to: number): void => {
    const next = Math.min(total - 1, Math.max(0, to));
    cursor.current = next;
    wanted.current = next;
    virtualizer.scrollToIndex(next, { align: 'auto' });
    focusWanted();
  };
  const focusWanted = (): void => {
    const link = list.current?.querySelector<HTMLElement>(`a[data-row="${wanted.current ?? ''}"]`);
    if (link !== null && link !== undefined) {
      wanted.current = undefined;
      link.focus({ preventScroll: true });
    }
  };
  // The row may have to be drawn first.
  useEffect(focusWanted);
  // The bar of the selection has left, and the focus with it.
  const hadSelection = useRef(false);
  useEffect(() => {
    if (hadSelection.current && selection.size === 0 && isFocusFree()) {
      step(0);
    }
    hadSelection.current = selection.size > 0;
  });

  // --- what is selected ---

  const anchor = useRef<{ readonly index: number; readonly id: string | undefined }>(undefined);
  // Another list is looked at from its beginning; the focus, as on the heading that sorted it, and what is selected stay.
  const begun = useRef(listed);
  useEffect(() => {
    if (begun.current !== listed) {
      begun.current = listed;
      cursor.current = -1;
      wanted.current = undefined;
      anchor.current = undefined;
      if ((virtualizer.range?.startIndex ?? 0) > 0) {
        virtualizer.scrollToIndex(0, { align: 'start' });
      }
    }
  }, [listed, virtualizer]);
  const select = (index: number, isRange: boolean): void => {
    const from = anchor.current;
    const silence = rows.at(index);
    anchor.current = { index, id: silence?.id };
    if (isRange && from !== undefined) {
      void addBetween(rowNow(from), index);
    } else if (silence !== undefined) {
      setSelection((before) => toggled(before, silence));
    }
  };
  const rowNow = ({ index, id }: NonNullable<typeof anchor.current>): number => {
    const isIt = (at: number): boolean => rows.at(at)?.id === id;
    const others = isIt(index) ? [] : Array.from({ length: total }, (_, at) => at);
    return others.find(isIt) ?? index;
  };
  const addBetween = async (from: number, to: number): Promise<void> => {
    // What is seen is what is meant: by the time of an answer, others may stand there.
    const seen = Array.from({ length: Math.abs(to - from) + 1 }, (_, at) => rows.at(Math.min(from, to) + at)).filter((each) => each !== undefined);
    if (seen.length > Math.abs(to - from)) {
      setSelection((before) => withAll(before, seen));
      return;
    }
    try {
      const between = await fetchBetween(client, selectionOfList, address.sort, from, to);
      setSelection((before) => withAll(before, between));
    } catch (error) {
      tellFailure('The silences could not be selected', error);
    }
  };
  const loaded = Array.from({ length: Math.min(total, loadedMax) }, (_, index) => rows.at(index)).filter((each) => each !== undefined);
  const isWhole = loaded.length === total;
  // Of a long list it is known only of what is loaded.
  const isAll = total > 0 && selection.size >= total && loaded.every(({ id }) => selection.has(id));
  const selectAll = (): void => (isAll ? setSelection(nothing) : void addBetween(0, total - 1));

  // --- keys ---

  const onCurrent = (run: (silence: Silence) => void) => (): void => {
    const current = rows.at(here());
    if (current !== undefined) {
      run(current);
    }
  };
  useShortcut({ keys: 'j', does: 'Next silence', section }, () => step(1));
  useShortcut({ keys: 'k', does: 'Previous silence', section }, () => step(-1));
  useShortcut({ keys: 'Enter', does: 'Open the silence', section }, onCurrent(({ id }) => changeAddress('silences', (now) => ({ ...now, open: id }))));
  useShortcut({ keys: 'x', does: 'Select the silence, or no more', section }, onCurrent(() => select(cursor.current, false)));
  useShortcut({ keys: 'X', does: 'Select all up to the silence', section }, onCurrent(() => select(cursor.current, true)));
  useShortcut(
    { keys: 'e', does: 'Edit the silence', section },
    onCurrent((silence) => {
      if (!mayNot && silence.state !== 'expired') {
        window.location.hash = editLink(silence);
      }
    }),
  );

  const partOf = (silence: Silence, index: number): RowPart => ({
    silence,
    index,
    address,
    may,
    isSelected: selection.has(silence.id),
    onSelect: select,
    onFocus: (at) => (cursor.current = at),
    onExpire: (one) => void actions.expire([one]),
  });
  const row = (index: number): ReactNode => {
    const silence = rows.at(index);
    return silence === undefined ? <Waiting isCell={!isNarrow} /> : isNarrow ? <SilenceCard {...partOf(silence, index)} /> : <SilenceRow {...partOf(silence, index)} />;
  };
  const isRowSelected = (index: number): boolean => selection.has(rows.at(index)?.id ?? '');

  return (
    <div ref={list} aria-busy={isOld}>
      {isNarrow ? (
        <ul className={classes['cards']} style={{ height: virtualizer.getTotalSize() }} aria-label="Silences">
          {virtualizer.getVirtualItems().map(({ index, key, start }) => (
            <li
              key={key}
              ref={virtualizer.measureElement}
              data-index={index}
              data-selected={isRowSelected(index)}
              aria-setsize={total}
              aria-posinset={index + 1}
              style={{ position: 'absolute', insetInline: 0, top: start - margin }}
            >
              {row(index)}
            </li>
          ))}
        </ul>
      ) : (
        <SilenceTable
          address={address}
          total={total}
          virtualizer={virtualizer}
          row={row}
          isRowSelected={isRowSelected}
          onRowClick={openDetails}
          selected={isAll ? 'all' : selection.size > 0 ? 'some' : 'none'}
          onSelectAll={selectAll}
        />
      )}
      {bar(isWhole && !isOld ? countUnlisted(selection, loaded) : 0)}
    </div>
  );
}

/** Stands in for a row that is being fetched. */
function Waiting({ isCell }: { readonly isCell: boolean }) {
  const bar = <span className={classes['waiting']} />;
  return isCell ? <td colSpan={9}>{bar}</td> : <div className={classes['card']}>{bar}</div>;
}
