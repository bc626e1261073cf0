import { Button, TextInput } from '@mantine/core';
import { IconSearch, IconSend } from '@tabler/icons-react';
import { Suspense, useState } from 'react';
import { partOf } from '../app/parts';
import { Mark, type Tone } from '../parts/Mark';
import { countText, numberText } from '../parts/numbers';
import type { IntegrationHealth, Status } from '../server/answers';
import { useMay } from '../server/me';
import { spanText } from '../time/spans';
import { TimeText } from '../time/TimeText';
import { byHealth, verdictOf, worstOf, type Verdict } from './health';
import { Section } from './Section';
import classes from './status.module.css';

const dialog = partOf(() => import('./TestDialog'));

type Receiver = Status['receivers'][number];

const looks: Readonly<Record<Verdict, { readonly tone: Tone; readonly word: string }>> = {
  failing: { tone: 'bad', word: 'Failing' },
  recovered: { tone: 'mended', word: 'Works again' },
  good: { tone: 'good', word: 'Works' },
  unused: { tone: 'quiet', word: 'Not used yet' },
};

/** More are found by their names. */
const manyReceivers = 8;

function tookText(millis: number): string {
  return millis < 1_000 ? `${millis} ms` : spanText(millis);
}

function Integration({ health }: { readonly health: IntegrationHealth }) {
  const { tone, word } = looks[verdictOf(health)];
  const { lastSuccess, lastFailure } = health;
  return (
    <tr>
      <th scope="row" data-label="Integration">
        <span className="mono">{health.name}</span>
        {health.sendResolved ? null : <span className="quiet"> · hears nothing of resolved alerts</span>}
      </th>
      <td data-label="State">
        <Mark tone={tone}>{word}</Mark>
      </td>
      <td data-label="Last success">
        {lastSuccess === undefined ? (
          '–'
        ) : (
          <>
            <TimeText at={lastSuccess.at} />
            {lastSuccess.durationMillis === undefined ? null : <span className="quiet"> · took {tookText(lastSuccess.durationMillis)}</span>}
          </>
        )}
      </td>
      <td data-label="Last failure">
        {lastFailure === undefined ? (
          '–'
        ) : (
          <>
            <TimeText at={lastFailure.at} />
            {lastFailure.reason === undefined ? null : <span className="quiet"> · {lastFailure.reason}</span>}
            <span className={classes['failureMessage']}>{lastFailure.message}</span>
          </>
        )}
      </td>
      <td data-label="Sent">{numberText(health.sent)}</td>
      <td data-label="Failed">{numberText(health.failed)}</td>
      <td data-label="Under way">{health.underWay === 0 ? '–' : numberText(health.underWay)}</td>
    </tr>
  );
}

function One({ receiver, test }: { readonly receiver: Receiver; readonly test: (() => void) | undefined }) {
  const { tone, word } = looks[worstOf(receiver)];
  const { name, integrations } = receiver;
  return (
    <article className={classes['receiver']} aria-label={`Receiver ${name}`} data-verdict={worstOf(receiver)}>
      <div className={classes['receiverLine']}>
        <h3 className={classes['receiverName']}>{name}</h3>
        {integrations.length === 0 ? <span className="quiet">tells nobody: it has no integration</span> : <Mark tone={tone}>{word}</Mark>}
        {test === undefined || integrations.length === 0 ? null : (
          <Button
            size="compact-sm"
            variant="default"
            ml="auto"
            leftSection={<IconSend size={14} aria-hidden />}
            aria-label={`Send a test to ${name}`}
            onClick={test}
          >
            Send a test
          </Button>
        )}
      </div>
      {integrations.length === 0 ? null : (
        <table className={`${classes['table']} ${classes['health']}`}>
          <caption className="visually-hidden">Integrations of {name}</caption>
          <thead>
            <tr>
              <th scope="col">Integration</th>
              <th scope="col">State</th>
              <th scope="col">Last success</th>
              <th scope="col">Last failure</th>
              <th scope="col">Sent</th>
              <th scope="col">Failed</th>
              <th scope="col">Under way</th>
            </tr>
          </thead>
          <tbody>
            {integrations.map((health) => (
              <Integration key={health.name} health={health} />
            ))}
          </tbody>
        </table>
      )}
    </article>
  );
}

/** Whether notifications arrive, the worst first. */
export function Receivers({ receivers }: { readonly receivers: readonly Receiver[] }) {
  const mayTest = useMay('test');
  const [words, setWords] = useState('');
  const [tested, setTested] = useState<Receiver>();
  const sought = words.trim().toLowerCase();
  const shown = byHealth(receivers).filter(({ name }) => name.toLowerCase().includes(sought));
  const failing = receivers.filter((receiver) => worstOf(receiver) === 'failing').length;
  return (
    <Section
      name="receivers"
      aside={failing === 0 ? null : <Mark tone="bad">{countText(failing, 'receiver fails', 'receivers fail')}</Mark>}
    >
      {receivers.length <= manyReceivers ? null : (
        <TextInput
          size="xs"
          mb="sm"
          maw={320}
          aria-label="Find a receiver"
          placeholder={`Find one of ${numberText(receivers.length)} receivers`}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
      )}
      {shown.map((receiver) => (
        <One key={receiver.name} receiver={receiver} test={mayTest ? () => setTested(receiver) : undefined} />
      ))}
      {shown.length === 0 ? <p className="quiet">No receiver has that in its name.</p> : null}
      <p className="quiet">Counted since the server started, tests left out.</p>
      {tested === undefined ? null : (
        <Suspense fallback={null}>
          <dialog.Part receiver={tested} close={() => setTested(undefined)} />
        </Suspense>
      )}
    </Section>
  );
}
