import { Button } from '@mantine/core';
import { IconHistory, IconPencil, IconPlus, IconReplace, IconTrash, IconVolumeOff, type Icon } from '@tabler/icons-react';
import { allSilences, printAddress } from '../address/address';
import { LabelChip } from '../parts/LabelChip';
import { LinkedText } from '../parts/LinkedText';
import { labelPairs } from '../matchers/matchers';
import type { HistoryEntry } from '../server/answers';
import { TimeText } from '../time/TimeText';
import { countText } from '../parts/numbers';
import { changesOf, verbOf, whoText, type Change } from './trail';

import classes from './Trail.module.css';

interface Props {
  readonly id: string;
  /** Newest first. */
  readonly entries: readonly HistoryEntry[];
  /** Absent where there are no older ones. */
  readonly onMore?: (() => void) | undefined;
}

const icons: Readonly<Record<string, Icon>> = {
  created: IconPlus,
  updated: IconPencil,
  expired: IconTrash,
  replaced: IconReplace,
};

/** What was done to a silence, by whom, and what it has kept back; newest first. */
export function Trail({ id, entries, onMore }: Props) {
  return (
    <>
      <ol className={classes['trail']}>
        {entries.map((entry, index) => (
          <li key={entry.id} className={classes['entry']}>
            {entry.kind === 'silence' ? (
              <Deed id={id} entry={entry} changes={changesOf(entries, index)} />
            ) : (
              <KeptBack entry={entry} />
            )}
          </li>
        ))}
      </ol>
      {onMore === undefined ? null : (
        <Button variant="subtle" size="xs" onClick={onMore}>
          Show older ones
        </Button>
      )}
    </>
  );
}

function Deed({ id, entry, changes }: { readonly id: string; readonly entry: HistoryEntry; readonly changes: readonly Change[] }) {
  const Shape = icons[entry.action ?? ''] ?? IconHistory;
  const other = entry.silence?.id !== undefined && entry.silence.id !== id ? entry.silence.id : undefined;
  return (
    <>
      <Shape size={18} aria-hidden className={classes['icon']} />
      <div className={classes['text']}>
        <div>
          {other === undefined ? verbOf(entry.action) : <OtherDeed entry={entry} other={other} />} by {whoText(entry.by)}
          {entry.replacedBy === undefined || entry.replacedBy === id ? null : (
            <>
              {' '}
              with <a href={printAddress({ ...allSilences, open: entry.replacedBy })}>another silence</a>
            </>
          )}
        </div>
        {changes.map((change) => (
          <div key={change.what} className={classes['change']}>
            {change.what}: <ChangeText change={change} />
          </div>
        ))}
        <div className={classes['when']}>
          <TimeText at={entry.at} as="moment" /> · <TimeText at={entry.at} isFixed />
        </div>
      </div>
    </>
  );
}

/** The silence that this one took the place of. */
function OtherDeed({ entry, other }: { readonly entry: HistoryEntry; readonly other: string }) {
  return (
    <>
      {entry.action === 'replaced' ? 'Took the place of ' : `${verbOf(entry.action)}: `}
      <a href={printAddress({ ...allSilences, open: other })}>another silence</a>,
    </>
  );
}

function ChangeText({ change: { what, from, to } }: { readonly change: Change }) {
  if (what === 'start' || what === 'end') {
    return (
      <>
        <TimeText at={from} as="moment" /> → <TimeText at={to} as="moment" />
      </>
    );
  }
  return (
    <>
      <del>{from === '' ? 'nothing' : from}</del> → <LinkedText text={to === '' ? 'nothing' : to} />
    </>
  );
}

function KeptBack({ entry }: { readonly entry: HistoryEntry }) {
  const times = entry.times ?? 1;
  return (
    <>
      <IconVolumeOff size={18} aria-hidden className={classes['icon']} />
      <div className={classes['text']}>
        <div className={classes['group']}>
          <span>Kept back from {entry.receiver ?? 'a receiver'}:</span>
          {labelPairs(entry.groupLabels ?? {}).map(([name, value]) => (
            <LabelChip key={name} name={name} value={value} />
          ))}
        </div>
        <div className={classes['when']}>
          <TimeText at={entry.at} as="moment" />
          {times > 1 && entry.lastAt !== undefined ? (
            <>
              {' '}
              to <TimeText at={entry.lastAt} as="short" />, {countText(times, 'time')}
            </>
          ) : null}
        </div>
      </div>
    </>
  );
}
