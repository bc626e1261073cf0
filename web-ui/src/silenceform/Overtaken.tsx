import { Button } from '@mantine/core';
import { Notice } from '../parts/Notice';
import type { Silence } from '../server/answers';
import { TimeText } from '../time/TimeText';
import classes from './SilenceForm.module.css';

interface Props {
  /** The silence as it is by now. */
  readonly by: Silence;
  /** Writes it into the form. */
  readonly onTakeOver: () => void;
  /** Leaves the form as it is, to be sent all the same. */
  readonly onKeep: () => void;
}

/** Says that somebody has changed the silence since the form was filled in, and asks whose words count. */
export function Overtaken({ by, onTakeOver, onKeep }: Props) {
  const isOver = by.state === 'expired';
  return (
    <div className={classes['note']} data-overtaken>
      <Notice
        role="alert"
        tone="warning"
        title={isOver ? 'This silence has ended since' : 'This silence was changed since'}
        actions={
          <>
            <Button size="xs" variant="default" onClick={onTakeOver}>
              {isOver ? 'Start again from the silence' : 'Take over the changes'}
            </Button>
            <Button size="xs" variant="default" onClick={onKeep}>
              Keep mine
            </Button>
          </>
        }
      >
        <p>
          {isOver ? (
            <>
              It ended <TimeText at={by.endsAt} />, after this form was filled in. Sending the form makes a new one.
            </>
          ) : (
            <>
              Somebody changed it <TimeText at={by.updatedAt} />; it is {by.createdBy === '' ? 'nobody' : by.createdBy}’s now, “{by.comment}”. “What changes”
              says what sending this form would make of it.
            </>
          )}
        </p>
      </Notice>
    </div>
  );
}
