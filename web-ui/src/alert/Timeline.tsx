import { Button, Switch } from '@mantine/core';
import {
  IconAlertOctagon,
  IconBellCheck,
  IconBellOff,
  IconCircleCheck,
  IconEye,
  IconFlame,
  IconHourglass,
  IconVolumeOff,
  type Icon,
} from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { usePreferences } from '../app/preferences';
import { Failure } from '../parts/Failure';
import { Loading } from '../parts/Loading';
import { historyPagesQuery } from '../server/queries';
import { momentText, partsOf } from '../time/moments';
import classes from './alert.module.css';
import { Said } from './Said';
import { Section } from './Section';
import { daysOf, essence, latencyText, rowsOf, type Happening, type Row, type Span } from './timeline';

const icons: Readonly<Record<Happening, Icon>> = {
  began: IconFlame,
  ended: IconCircleCheck,
  told: IconBellCheck,
  failed: IconAlertOctagon,
  sending: IconHourglass,
  kept: IconBellOff,
  flushed: IconEye,
  silence: IconVolumeOff,
};

function ClockTime({ at, zone }: { readonly at: string; readonly zone: string }) {
  const millis = Date.parse(at);
  const { hour, minute, second } = partsOf(millis, zone);
  return (
    <time dateTime={at} title={momentText(millis, zone)}>
      {hour}:{minute}:{second}
    </time>
  );
}

const outcomeWords: Readonly<Record<string, string>> = { delivered: 'delivered', retried: 'failed, to be tried again', rejected: 'refused' };

function Attempts({ row: { attempts, attemptCount: count }, zone }: { readonly row: Row; readonly zone: string }) {
  // What became of a single one has been said already.
  if (attempts.length < 2) {
    return null;
  }
  return (
    <details className={classes['fold']}>
      <summary>{count} attempts</summary>
      <table className={classes['attempts']}>
        <caption className="visually-hidden">Attempts</caption>
        <thead>
          <tr>
            <th scope="col">No.</th>
            <th scope="col">At</th>
            <th scope="col">Took</th>
            <th scope="col">Outcome</th>
          </tr>
        </thead>
        <tbody>
          {attempts.map((each) => (
            <tr key={each.number}>
              <td>{each.number}</td>
              <td>
                <ClockTime at={each.at} zone={zone} />
              </td>
              <td>{latencyText(each.latencyMillis)}</td>
              <td>
                {outcomeWords[each.outcome] ?? each.outcome}
                {each.failure === undefined ? '' : `: ${each.failure}`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function Entry({ row, zone }: { readonly row: Row; readonly zone: string }) {
  const Shape = icons[row.happening];
  return (
    <li className={classes['entry']} data-happening={row.happening}>
      <span className={classes['entryIcon']}>
        <Shape size={16} aria-hidden />
      </span>
      <div className={classes['entryBody']}>
        <p className={classes['entryTitle']}>
          <span>
            <Said sentence={row.title} />
          </span>
          <ClockTime at={row.at} zone={zone} />
        </p>
        {row.details.map((each, index) => (
          <p key={index} className={classes['entryDetail']}>
            <Said sentence={each} />
          </p>
        ))}
        <Attempts row={row} zone={zone} />
      </div>
    </li>
  );
}

/** The history as far as it is about the alert. */
export function historyOf(fingerprint: string) {
  return historyPagesQuery({ alert: fingerprint, members: 'asked' });
}

interface Props extends Span {
  readonly fingerprint: string;
}

/** What happened to the alert, newest first. */
export function Timeline({ fingerprint, startsAt, resolvedAt }: Props) {
  const { zone } = usePreferences();
  const [isWhole, setIsWhole] = useState(false);
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(historyOf(fingerprint));
  const rows = rowsOf(data?.pages ?? [], fingerprint, { startsAt, resolvedAt }, data !== undefined && !hasNextPage);
  const short = essence(rows);
  const shown = isWhole ? rows : short;
  return (
    <Section
      title="Timeline"
      beside={
        short.length < rows.length ? (
          <Switch size="xs" label="Every flush" checked={isWhole} onChange={(event) => setIsWhole(event.currentTarget.checked)} />
        ) : null
      }
    >
      {error === null ? null : <Failure title="The history cannot be shown" error={error} retry={() => void refetch()} />}
      {data === undefined && error === null ? <Loading what="the history" /> : null}
      {data !== undefined && shown.length === 0 && !hasNextPage ? <p className="quiet">Nothing is remembered of this alert.</p> : null}
      {daysOf(shown, zone).map(({ date, rows: ofDay }) => (
        <div key={date}>
          <h4 className={classes['day']}>{date}</h4>
          <ol className={classes['entries']}>
            {ofDay.map((row) => (
              <Entry key={row.key} row={row} zone={zone} />
            ))}
          </ol>
        </div>
      ))}
      {hasNextPage ? (
        <Button variant="default" size="xs" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Load more
        </Button>
      ) : null}
    </Section>
  );
}
