import { Drawer } from '@mantine/core';
import { IconGhost2 } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { setOpenTitle } from '../app/title';
import { baseOf, type Copy } from '../copy/commands';
import { CopyByHand } from '../copy/CopyMenu';
import { Empty } from '../parts/Empty';
import { visibleLine } from '../parts/visible';
import { Failure } from '../parts/Failure';
import type { Pick } from '../parts/LabelChip';
import { Loading } from '../parts/Loading';
import { useFocusBack } from '../parts/useFocusBack';
import { silenceStates, type Alert, type HistoryPage, type Labels } from '../server/answers';
import { alertsQuery, historyPagesKey, meQuery, silencesQuery } from '../server/queries';
import { Answer } from './Answer';
import classes from './alert.module.css';
import { copiesOf } from './copies';
import { explanationQuery, progressOf, type Explanation } from './explanation';
import { AlertLabels, Annotations } from './Facts';
import { Actions, Marks, Since, Steps } from './Head';
import { alertName, headline, type KnownSilences } from './outlook';
import { historyOf, Timeline } from './Timeline';
import { useSource } from './useSource';
import { Why } from './Why';

interface Props {
  readonly fingerprint: string;
  readonly onClose: () => void;
  /** Opens the alert that the list shows after this one; absent at its end. */
  readonly onNext?: (() => void) | undefined;
  readonly onPrevious?: (() => void) | undefined;
  /** Changes what the list shows by a label; labels are plain without. */
  readonly onPick?: ((name: string, value: string, pick: Pick) => void) | undefined;
}

/** The labels of an alert that the server has forgotten, if its history remembers them. */
function labelsInHistory(pages: readonly HistoryPage[] | undefined, fingerprint: string): Labels | undefined {
  return pages
    ?.flatMap((page) => page.entries)
    .flatMap((entry) => entry.alerts ?? [])
    .find((each) => each.fingerprint === fingerprint && each.labels !== undefined)?.labels;
}

/** The silences that the explanation names. */
function useSilencesOf(explanation: Explanation | null | undefined): KnownSilences {
  const ids = [...new Set((explanation?.destinations ?? []).flatMap((each) => each.mutes).flatMap((each) => [...each.silences, ...each.successors]))].sort();
  const { data } = useQuery({ ...silencesQuery({ id: ids, state: silenceStates }), enabled: ids.length > 0 });
  return useMemo(() => new Map((data?.silences ?? []).map((each) => [each.id, each])), [data]);
}

/** When the explanation tells of something new, so does the history. */
function useFreshHistory(explanation: Explanation | null | undefined): void {
  const client = useQueryClient();
  const progress = explanation == null ? undefined : progressOf(explanation);
  const before = useRef(progress);
  useEffect(() => {
    if (before.current !== undefined && before.current !== progress) {
      void client.invalidateQueries({ queryKey: historyPagesKey });
    }
    before.current = progress;
  }, [client, progress]);
}

/** What the server has of an alert, put together from several answers. */
interface Known {
  /** As it is, or was when it was listed last. */
  readonly alert: Alert | undefined;
  readonly isListed: boolean;
  /** `null` if it has no such alert. */
  readonly explanation: Explanation | null | undefined;
  readonly labels: Labels | undefined;
  readonly error: unknown;
  readonly isLoading: boolean;
  readonly retry: () => void;
}

function useAlert(fingerprint: string): Known {
  const listed = useQuery(alertsQuery({ fingerprint: [fingerprint] }, { limit: 1 }));
  const explained = useQuery(explanationQuery(fingerprint));
  const history = useInfiniteQuery(historyOf(fingerprint));
  // What is shown meanwhile may be of the alert before. Lists leave out what is resolved: it stays as it was for whoever looks at it.
  const found = listed.data?.alerts.find((each) => each.fingerprint === fingerprint);
  const [latest, setLatest] = useState(found);
  useEffect(() => {
    if (found !== undefined) {
      setLatest(found);
    }
  }, [found]);
  const alert = found ?? (latest?.fingerprint === fingerprint ? latest : undefined);
  const explanation = explained.data;
  const isAsked = (listed.isPending || listed.isPlaceholderData) && listed.error === null;
  return {
    alert,
    isListed: found !== undefined,
    explanation,
    labels: alert?.labels ?? explanation?.labels ?? labelsInHistory(history.data?.pages, fingerprint),
    error: explained.error ?? listed.error,
    isLoading: found === undefined && explanation == null && (isAsked || explained.isPending),
    retry: () => {
      void listed.refetch();
      void explained.refetch();
    },
  };
}

