import { IconPlugConnectedX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Empty } from '../parts/Empty';
import { Heading } from '../parts/Heading';
import { Loading } from '../parts/Loading';
import { statusQuery } from '../server/queries';
import classes from './evaluator.module.css';

const command = 'alertmanager --config.file=alertmanager.yml --prometheus.config.file=prometheus.yml';

interface Props {
  readonly title: string;
  readonly children: ReactNode;
}

/** Shows its screen only where the server scrapes and evaluates rules; elsewhere it says how to have it do so. */
export function Gate({ title, children }: Props) {
  const { data, error } = useQuery(statusQuery());
  if (data?.evaluator !== undefined || error !== null) {
    return children;
  }
  return (
    <>
      <Heading title={title} />
      {data === undefined ? (
        <Loading what="the status" />
      ) : (
        <Empty icon={<IconPlugConnectedX size={40} />} title="This server does not scrape">
          <p className={classes['off']}>
            Tocsin can scrape targets and evaluate rules itself, without a Prometheus beside it. Give it a <code>prometheus.yml</code> with{' '}
            <code>scrape_configs</code> and <code>rule_files</code>, and start it with one more flag:
          </p>
          <pre className={classes['command']} tabIndex={0}>
            {command}
          </pre>
          <p className={classes['off']}>Its alerts go straight to the routes, and this screen shows what it scrapes and evaluates.</p>
        </Empty>
      )}
    </>
  );
}
