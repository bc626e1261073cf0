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
      // A refusal does not get better by asking again. A server that has too much to do just now says so with 503.
      retry: (count, error) =>
        error instanceof RequestFailure && ((error.isUnreachable && count < 1) || (error.status === 503 && count < 3)),
      retryDelay: (count) => 400 * 2 ** count * (0.75 + Math.random() / 2),
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
});
