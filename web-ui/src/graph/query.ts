import { queryOptions } from '@tanstack/react-query';
import type { Panel } from '../address/address';
import { answer, queried, type Answer, type Result } from '../evaluator/answers';
import { api } from '../evaluator/queries';
import { ask } from '../server/request';
import { text } from '../server/shape';
import { serverNow } from '../time/clock';
import { askedBy, type Asked } from './asking';

/** Longer than the server lets a query take, so that it is the server who says so. */
const timeoutMillis = 130_000;

/** The expression in lines, as the server lays it out. */
export async function formatted(expr: string): Promise<string> {
  return (await ask(`${api}/format_query`, { query: expr }, answer(text), new AbortController().signal, timeoutMillis)).data;
}

export interface Queried {
  readonly asked: Asked;
  readonly answer: Answer<Result>;
  readonly tookMillis: number;
}

/** The answer to a panel that has nothing wrong; its `now` is when it is asked. */
export function expressionQuery(panel: Panel) {
  const { expr, tab, range, end, moment, step } = panel;
  return queryOptions({
    queryKey: ['evaluator', 'expression', expr, tab, ...(tab === 'table' ? [moment] : [range, end, step])],
    queryFn: async ({ signal }): Promise<Queried> => {
      const asked = askedBy(panel, serverNow());
      const began = performance.now();
      const given =
        asked.kind === 'table'
          ? await ask(`${api}/query`, { query: expr, time: asked.time }, queried, signal, timeoutMillis)
          : await ask(`${api}/query_range`, { query: expr, start: asked.start, end: asked.end, step: asked.step }, queried, signal, timeoutMillis);
      return { asked, answer: given, tookMillis: performance.now() - began };
    },
    retry: false,
  });
}
