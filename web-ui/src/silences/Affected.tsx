import { useQuery } from '@tanstack/react-query';
import { Failure } from '../parts/Failure';
import { Loading } from '../parts/Loading';
import type { Silence } from '../server/answers';
import { alertsQuery } from '../server/queries';
import { countText } from '../parts/numbers';
import { AlertLines } from './AlertLines';
import { Part } from './Part';
import { alertsLink } from './links';
import { matcherSetsOf } from './orders';

const sample = 5;

/** The alerts that a silence matches now: some of them, and the way to all. */
export function Affected({ silence }: { readonly silence: Silence }) {
  const { placeholderData: _, ...query } = alertsQuery({ silence: silence.id }, { limit: sample, sort: 'severity' });
  const { data, error, refetch } = useQuery(query);
  const sets = matcherSetsOf(silence);
  return (
    <Part title={silence.state === 'expired' ? 'Alerts that it would match now' : 'Alerts that it matches now'}>
      {error !== null ? <Failure title="The alerts cannot be shown" error={error} retry={() => void refetch()} /> : null}
      {data === undefined && error === null ? <Loading what="alerts" /> : null}
      {data?.total === 0 ? <p className="quiet">None.</p> : null}
      {data === undefined || data.total === 0 ? null : (
        <>
          <AlertLines alerts={data.alerts} />
          {sets.map((matchers, set) => (
            <p key={set}>
              <a href={alertsLink(matchers)}>
                {sets.length === 1 ? `See ${data.total === 1 ? 'it' : `all ${countText(data.total, 'alert')}`} in the list` : `See those of set ${set + 1}`}
              </a>
            </p>
          ))}
        </>
      )}
    </Part>
  );
}
