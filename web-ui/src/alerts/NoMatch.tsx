import { IconFilterOff, IconMoonStars } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Suspense } from 'react';
import { printAddress, type AlertsAddress } from '../address/address';
import { partOf } from '../app/parts';
import { Empty } from '../parts/Empty';
import { stateWords } from '../parts/StateMark';
import type { AlertPage, StateCounts } from '../server/answers';
import { historyQuery, statusQuery } from '../server/queries';
import { TimeText } from '../time/TimeText';
import { numberText } from '../parts/numbers';
import { hasNoState, isNarrowed, widened } from './selection';
import { hiddenStates } from './strip';
import classes from './States.module.css';
import toolClasses from './Toolbar.module.css';

/** What the states that are switched off would show. */
function Hidden({ states, address }: { readonly states: StateCounts; readonly address: AlertsAddress }) {
  const hidden = hiddenStates(states, address);
  return hidden.length === 0 ? null : (
    <ul className={classes['hidden']}>
      {hidden.map(({ name, count }) => (
        <li key={name}>
          {numberText(count)} {count === 1 ? 'is' : 'are'} {stateWords[name].toLowerCase()}:{' '}
          <a href={printAddress({ ...address, [name]: true })}>show {count === 1 ? 'it' : 'them'}</a>
        </li>
      ))}
    </ul>
  );
}

const firstVisit = partOf(() => import('./FirstVisit'));

/** Alerts there are, but none of those that are asked for. */
function NoMatch({ states, address }: { readonly states: StateCounts; readonly address: AlertsAddress }) {
  const isWithoutState = hasNoState(address);
  const narrowed = isNarrowed(address);
  const title = isWithoutState ? 'No state is switched on' : narrowed ? 'No alert matches' : 'Nothing needs you';
  return (
    <Empty icon={narrowed || isWithoutState ? <IconFilterOff size={40} /> : <IconMoonStars size={40} />} title={title}>
      {isWithoutState ? <p>So no alert is shown. Choose above which to show.</p> : null}
      <Hidden states={states} address={address} />
      {isWithoutState ? (
        <a className={toolClasses['button']} href={printAddress({ ...address, active: true })}>
          Show active alerts
        </a>
      ) : narrowed ? (
        <a className={toolClasses['button']} href={printAddress(widened(address))}>
          Clear the filter
        </a>
      ) : null}
    </Empty>
  );
}

/** There is no alert at all, though there have been. */
function AllQuiet() {
  const { data } = useQuery(statusQuery());
  const last = data?.intake.lastReceivedAt;
  return (
    <Empty icon={<IconMoonStars size={40} />} title="All quiet">
      <p className={classes['sentence']}>
        Nothing fires.{' '}
        {last !== undefined ? (
          <>
            The last alert was received <TimeText at={last} />.
          </>
        ) : data === undefined ? null : (
          <>
            No alert has been received since the server started <TimeText at={data.startedAt} />.
          </>
        )}
      </p>
      <p className={classes['sentence']}>
        <a href="#/status">See how the server is</a>.
      </p>
    </Empty>
  );
}

/** Whether no alert has ever come in; undefined while nobody knows. */
function useIsFirstVisit(isEmpty: boolean): boolean | undefined {
  const status = useQuery({ ...statusQuery(), enabled: isEmpty });
  // What came before the server's last start is in the history.
  const history = useQuery({ ...historyQuery({ limit: 1 }), enabled: isEmpty });
  if (status.data === undefined || history.isPending) {
    return undefined;
  }
  return status.data.intake.lastReceivedAt === undefined && (history.data?.entries.length ?? 0) === 0;
}

/** Says why the list is empty, and what to do. */
export function NothingToShow({ answer, address }: { readonly answer: AlertPage; readonly address: AlertsAddress }) {
  const isEmpty = answer.all === 0;
  const isFirst = useIsFirstVisit(isEmpty);
  if (!isEmpty) {
    return <NoMatch states={answer.states} address={address} />;
  }
  return isFirst === true ? (
    <Suspense fallback={null}>
      <firstVisit.Part />
    </Suspense>
  ) : isFirst === false ? (
    <AllQuiet />
  ) : null;
}
