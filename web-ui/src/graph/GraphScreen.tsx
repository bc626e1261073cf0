import { Button } from '@mantine/core';
import { IconChartLine, IconPlayerPlay, IconX } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { GraphAddress } from '../address/address';
import { goTo } from '../address/useAddress';
import { usePreferences } from '../app/preferences';
import type { Result } from '../evaluator/answers';
import { Gate } from '../evaluator/Gate';
import { tookText } from '../evaluator/times';
import { Empty } from '../parts/Empty';
import { Heading } from '../parts/Heading';
import { Notice } from '../parts/Notice';
import { countText } from '../parts/numbers';
import { reasonOf } from '../server/request';
import { momentText } from '../time/moments';
import { wrongWith } from './asking';
import { Controls } from './Controls';
import { ExpressionField } from './ExpressionField';
import classes from './graph.module.css';
import { GraphPanel } from './GraphPanel';
import { mistakeOf } from './mistake';
import { expressionQuery, type Queried } from './query';
import { ResultTable } from './ResultTable';

/** Whoever keeps an answer current has it asked for this often at most; milliseconds. */
const refreshMin = 5_000;

export default function GraphScreen({ address }: { readonly address: GraphAddress }) {
  return (
    <Gate title="Query">
      <Query address={address} />
    </Gate>
  );
}

function refreshMillis({ asked }: Queried): number {
  return Math.max(refreshMin, asked.kind === 'graph' ? asked.step * 1000 : 0);
}

/** An expression and its answer, both by the address. */
function Query({ address }: { readonly address: GraphAddress }) {
  const client = useQueryClient();
  const [draft, setDraft] = useState(address.expr);
  const [known, setKnown] = useState(address.expr);
  const [isLive, setLive] = useState(false);
  if (known !== address.expr) {
    // Somebody followed a link or went back.
    setKnown(address.expr);
    setDraft(address.expr);
  }
  const wrong = wrongWith(address);
  const isAsked = address.expr !== '' && wrong === undefined;
  const keepsCurrent = isLive && (address.tab === 'table' ? address.moment : address.end) === '';
  const query = expressionQuery(address);
  const { data, error, isFetching, isPlaceholderData, refetch } = useQuery({
    ...query,
    enabled: isAsked,
    // What was there stays until the next comes, where it is of the same kind.
    placeholderData: (before: Queried | undefined) => (before?.asked.kind === address.tab ? before : undefined),
    refetchInterval: ({ state }) => (keepsCurrent && state.error === null ? (state.data === undefined ? refreshMin : refreshMillis(state.data)) : false),
  });
  const run = (): void => {
    const expr = draft.trim();
    if (expr !== address.expr) {
      goTo({ ...address, expr });
    } else if (isAsked) {
      void refetch();
    }
  };
  const message = error === null ? undefined : reasonOf(error);
  const mistake = message === undefined || draft.trim() !== address.expr ? undefined : mistakeOf(address.expr, message);
  const isCancelled = isAsked && !isFetching && error === null && (data === undefined || isPlaceholderData);
  return (
    <>
      <Heading title="Query" />
      <div className={classes['head']}>
        <ExpressionField text={draft} onText={setDraft} onRun={run} mistake={mistake} />
        {isFetching ? (
          <Button variant="default" leftSection={<IconX size={16} aria-hidden />} onClick={() => void client.cancelQueries({ queryKey: query.queryKey })}>
            Cancel
          </Button>
        ) : (
          <Button leftSection={<IconPlayerPlay size={16} aria-hidden />} disabled={draft.trim() === ''} onClick={run}>
            Run
          </Button>
        )}
      </div>
      <Controls address={address} isLive={isLive} onLive={setLive} />
      {wrong === undefined ? null : <Notice role="alert" tone="bad" title="Nothing is asked for" detail={wrong} />}
      {message === undefined || mistakeOf(address.expr, message) !== undefined ? null : (
        <Notice role="alert" tone="bad" title="The query failed" detail={message} />
      )}
      {isCancelled ? <Notice tone="note" title="The query was cancelled" /> : null}
      {isFetching ? <Running /> : null}
      {data === undefined || error !== null || wrong !== undefined || address.expr === '' ? null : (
        <div className={classes['answer']} data-old={isPlaceholderData ? true : undefined} aria-busy={isFetching}>
          <Told queried={data} />
          <Shown address={address} queried={data} />
        </div>
      )}
      {address.expr === '' ? (
        <Empty icon={<IconChartLine size={40} />} title="Ask for something">
          <p>
            An expression of PromQL, such as <code>up</code> for which targets answer, or <code>sum by (job) (up)</code> for how many of each
            job.
          </p>
        </Empty>
      ) : null}
    </>
  );
}

/** Said once it takes long enough to be noticed. */
function Running() {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds((before) => before + 1), 1_000);
    return () => clearInterval(timer);
  }, []);
  return (
    <p className={classes['running']} role="status">
      {seconds === 0 ? '' : `Running for ${seconds} s…`}
    </p>
  );
}

function seriesCount(result: Result): number | undefined {
  switch (result.type) {
    case 'vector':
      return result.samples.length;
    case 'matrix':
      return result.stretches.length;
    default:
      return undefined;
  }
}

/** How much it is, of when, and what the server remarks. */
function Told({ queried: { asked, answer, tookMillis } }: { readonly queried: Queried }) {
  const { zone } = usePreferences();
  const count = seriesCount(answer.data);
  const parts = [
    ...(count === undefined ? [] : [countText(count, 'series', 'series')]),
    asked.kind === 'table' ? momentText(asked.time * 1000, zone) : `a point every ${asked.step} s`,
    `took ${tookText(tookMillis / 1000)}`,
  ];
  return (
    <>
      <p className={classes['told']} role="status">
        {parts.join(' · ')}
      </p>
      {answer.warnings.map((warning) => (
        <Notice key={warning} tone="warning" detail={warning} />
      ))}
      {answer.infos.map((info) => (
        <Notice key={info} tone="note" detail={info} />
      ))}
    </>
  );
}

function Shown({ address, queried: { asked, answer } }: { readonly address: GraphAddress; readonly queried: Queried }) {
  const result = answer.data;
  if (seriesCount(result) === 0) {
    return (
      <Empty icon={<IconChartLine size={40} />} title="No series">
        <p>The expression is right, but nothing fits it {asked.kind === 'table' ? 'at this moment' : 'in this stretch of time'}.</p>
      </Empty>
    );
  }
  return asked.kind === 'graph' && result.type === 'matrix' ? (
    <GraphPanel address={address} stretches={result.stretches} asked={asked} />
  ) : (
    <ResultTable result={result} />
  );
}
