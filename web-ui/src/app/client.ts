import { QueryCache, QueryClient } from '@tanstack/react-query';
import { heard, unheard } from '../server/live';
import { RequestFailure } from '../server/request';

/** Answers stay until something says that they are old, see server/live; what nobody looks at is forgotten soon. */
export const client: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onSuccess: heard,
    onError: (error) => {
      if (error instanceof RequestFailure && error.isUnreachable) {
        unheard();
      } else {
        heard();
      }
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: Infinity,
      gcTime: 60_000,
      refetchOnWindowFocus: false,
      // A refusal does not get better by asking again.
      retry: (count, error) => error instanceof RequestFailure && error.isUnreachable && count < 1,
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
});
