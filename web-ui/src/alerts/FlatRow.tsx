import { memo, useMemo, type ReactNode } from 'react';
import { equalTo } from '../matchers/matchers';
import { SeverityMark } from '../parts/SeverityMark';
import type { Alert } from '../server/answers';
import { TimeText } from '../time/TimeText';
import { visibleLine, visibleValue } from '../parts/visible';
import classes from './FlatList.module.css';
import { useListActions, useStop, type Stop } from './listing';
import { StateLink } from './marks';
import { NewMark } from './NewMark';
import { NextLook } from './NextLook';
import { nextLookMeaning, nextLookOf } from './nextLook';
import { nameOf, shortened, spokenName, summaryOf, tellingPairs } from './rows';
import rowClasses from './Rows.module.css';
import { SelectBox } from './SelectBox';
import { SilenceLink } from './SilenceLink';
import { silenceOf } from './silencing';
import { useRow } from './useRow';

/** Columns that are left out where all would say the same, or where there is no room. */
export interface Columns {
  readonly state: boolean;
  /** Whether labels have a column of their own; else they stand below the name. */
  readonly labels: boolean;
  /** Whether severities and states are said by words, too, to everybody; else to those who do not see the icons. */
  readonly words: boolean;
  readonly next: boolean;
  readonly receivers: boolean;
}

interface Props {
  readonly alert: Alert;
  /** Which labels are shown, see tellingLabels. */
  readonly names: readonly string[];
  readonly isSelected: boolean;
  readonly isCurrent: boolean;
  /** Counted from 1, the head included. */
  readonly rowNumber: number;
  readonly columns: Columns;
}

interface Cells {
  readonly box: ReactNode;
  readonly title: ReactNode;
  readonly labels: ReactNode;
  readonly labelsText: string;
  readonly summary: string | undefined;
  readonly state: ReactNode;
  readonly age: ReactNode;
  readonly next: ReactNode;
  readonly silence: ReactNode;
}

/** What rows of the table and of the compact list have in common. */
function useCells({ alert, names, isSelected, isCurrent, columns }: Props): Cells {
  const { hrefOf, toggle } = useListActions();
  const stop = useMemo((): Stop => ({ kind: 'alert', key: alert.fingerprint, alert }), [alert]);
  useStop(stop);
  const tabIndex = isCurrent ? 0 : -1;
  const spoken = spokenName(alert);
  const pairs = tellingPairs(alert, names);
  const summary = summaryOf(alert.annotations);
  return {
    box: <SelectBox label={`Select ${spoken}`} isChecked={isSelected} tabIndex={tabIndex} onToggle={(isRange) => toggle(stop, isRange)} />,
    title: (
      <a
        className={rowClasses['title']}
        href={hrefOf(alert.fingerprint)}
        tabIndex={tabIndex}
        data-stop={alert.fingerprint}
        data-fingerprint={alert.fingerprint}
        title={summary === undefined ? undefined : shortened(summary, 600)}
        aria-label={spoken}
      >
        {nameOf(alert)}
      </a>
    ),
    labels: pairs.map(([name, value]) => (
      <span key={name} className={classes['pair']}>
        <span className={classes['pairName']}>{visibleLine(name)}</span>
        <span className={classes['pairValue']}>={visibleValue(value)}</span>
      </span>
    )),
    labelsText: pairs.map(([name, value]) => `${name}=${shortened(value)}`).join('\n'),
    summary,
    state: <StateLink alert={alert} tabIndex={tabIndex} isIconOnly={!columns.words} />,
    age: (
      <span className={rowClasses['age']}>
        <TimeText at={alert.startsAt} as="age" />
      </span>
    ),
    next: (
      <span className={classes['next']} title={nextLookMeaning}>
        <NextLook at={nextLookOf(alert)} />
      </span>
    ),
    silence: <SilenceLink what={spoken} target={silenceOf(equalTo(alert.labels))} tabIndex={tabIndex} />,
  };
}

export const TableRow = memo(function TableRow(props: Props) {
  const { alert, isSelected, rowNumber, columns } = props;
  const cells = useCells(props);
  return (
    <tr
      role="row"
      aria-rowindex={rowNumber}
      className={`${rowClasses['row']} ${classes['item']}`}
      {...useRow(alert, isSelected)}
    >
      <td role="cell" className={classes['boxCell']}>{cells.box}</td>
      <td role="cell" className={classes['severityCell']}>
        <SeverityMark severity={alert.severity} isIconOnly={!columns.words} />
      </td>
      {columns.state ? (
        <td role="cell" className={classes['stateCell']}>
          {cells.state}
        </td>
      ) : null}
      <td role="cell" className={classes['nameCell']}>
        <div className={classes['oneLine']}>
          <NewMark at={alert.startsAt} /> {cells.title}
        </div>
        {columns.labels ? (
          cells.summary === undefined ? null : <div className={classes['second']}>{cells.summary}</div>
        ) : (
          <div className={`${classes['second']} ${classes['pairs']}`} title={cells.labelsText}>
            {cells.labels}
          </div>
        )}
      </td>
      {columns.labels ? (
        <td role="cell" className={classes['labelsCell']} title={cells.labelsText}>
          <div className={classes['pairs']}>{cells.labels}</div>
        </td>
      ) : null}
      {columns.receivers ? (
        <td role="cell" className={classes['receiverCell']} title={alert.receivers.join('\n')}>
          {alert.receivers.join(', ')}
        </td>
      ) : null}
      <td role="cell" className={classes['ageCell']}>{cells.age}</td>
      {columns.next ? (
        <td role="cell" className={classes['nextCell']}>
          {cells.next}
        </td>
      ) : null}
      <td role="cell" className={classes['silenceCell']}>{cells.silence}</td>
    </tr>
  );
});

export const CompactRow = memo(function CompactRow(props: Props) {
  const { alert, isSelected, columns } = props;
  const cells = useCells(props);
  return (
    <li
      className={`${rowClasses['row']} ${classes['line']}`}
      data-next={columns.next ? true : undefined}
      data-state={columns.state ? (columns.words ? 'word' : 'icon') : undefined}
      {...useRow(alert, isSelected)}
    >
      {cells.box}
      <SeverityMark severity={alert.severity} isIconOnly />
      <span className={classes['title']}>
        <NewMark at={alert.startsAt} /> {cells.title}
      </span>
      <span className={`${classes['labels']} ${classes['pairs']}`} title={cells.labelsText}>
        {cells.labels}
      </span>
      {columns.state ? cells.state : <span />}
      <span className={classes['age']}>{cells.age}</span>
      {columns.next ? cells.next : null}
      {cells.silence}
    </li>
  );
});
