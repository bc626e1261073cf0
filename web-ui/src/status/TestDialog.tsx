import { Button, Group } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Dialog } from '../parts/Dialog';
import { Failure } from '../parts/Failure';
import { Mark, type Tone } from '../parts/Mark';
import type { ReceiverTest, Status } from '../server/answers';
import { testReceiver } from '../server/orders';
import { spanText } from '../time/spans';
import classes from './status.module.css';

interface Props {
  readonly receiver: Status['receivers'][number];
  readonly close: () => void;
}

const outcomes: Readonly<Record<string, { readonly tone: Tone; readonly word: string }>> = {
  delivered: { tone: 'good', word: 'Delivered' },
  failed: { tone: 'bad', word: 'Failed' },
  timed_out: { tone: 'bad', word: 'No answer in time' },
  skipped: { tone: 'quiet', word: 'Not sent' },
};

function Outcomes({ test }: { readonly test: ReceiverTest }) {
  return (
    <ul className={classes['outcomes']}>
      {test.integrations.map((each) => {
        const { tone, word } = outcomes[each.outcome] ?? { tone: 'quiet', word: each.outcome };
        return (
          <li key={each.integration}>
            <span className="mono">{each.integration}</span> <Mark tone={tone}>{word}</Mark>
            {each.durationMillis === undefined ? null : (
              <span className="quiet"> · {each.durationMillis < 1_000 ? `${each.durationMillis} ms` : spanText(each.durationMillis)}</span>
            )}
            {each.message === undefined ? null : <span className={classes['failureMessage']}>{each.message}</span>}
            {each.retried === undefined || tone !== 'bad' ? null : (
              <span className={classes['failureMessage']}>
                {each.retried ? 'A real notification would be tried again.' : 'A real notification would not be tried again.'}
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** Asks before people are disturbed, and says what became of the test. */
export default function TestDialog({ receiver, close }: Props) {
  const { name, integrations } = receiver;
  const { mutate, isPending, data, error } = useMutation({ mutationFn: () => testReceiver(name) });
  const isDone = data !== undefined;
  return (
    <Dialog close={close} title={`Send a test to ${name}`}>
      <p className={classes['dialogText']}>
        {isDone ? 'What became of the test:' : 'People see it. Each of these gets a notification of a sample alert that is marked [TEST]:'}
      </p>
      <div role="status">
        {isDone ? (
          <Outcomes test={data} />
        ) : (
          <ul className={classes['outcomes']}>
            {integrations.map((each) => (
              <li key={each.name} className="mono">
                {each.name}
              </li>
            ))}
          </ul>
        )}
      </div>
      {error === null || isPending ? null : <Failure title="The test was not sent" error={error} />}
      <Group justify="end" mt="md">
        <Button variant="default" onClick={close}>
          {isDone ? 'Close' : 'Cancel'}
        </Button>
        <Button loading={isPending} data-autofocus onClick={() => mutate()}>
          {isDone ? 'Send it again' : 'Send the test'}
        </Button>
      </Group>
    </Dialog>
  );
}
