import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { printAddress, type SilenceFormAddress } from '../address/address';
import { preferences } from '../app/preferences';
import { Failure } from '../parts/Failure';
import { Heading } from '../parts/Heading';
import { Loading } from '../parts/Loading';
import { refusalOf } from '../alerts/useFilter';
import { meaningOf } from '../alerts/knownMatchers';
import type { WrittenMatcher } from '../matchers/matchers';
import { silenceStates, type Silence } from '../server/answers';
import { alertsQuery, meQuery, silencesQuery } from '../server/queries';
import { UnknownSilence } from '../silences/UnknownSilence';
import { SilenceForm } from './SilenceForm';
import { creatorFrom, initialOf, initialOfChange } from './initial';

const none: readonly WrittenMatcher[] = [];

/** Makes a silence, or changes one. */
export default function SilenceFormScreen({ address }: { readonly address: SilenceFormAddress }) {
  return (
    <>
      <Heading title={address.edit === '' ? 'New silence' : 'Edit silence'} />
      {address.edit === '' ? (
        <NewSilence key={printAddress(address)} address={address} />
      ) : (
        <ChangeOfSilence key={address.edit} address={address} />
      )}
    </>
  );
}

/** What was known when the form was opened: answers that come later must not write into a form that somebody fills in. */
function useFirst<T>(value: T | undefined): T | undefined {
  const [first, setFirst] = useState(value);
  if (first === undefined && value !== undefined) {
    setFirst(value);
  }
  return first;
}

/** Who is writing, as far as that is known; undefined until the server has said whom it takes them for, or cannot say. */
function useCreator(): string | undefined {
  const { data, error } = useQuery(meQuery());
  return data === undefined && error === null ? undefined : creatorFrom(preferences().creator, data?.name);
}

function NewSilence({ address }: { readonly address: SilenceFormAddress }) {
  const creator = useCreator();
  const hasFilter = address.filter.trim() !== '';
  const known = meaningOf(address.filter);
  const { placeholderData: _, ...query } = alertsQuery({ filter: [address.filter] }, { limit: 0 });
  const read = useQuery({ ...query, enabled: hasFilter && known === undefined });
  const unread = hasFilter ? refusalOf(address.filter, read.error) : undefined;
  const matchers = useFirst(!hasFilter || unread !== undefined ? none : (known ?? read.data?.matchers));
  if (matchers === undefined && read.error !== null) {
    return <Failure title="The matchers of this address cannot be read" error={read.error} retry={() => void read.refetch()} />;
  }
  if (creator === undefined || matchers === undefined) {
    return <Loading what="the form" />;
  }
  return (
    <SilenceForm
      address={printAddress(address)}
      initial={initialOf(address, matchers, creator)}
      unread={unread}
      origin={address}
    />
  );
}

function ChangeOfSilence({ address }: { readonly address: SilenceFormAddress }) {
  const { placeholderData: _, ...query } = silencesQuery({ id: [address.edit], state: silenceStates });
  const { data, error, isFetching, failureReason, refetch } = useQuery(query);
  const creator = useCreator();
  // What is being asked for again is old, such as from before the order by which somebody has just extended it. Where that fails, it is what there is.
  const first = useFirst<Silence>(isFetching && failureReason === null ? undefined : data?.silences[0]);
  // As it is by now; one that the server has forgotten meanwhile as it was.
  const silence = first === undefined ? undefined : (data?.silences[0] ?? first);
  if (error !== null && !isFetching && silence === undefined) {
    return <Failure title="The silence cannot be shown" error={error} retry={() => void refetch()} />;
  }
  if (((data === undefined || isFetching) && silence === undefined) || creator === undefined) {
    return <Loading what="the silence" />;
  }
  if (silence === undefined) {
    return <UnknownSilence id={address.edit} />;
  }
  return (
    <SilenceForm
      address={printAddress(address)}
      initial={initialOfChange(silence, creator)}
      known={silence}
      look={async () => (await refetch({ throwOnError: true })).data?.silences[0]}
    />
  );
}
