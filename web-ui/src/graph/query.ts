import { queryOptions } from '@tanstack/react-query';
import type { GraphAddress } from '../address/address';
import { queried, type Answer, type Result } from '../evaluator/answers';
import { api } from '../evaluator/queries';
import { ask } from '../server/request';
import { serverNow } from '../time/clock';
import { askedBy, type Asked } from './asking';

/** Longer than the server lets a query take, so that it is the server who says so. */
const timeoutMillis = 130_000;

export interface Queried {
  readonly asked: Asked;
  readonly answer: Answer<Result>;
  readonly tookMillis: number;
}

/** The answer to an address that has nothing wrong; its `now` is when it is asked. */
export function expressionQuery(address: GraphAddress) {
  const { expr, tab, range, end, moment, step } = address;
  return queryOptions({
    queryKey: ['evaluator', 'expression', expr, tab, ...(tab === 'table' ? [moment] : [range, end, step])],
    queryFn: async ({ signal }): Promise<Queried> => {
      const asked = askedBy(address, serverNow());
      const began = performance.now();
      const answer =
        asked.kind === 'table'
          ? await ask(`${api}/query`, { query: expr, time: asked.time }, queried, signal, timeoutMillis)
          : await ask(`${api}/query_range`, { query: expr, start: asked.start, end: asked.end, step: asked.step }, queried, signal, timeoutMillis);
      return { asked, answer, tookMillis: performance.now() - began };
    },
    retry: false,
  });
}
