import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { printAddress, type StatusAddress } from '../address/address';
import { Failure } from '../parts/Failure';
import { Heading } from '../parts/Heading';
import { Loading } from '../parts/Loading';
import { clusterQuery, statusQuery } from '../server/queries';
import { Configuration } from './Configuration';
import { EvaluatorPart } from './EvaluatorPart';
import { troublesOf } from './health';
import { Limits } from './Limits';
import { Members } from './Members';
import { Overview } from './Overview';
import { Receivers } from './Receivers';
import { headingId, sections } from './sections';
import classes from './status.module.css';
import { StoragePart } from './StoragePart';

/** Counts and sizes move without an event that says so. */
const refreshMillis = 10_000;

function show(section: string): void {
  const heading = document.getElementById(headingId(section));
  heading?.scrollIntoView();
  heading?.focus({ preventScroll: true });
  // On phones the list is a line that is longer than the screen.
  document.querySelector(`[data-section="${CSS.escape(section)}"]`)?.scrollIntoView({ block: 'nearest', inline: 'center' });
}

/** How the server fares. */
export default function StatusScreen({ address }: { readonly address: StatusAddress }) {
  const { data, error, refetch } = useQuery({ ...statusQuery(), refetchInterval: refreshMillis });
  const { data: cluster } = useQuery(clusterQuery());
  const troubles = data === undefined ? undefined : troublesOf(data, cluster);
  const isThere = data !== undefined;
  const { section } = address;
  useEffect(() => {
    if (isThere && section !== '') {
      show(section);
    }
  }, [section, isThere]);
  return (
    <div className={classes['screen']}>
      <Heading title="Status" />
      {error !== null ? <Failure title="The status cannot be shown" error={error} retry={() => void refetch()} /> : null}
      {data === undefined ? (
        error === null ? (
          <Loading what="the status" />
        ) : null
      ) : (
        <>
          <nav className={classes['contents']} aria-label="On this page">
            {sections.filter(({ name }) => name !== 'evaluator' || data.evaluator !== undefined).map(({ name, title }) => (
              <a
                key={name}
                href={printAddress({ screen: 'status', section: name })}
                aria-current={name === section ? 'location' : undefined}
                data-section={name}
                data-tone={troubles?.get(name)}
                onClick={() => show(name)}
              >
                {title}
                {troubles?.has(name) === true ? (
                  <>
                    <IconAlertTriangle size={15} aria-hidden />
                    <span className="visually-hidden">: has something to look at</span>
                  </>
                ) : null}
              </a>
            ))}
          </nav>
          <Overview status={data} />
          <Configuration configuration={data.configuration} />
          <Receivers receivers={data.receivers} />
          {data.evaluator === undefined ? null : <EvaluatorPart evaluator={data.evaluator} />}
          <Members />
          <StoragePart storage={data.storage} />
          <Limits limits={data.limits} />
        </>
      )}
    </div>
  );
}
