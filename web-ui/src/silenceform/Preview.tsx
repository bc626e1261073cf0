import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import { useAnnouncement } from '../alerts/announcing';
import { refusalOf } from '../alerts/useFilter';
import { matchersText, type WrittenMatcher } from '../matchers/matchers';
import { Failure } from '../parts/Failure';
import { countText, numberText } from '../parts/numbers';
import { StateMark } from '../parts/StateMark';
import { alertStates, type AlertPage, type Silence } from '../server/answers';
import { alertsQuery } from '../server/queries';
import { AlertLines } from '../silences/AlertLines';
import { alertsLink } from '../silences/links';
import { Where } from '../parts/Where';
import { remarksOnAlerts, remarksOnMatchers, remarksOnOrigin, type Origin, type Remark } from './breadth';
import classes from './Preview.module.css';

const settleMillis = 250;
const sample = 5;

export interface Previewed {
  /** Undefined while there is nothing to ask for. */
  readonly page: AlertPage | undefined;
  /** What it matches beyond what it was begun from. */
  readonly beyond: readonly Remark[];
  readonly error: Error | null;
  /** Whether it is about other matchers than the form has by now. */
  readonly isOld: boolean;
}

/**
 * Asks which alerts these match, when whoever writes them pauses.
 *
 * @param fixed the silence whose matchers it is about as they are, of several sets perhaps
 */
export function usePreview(matchers: readonly WrittenMatcher[], origin: Origin, fixed: Silence | undefined): Previewed {
  const text = matchersText(matchers);
  const [settled] = useDebouncedValue(text, settleMillis);
  const { data, error, isPlaceholderData } = useQuery({
    ...alertsQuery(fixed === undefined ? { filter: [settled] } : { silence: fixed.id }, { limit: sample, sort: 'severity', facets: true }),
    enabled: settled !== '',
  });
  const { fromGroup, fromReceiver } = origin;
  const { placeholderData: _, ...ofGroup } = alertsQuery(
    { filter: [settled], group: fromGroup, ...(fromReceiver === '' ? {} : { groupReceiver: fromReceiver }) },
    { limit: 0 },
  );
  const inside = useQuery({ ...ofGroup, enabled: settled !== '' && fromGroup !== '' });
  const isAsked = settled !== '' && text !== '';
  const page = isAsked ? data : undefined;
  return {
    page,
    // Both of the same matchers, or the difference is none.
    beyond: page === undefined || isPlaceholderData ? [] : remarksOnOrigin(origin, page.total, inside.data?.total),
    error: isAsked ? error : null,
    isOld: isPlaceholderData || settled !== text,
  };
}

interface Props {
  readonly matchers: readonly WrittenMatcher[];
  readonly preview: Previewed;
  /** Whether they are but the first of several sets. */
  readonly isFixed: boolean;
}

/** What the silence would keep back now: how many alerts, which, and what to think of. */
export function Preview({ matchers, preview: { page, beyond, error, isOld }, isFixed }: Props) {
  const refused = refusalOf(matchersText(matchers), error);
  const reach = page === undefined ? undefined : page.total === 0 ? 'No alert now' : `${countText(page.total, 'alert')} now`;
  // Said now and then only: it moves with each key and each alert.
  const announcement = useAnnouncement(isOld || error !== null || reach === undefined ? '' : `What it keeps back: ${reach}`);
  const onMatchers = isFixed || matchers.length === 0 ? [] : remarksOnMatchers(matchers);
  return (
    <section className={classes['preview']} aria-labelledby="preview-title" aria-busy={isOld}>
      <h2 id="preview-title" className={classes['title']}>
        What it keeps back
      </h2>
      <p className={classes['count']} data-quiet={matchers.length === 0}>
        {matchers.length === 0
          ? 'Add a matcher to see which alerts it matches.'
          : (reach ?? (error === null ? 'Looking…' : 'Not known'))}
      </p>
      <p className="visually-hidden" role="status">
        {announcement}
      </p>
      {refused === undefined ? null : (
        <p className={classes['refused']} role="alert">
          <Where text={refused.text} error={refused.error} />
        </p>
      )}
      {error !== null && refused === undefined ? <Failure title="The alerts cannot be shown" error={error} /> : null}
      <Remarks remarks={[...onMatchers, ...(page === undefined || error !== null ? [] : [...beyond, ...remarksOnAlerts(page)])]} />
      {page === undefined || page.total === 0 || error !== null ? null : (
        <>
          <ul className={classes['states']} aria-label="By state">
            {alertStates
              .filter((state) => page.states[state] > 0)
              .map((state) => (
                <li key={state}>
                  <StateMark state={state} /> {numberText(page.states[state])}
                </li>
              ))}
          </ul>
          <AlertLines alerts={page.alerts} />
          {page.total > page.alerts.length && !isFixed ? (
            <p className={classes['all']}>
              <a href={alertsLink(matchers)} target="_blank" rel="noopener">
                See all {countText(page.total, 'alert')} in another window
              </a>
            </p>
          ) : null}
        </>
      )}
    </section>
  );
}

function Remarks({ remarks }: { readonly remarks: readonly Remark[] }) {
  return (
    <ul className={classes['remarks']} aria-label="What to think of">
      {remarks.map(({ kind, text }) => {
        const Shape = kind === 'hint' ? IconInfoCircle : IconAlertTriangle;
        return (
          <li key={text} className={classes['remark']} data-kind={kind}>
            <Shape size={18} aria-hidden />
            <span>{text}</span>
          </li>
        );
      })}
    </ul>
  );
}
