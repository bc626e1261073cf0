import { Alert, Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { reasonOf } from '../server/request';

interface Props {
  /** What could not be had, as in "The alerts cannot be shown". */
  readonly title: string;
  readonly error: unknown;
  readonly retry?: () => void;
}

/** Says what went wrong and offers to try again. */
export function Failure({ title, error, retry }: Props) {
  return (
    <Alert role="alert" color="red" variant="light" icon={<IconAlertTriangle aria-hidden />} title={title}>
      <p style={{ margin: 0 }}>{reasonOf(error)}</p>
      {retry === undefined ? null : (
        <Button mt="sm" size="xs" variant="default" onClick={retry}>
          Try again
        </Button>
      )}
    </Alert>
  );
}
