import { ActionIcon, Button } from '@mantine/core';
import { IconChartLine, IconIndentIncrease, IconPlayerPlay, IconTrash, IconX } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Panel, PanelEdit } from '../address/address';
import { usePreferences } from '../app/preferences';
import type { Result } from '../evaluator/answers';
import { tookText } from '../evaluator/times';
import { Empty } from '../parts/Empty';
import { Notice } from '../parts/Notice';
import { countText } from '../parts/numbers';
import { tellFailure } from '../parts/toasts';
import { reasonOf } from '../server/request';
import { momentText } from '../time/moments';
import { wrongWith } from './asking';
import { Controls } from './Controls';
import { ExpressionField } from './ExpressionField';
import classes from './graph.module.css';
import { GraphPanel } from './GraphPanel';
import { mistakeOf } from './mistake';
import { expressionQuery, formatted, type Queried } from './query';
import { ResultTable } from './ResultTable';

/** Whoever keeps an answer current has it asked for this often at most; milliseconds. */
const refreshMin = 5_000;

function refreshMillis({ asked }: Queried): number {
  return Math.max(refreshMin, asked.kind === 'graph' ? asked.step * 1000 : 0);
}

interface Props {
  readonly panel: Panel;
  /** Counts from 1; undefined for the only one. */
  readonly number: number | undefined;
  readonly onPanel: (edit: PanelEdit) => void;
  readonly onRemove?: () => void;
}

/** An expression and its answer. */
export function QueryPanel({ panel, number, onPanel, onRemove }: Props) {
  const client = useQueryClient();
  const [draft, setDraft] = useState(panel.expr);
  const [isLive, setLive] = useState(false);
  // What went from here to the address, which the page hears of later: who goes on typing until then keeps that.
  const sent = useRef(panel.expr);
  useLayoutEffect(() => {
    if (sent.current !== panel.expr) {
      // Somebody followed a link or went back.
      setDraft(panel.expr);
    }
    sent.current = panel.expr;
  }, [panel.expr]);
  const wrong = wrongWith(panel);
  const isAsked = panel.expr !== '' && wrong === undefined;
  const keepsCurrent = isLive && (panel.tab === 'table' ? panel.moment : panel.end) === '';
  const query = expressionQuery(panel);
  const { data, error, isFetching, isPlaceholderData, refetch } = useQuery({
    ...query,
    enabled: isAsked,
    // What was there stays until the next comes, where it is of the same kind.
    placeholderData: (before: Queried | undefined) => (before?.asked.kind === panel.tab ? before : undefined),
    refetchInterval: ({ state }) => (keepsCurrent && state.error === null ? (state.data === undefined ? refreshMin : refreshMillis(state.data)) : false),
  });
  const run = (): void => {
    const expr = draft.trim();
    if (expr !== panel.expr) {
      sent.current = expr;
      setDraft(expr);
      onPanel((now) => ({ ...now, expr }));
    } else if (isAsked) {
      void refetch();
    }
  };
  const format = (): void => {
    const before = draft;
    formatted(before).then(
      // Who went on typing meanwhile keeps that.
      (text) => setDraft((now) => (now === before ? text : now)),
      (failure: unknown) => tellFailure('The expression cannot be laid out', failure),
    );
  };
  const message = error === null ? undefined : reasonOf(error);
  const mistake = message === undefined || draft.trim() !== panel.expr ? undefined : mistakeOf(panel.expr, message);
  const isCancelled = isAsked && !isFetching && error === null && (data === undefined || isPlaceholderData);
  const name = number === undefined ? 'Expression' : `Expression ${number}`;
  return (
    <section className={classes['panel']} aria-label={number === undefined ? 'Query' : `Query ${number}`} data-one={number === undefined ? true : undefined}>
      <div className={classes['head']}>
        <ExpressionField name={name} isFirst={number === undefined || number === 1} text={draft} onText={setDraft} onRun={run} mistake={mistake} />
        <div className={classes['buttons']}>
          {isFetching ? (
            <Button variant="default" leftSection={<IconX size={16} aria-hidden />} onClick={() => void client.cancelQueries({ queryKey: query.queryKey })}>
              Cancel
            </Button>
          ) : (
            <Button leftSection={<IconPlayerPlay size={16} aria-hidden />} disabled={draft.trim() === ''} onClick={run}>
              Run
            </Button>
          )}
          <ActionIcon variant="default" size={36} aria-label="Lay out the expression" title="Lay out the expression in lines" disabled={draft.trim() === ''} onClick={format}>
            <IconIndentIncrease size={18} aria-hidden />
          </ActionIcon>
          {onRemove === undefined ? null : (
            <ActionIcon variant="default" size={36} aria-label={`Remove ${name.toLowerCase()}`} title="Remove" onClick={onRemove}>
              <IconTrash size={18} aria-hidden />
            </ActionIcon>
          )}
        </div>
      </div>
      <Controls panel={panel} onPanel={onPanel} isLive={isLive} onLive={setLive} />
      {wrong === undefined ? null : <Notice role="alert" tone="bad" title="Nothing is asked for" detail={wrong} />}
      {message === undefined || mistakeOf(panel.expr, message) !== undefined ? null : (
        <Notice role="alert" tone="bad" title="The query failed" detail={message} />
      )}
      {isCancelled ? <Notice tone="note" title="The query was cancelled" /> : null}
      {isFetching ? <Running /> : null}
      {data === undefined || error !== null || wrong !== undefined || panel.expr === '' ? null : (
        <div className={classes['answer']} data-old={isPlaceholderData ? true : undefined} aria-busy={isFetching}>
          <Told queried={data} />
          <Shown panel={panel} onPanel={onPanel} queried={data} />
        </div>
      )}
      {panel.expr === '' && number === undefined ? (
        <Empty icon={<IconChartLine size={40} />} title="Ask for something">
          <p>
            An expression of PromQL, such as <code>up</code> for which targets answer, or <code>sum by (job) (up)</code> for how many of each
            job.
          </p>
        </Empty>
      ) : null}
    </section>
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

interface ShownProps {
  readonly panel: Panel;
  readonly onPanel: (edit: PanelEdit) => void;
  readonly queried: Queried;
}

function Shown({ panel, onPanel, queried: { asked, answer } }: ShownProps) {
  const result = answer.data;
  if (seriesCount(result) === 0) {
    return (
      <Empty icon={<IconChartLine size={40} />} title="No series">
        <p>The expression is right, but nothing fits it {asked.kind === 'table' ? 'at this moment' : 'in this stretch of time'}.</p>
      </Empty>
    );
  }
  return asked.kind === 'graph' && result.type === 'matrix' ? (
    <GraphPanel panel={panel} onPanel={onPanel} stretches={result.stretches} asked={asked} />
  ) : (
    <ResultTable result={result} />
  );
}