/** An alert that is not stored: forgotten, or never heard of. */
function Gone({ labels }: { readonly labels: Labels | undefined }) {
  return (
    <Empty icon={<IconGhost2 size={40} />} title={labels === undefined ? 'No such alert' : 'This alert is gone'}>
      <p className={classes['goneText']}>
        {labels === undefined
          ? 'The server has no alert with this fingerprint, and its history does not tell of one. It was resolved and forgotten long ago, or is known to another server.'
          : 'It was resolved, and the server has forgotten it since. What is remembered of it stands below.'}
      </p>
    </Empty>
  );
}

/** All about one alert, beside the list that it was opened from. */
export default function AlertDrawer({ fingerprint, onClose, onNext, onPrevious, onPick }: Props) {
  const { alert, isListed, explanation, labels, error, isLoading, retry } = useAlert(fingerprint);
  const silences = useSilencesOf(explanation);
  const source = useSource(labels, alert?.generatorURL);
  const { data: me } = useQuery(meQuery());
  const [byHand, setByHand] = useState<Copy | undefined>();
  const title = useRef<HTMLHeadingElement>(null);
  useFreshHistory(explanation);
  useFocusBack(`[data-fingerprint="${CSS.escape(fingerprint)}"]`);
  const isGone = !isLoading && !isListed && explanation === null;
  const name = labels === undefined ? (isGone ? 'Unknown alert' : 'Alert') : alertName(labels, 'Alert');

  useEffect(() => {
    setOpenTitle(name);
    return () => setOpenTitle('');
  }, [name]);

  useEffect(() => {
    setByHand(undefined);
    title.current?.focus();
    title.current?.closest('[role=dialog]')?.scrollTo({ top: 0 });
  }, [fingerprint]);

  const closeByHand = (): void => {
    setByHand(undefined);
    title.current?.focus();
  };
  const isResolved = explanation?.state === 'resolved';
  const resolvedAt = isResolved ? explanation.endsAt : undefined;
  const startsAt = alert?.startsAt ?? explanation?.startsAt;
  return (
    <Drawer.Root opened onClose={onClose} position="right" size={560} returnFocus={false} transitionProps={{ duration: 120 }}>
      <Drawer.Overlay backgroundOpacity={0.35} />
      <Drawer.Content classNames={{ content: classes['drawer'] ?? '' }} data-shortcuts="Alert details,Everywhere">
        <div className={classes['head']}>
          <div className={classes['topLine']}>
            <div className={classes['marks']}>{labels === undefined ? null : <Marks alert={alert} labels={labels} isResolved={isResolved || isGone} />}</div>
            <Steps onNext={onNext} onPrevious={onPrevious} onClose={onClose} />
          </div>
          <Drawer.Title className={classes['title'] ?? ''} ref={title} tabIndex={-1} data-autofocus>
            {visibleLine(name)}
          </Drawer.Title>
          {labels === undefined && isGone ? <p className={`mono ${classes['since'] ?? ''}`}>{fingerprint}</p> : null}
          <Since startsAt={startsAt} resolvedAt={resolvedAt} updatedAt={alert?.updatedAt} />
          {labels === undefined ? null : (
            <Actions
              alert={alert}
              labels={labels}
              isResolved={isResolved || isGone}
              source={source}
              copies={copiesOf(fingerprint, labels, alert, baseOf(window.location.href))}
              byHand={setByHand}
              maySilence={me === undefined || me.permissions.includes('silence')}
            />
          )}
        </div>
        <div className={classes['body']}>
          {byHand === undefined ? null : <CopyByHand copy={byHand} onClose={closeByHand} />}
          {error === null ? null : <Failure title="Not all of the alert can be shown" error={error} retry={retry} />}
          {isLoading && error === null ? <Loading what="the alert" /> : null}
          {isGone ? <Gone labels={labels} /> : null}
          {explanation == null ? null : <Answer outlook={headline(explanation, silences)} />}
          {alert === undefined ? null : <Annotations annotations={alert.annotations} />}
          {labels === undefined ? null : <AlertLabels labels={labels} onPick={onPick} />}
          {explanation == null ? null : <Why explanation={explanation} silences={silences} />}
          {isLoading ? null : <Timeline fingerprint={fingerprint} startsAt={startsAt} resolvedAt={resolvedAt} />}
        </div>
      </Drawer.Content>
    </Drawer.Root>
  );
}
