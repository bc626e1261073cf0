import { Button, Select } from '@mantine/core';
import { IconTarget } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { allTargets, printAddress, targetHealths, type TargetsAddress } from '../address/address';
import { changeAddress } from '../address/useAddress';
import ofEvaluator from '../evaluator/evaluator.module.css';
import { Gate } from '../evaluator/Gate';
import { LabelList } from '../evaluator/LabelList';
import { targetsQuery } from '../evaluator/queries';
import { SearchField } from '../evaluator/SearchField';
import { Empty } from '../parts/Empty';
import { Failure } from '../parts/Failure';
import { FigureSwitch } from '../parts/FigureSwitch';
import { Heading } from '../parts/Heading';
import { Loading } from '../parts/Loading';
import { Mark } from '../parts/Mark';
import { countText, numberText } from '../parts/numbers';
import { visibleLine } from '../parts/visible';
import { healthMeanings, HealthMark } from './HealthMark';
import { shownHealths, shownTargets, withHealth, type Pool } from './rows';
import { TargetRow } from './TargetRow';
import classes from './targets.module.css';

const shownAtFirst = 100;
/** Fewer are found by looking. */
const manyPools = 2;

export default function TargetsScreen({ address }: { readonly address: TargetsAddress }) {
  return (
    <Gate title="Targets">
      <Targets address={address} />
    </Gate>
  );
}

/** What is scraped, by scrape configuration, and how that goes. */
function Targets({ address }: { readonly address: TargetsAddress }) {
  const { data, error, refetch } = useQuery(targetsQuery());
  const change = (part: Partial<TargetsAddress>, replace = false): void => changeAddress('targets', (now) => ({ ...now, ...part }), replace);
  const shown = data === undefined ? undefined : shownTargets(data, address);
  const healths = shownHealths(address.health);
  return (
    <>
      <Heading title="Targets" />
      <div className={ofEvaluator['filters']} role="search" aria-label="Targets">
        <div className={ofEvaluator['figures']} role="group" aria-label="Targets that are shown">
          {targetHealths.map((health) => (
            <FigureSwitch
              key={health}
              count={shown?.counts[health]}
              isOn={healths.includes(health)}
              title={healthMeanings[health]}
              onClick={() => changeAddress('targets', (now) => ({ ...now, health: withHealth(shownHealths(now.health), health) }))}
            >
              <HealthMark health={health} />
            </FigureSwitch>
          ))}
        </div>
        <SearchField
          label="Search in addresses, labels and errors"
          section="Targets"
          search={address.search}
          onSearch={(search, isFirst) => change({ search }, !isFirst)}
        />
        {(shown?.names.length ?? 0) < manyPools && address.pool === '' ? null : (
          <Select
            className={classes['pools'] ?? ''}
            aria-label="Scrape configuration"
            placeholder="All jobs"
            clearable
            clearButtonProps={{ 'aria-label': 'All jobs' }}
            searchable={(shown?.names.length ?? 0) > 6}
            data={[...new Set([...(shown?.names ?? []), ...(address.pool === '' ? [] : [address.pool])])]}
            value={address.pool === '' ? null : address.pool}
            onChange={(pool) => change({ pool: pool ?? '' })}
          />
        )}
      </div>
      {error === null ? null : <Failure title="The targets cannot be shown" error={error} retry={() => void refetch()} />}
      {shown === undefined ? (
        error === null ? (
          <Loading what="targets" />
        ) : null
      ) : (
        <>
          <p className="visually-hidden" role="status">
            {countText(shown.total, 'target is', 'targets are')} shown
          </p>
          {shown.pools.map((pool) => (
            <OnePool key={pool.name} pool={pool} />
          ))}
          {shown.pools.length > 0 ? null : <Nothing isAnyThere={shown.names.length > 0} />}
        </>
      )}
    </>
  );
}

function OnePool({ pool }: { readonly pool: Pool }) {
  const [most, setMost] = useState(shownAtFirst);
  const { name, targets, dropped, droppedCount, up, all } = pool;
  const more = targets.length - most;
  return (
    <section className={ofEvaluator['box']} aria-label={`Job ${name}`}>
      <div className={ofEvaluator['boxLine']}>
        <h2 className={ofEvaluator['boxName']}>{visibleLine(name)}</h2>
        {all === 0 ? (
          <span className="quiet">Nothing is scraped for it</span>
        ) : (
          <Mark tone={up === all ? 'good' : up === 0 ? 'bad' : 'warning'}>
            {numberText(up)} of {numberText(all)} up
          </Mark>
        )}
      </div>
      {targets.length === 0 ? null : (
        <table className={`${ofEvaluator['cards'] ?? ''} ${classes['table'] ?? ''}`}>
          <caption className="visually-hidden">Targets of {name}</caption>
          <thead>
            <tr>
              <th scope="col">Endpoint</th>
              <th scope="col">State</th>
              <th scope="col">Labels</th>
              <th scope="col">Last scrape</th>
            </tr>
          </thead>
          {targets.slice(0, most).map((target) => (
            <TargetRow key={`${target.scrapeUrl} ${JSON.stringify(target.labels)}`} target={target} />
          ))}
        </table>
      )}
      {more <= 0 ? null : (
        <Button className={classes['more'] ?? ''} size="xs" variant="default" onClick={() => setMost(most + shownAtFirst * 5)}>
          Show more of {countText(targets.length, 'target')}
        </Button>
      )}
      {droppedCount === 0 ? null : (
        <div className={classes['dropped']}>
          <h3>
            {numberText(droppedCount)} dropped by relabelling
            {dropped.length < droppedCount ? <span className="quiet">, of which {numberText(dropped.length)} are kept to be seen</span> : null}
          </h3>
          <ul>
            {dropped.slice(0, most).map((target, index) => (
              // Several may have the same labels; they never change places on their own.
              <li key={index}>
                <LabelList labels={target.discoveredLabels} />
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}

function Nothing({ isAnyThere }: { readonly isAnyThere: boolean }) {
  return isAnyThere ? (
    <Empty icon={<IconTarget size={40} />} title="No target fits">
      <p>None has all that is asked for.</p>
      <Button component="a" variant="default" href={printAddress(allTargets)}>
        Show all targets
      </Button>
    </Empty>
  ) : (
    <Empty icon={<IconTarget size={40} />} title="No targets">
      <p>
        <code>scrape_configs</code> in prometheus.yml says what is scraped.
      </p>
    </Empty>
  );
}
