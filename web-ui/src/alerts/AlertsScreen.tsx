import { useQuery } from '@tanstack/react-query';
import type { AlertsAddress } from '../address/address';
import { Failure } from '../parts/Failure';
import { Heading } from '../parts/Heading';
import { Loading } from '../parts/Loading';
import { groupsQuery } from '../server/queries';

export function AlertsScreen({ address }: { readonly address: AlertsAddress }) {
  const { data, error, refetch } = useQuery(groupsQuery(address.filter === '' ? {} : { filter: [address.filter] }));
  return (
    <>
      <Heading title="Alerts" />
      {error !== null ? <Failure title="The alerts cannot be shown" error={error} retry={() => void refetch()} /> : null}
      {data === undefined ? <Loading what="alerts" /> : <p>{data.total} alerts</p>}
    </>
  );
}
