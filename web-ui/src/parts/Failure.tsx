import { Button } from '@mantine/core';
import { reasonOf } from '../server/request';
import { Notice } from './Notice';

interface Props {
  /** What could not be had, as in "The alerts cannot be shown". */
  readonly title: string;
  readonly error: unknown;
  readonly retry?: () => void;
}

/** Says what went wrong and offers to try again. */
export function Failure({ title, error, retry }: Props) {
  return (
    <Notice
      role="alert"
      tone="bad"
      title={title}
      actions={
        retry === undefined ? null : (
          <Button size="xs" variant="default" onClick={retry}>
            Try again
          </Button>
        )
      }
    >
      <p>{reasonOf(error)}</p>
    </Notice>
  );
}
