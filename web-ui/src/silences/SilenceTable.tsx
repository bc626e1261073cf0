import { Checkbox } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconArrowsSort } from '@tabler/icons-react';
import type { VirtualItem, Virtualizer } from '@tanstack/react-virtual';
import type { ReactNode } from 'react';
import { printAddress, type SilencesAddress } from '../address/address';
import { nextSort, sortOf, type SortKey } from './filters';
import classes from './SilenceTable.module.css';

interface Props {
  readonly address: SilencesAddress;
  readonly total: number;
  readonly virtualizer: Virtualizer<Window, Element>;
  /** The cells of a row. */
  readonly row: (index: number) => ReactNode;
  readonly isRowSelected: (index: number) => boolean;
  readonly onRowClick: (event: React.MouseEvent<HTMLElement>) => void;
  readonly selected: 'none' | 'some' | 'all';
  readonly onSelectAll: () => void;
}

interface ColumnProps {
  readonly address: SilencesAddress;
  readonly by: SortKey;
  readonly className?: string | undefined;
  readonly children: string;
}

/** A heading that sorts: a link, as the order is part of the address. */
function Column({ address, by, className, children }: ColumnProps) {
  const { key, isDescending } = sortOf(address.sort);
  const isSorted = key === by;
  const Arrow = isSorted ? (isDescending ? IconArrowDown : IconArrowUp) : IconArrowsSort;
  return (
    <th scope="col" className={className} aria-sort={isSorted ? (isDescending ? 'descending' : 'ascending') : undefined}>
      <a className={classes['sort']} href={printAddress({ ...address, sort: nextSort(address.sort, by) })} data-sorted={isSorted}>
        {children}
        <Arrow size={14} aria-hidden />
      </a>
    </th>
  );
}

/** Takes the place of the rows that are not drawn. */
function Gap({ height }: { readonly height: number }) {
  return height <= 0 ? null : (
    <tr aria-hidden>
      <td colSpan={9} style={{ height, padding: 0, border: 0 }} />
    </tr>
  );
}

/** Silences one below the other; only the rows that are seen are drawn. */
export function SilenceTable({ address, total, virtualizer, row, isRowSelected, onRowClick, selected, onSelectAll }: Props) {
  const items: readonly VirtualItem[] = virtualizer.getVirtualItems();
  const top = (items[0]?.start ?? 0) - virtualizer.options.scrollMargin;
  const bottom = virtualizer.getTotalSize() - ((items.at(-1)?.end ?? 0) - virtualizer.options.scrollMargin);
  return (
    <table className={classes['table']} aria-rowcount={total + 1}>
      <caption className="visually-hidden">Silences</caption>
      <thead>
        <tr aria-rowindex={1}>
          <th className={classes['select']}>
            <Checkbox
              size="sm"
              checked={selected === 'all'}
              indeterminate={selected === 'some'}
              onChange={onSelectAll}
              aria-label="Select all silences of this list"
            />
          </th>
          <Column address={address} by="state" className={classes['stateColumn']}>
            State
          </Column>
          <th scope="col" className={classes['matchersColumn']}>
            Matchers
          </th>
          <Column address={address} by="matched" className={classes['matchedColumn']}>
            Alerts
          </Column>
          <Column address={address} by="createdBy" className={classes['creatorColumn']}>
            Creator
          </Column>
          <th scope="col" className={classes['commentColumn']}>
            Comment
          </th>
          <Column address={address} by="startsAt" className={classes['startColumn']}>
            Starts
          </Column>
          <Column address={address} by="endsAt" className={classes['endColumn']}>
            Ends
          </Column>
          <th scope="col" className={classes['actionsColumn']}>
            <span className="visually-hidden">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        <Gap height={top} />
        {items.map(({ index, key }) => (
          <tr
            key={key}
            ref={virtualizer.measureElement}
            data-index={index}
            aria-rowindex={index + 2}
            data-selected={isRowSelected(index)}
            onClick={onRowClick}
          >
            {row(index)}
          </tr>
        ))}
        <Gap height={bottom} />
      </tbody>
    </table>
  );
}
