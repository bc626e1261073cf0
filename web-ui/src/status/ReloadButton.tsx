import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { tellDone } from '../parts/toasts';
import { useMay } from '../server/me';
import { reloadConfiguration } from '../server/orders';
import { RequestFailure, reasonOf } from '../server/request';
import classes from './status.module.css';

/** Has the server read its configuration anew, for those who may. */
export function ReloadButton() {
  const may = useMay('admin');
  const client = useQueryClient();
  const { mutate, isPending, error } = useMutation({
    mutationFn: reloadConfiguration,
    onSuccess: () => tellDone('The configuration was loaded and is in force'),
    // Also after a failure: the server says where the mistake is.
    onSettled: () => client.invalidateQueries({ queryKey: ['status'] }),
  });
  if (!may) {
    return null;
  }
  // What is wrong in the file is shown as its problems.
  const isOther = error !== null && !(error instanceof RequestFailure && error.status === 500);
  return (
    <div className={classes['reload']}>
      <Button size="xs" variant="default" loading={isPending} leftSection={<IconRefresh size={16} aria-hidden />} onClick={() => mutate()}>
        Reload
      </Button>
      <span role="status" className={classes['reloadResult']}>
        {error === null || isPending ? '' : isOther ? `Not reloaded: ${reasonOf(error)}` : 'Not loaded: see below'}
      </span>
    </div>
  );
}
