import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Refreshing } from '../src/server/refreshing';

interface Asked {
  readonly answer: (data: unknown) => void;
  readonly fail: () => void;
  readonly signal: AbortSignal;
}

let client: QueryClient;
let refreshing: Refreshing;
let stops: (() => void)[] = [];

/** Shows a query whose requests are answered by the test. */
function shown(queryKey: readonly unknown[], meta: Record<string, unknown> = {}): Asked[] {
  const asked: Asked[] = [];
  const observer = new QueryObserver(client, {
    queryKey,
    meta,
    queryFn: ({ signal }) =>
      new Promise((answer, refuse) => {
        asked.push({ answer, fail: () => refuse(new Error('refused')), signal });
      }),
  });
  stops.push(observer.subscribe(() => undefined));
  return asked;
}

function said(alerts: string, silences = 's', status = 't'): void {
  refreshing.said({ alerts, silences, status });
}

async function settle(): Promise<void> {
  await vi.advanceTimersByTimeAsync(1);
}

async function answer(asked: Asked[], version: string): Promise<void> {
  asked.at(-1)?.answer({ version });
  await settle();
}

beforeEach(() => {
  vi.useFakeTimers();
  client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity, retry: false } } });
  client.mount();
  refreshing = new Refreshing(client);
});

afterEach(() => {
  stops.forEach((stop) => stop());
  stops = [];
  client.clear();
  client.unmount();
  vi.useRealTimers();
});

describe('Refreshing', () => {
  test('what is older than the newest token is asked for again, what belongs to it is not', async () => {
    const asked = shown(['alerts', 'list']);
    await answer(asked, '1');
    said('1');
    await settle();
    expect(asked).toHaveLength(1);
    said('2');
    await settle();
    expect(asked).toHaveLength(2);
  });

  test('only what the change is about', async () => {
    const alerts = shown(['alerts']);
    const others = [shown(['silences']), shown(['status']), shown(['history'])];
    said('1');
    await answer(alerts, '1');
    for (const each of others) {
      each.at(-1)?.answer({ version: 's', token: 't' });
    }
    await settle();
    said('2');
    await settle();
    expect(alerts).toHaveLength(2);
    expect(others.map((each) => each.length)).toEqual([1, 1, 1]);
  });

  test('changes do not give up the request under way, which is followed by one more', async () => {
    const asked = shown(['alerts', 'list']);
    for (const token of ['1', '2', '3']) {
      said(token);
      await settle();
    }
    expect(asked).toHaveLength(1);
    expect(asked[0]?.signal.aborted).toBe(false);
    await answer(asked, '1');
    expect(asked).toHaveLength(2);
    await answer(asked, '3');
    expect(asked).toHaveLength(2);
    expect(client.getQueryData(['alerts', 'list'])).toEqual({ version: '3' });
  });

  test('an answer that is the newest already is not asked for twice, as after an own change', async () => {
    const asked = shown(['alerts', 'list']);
    await answer(asked, '1');
    void client.invalidateQueries({ queryKey: ['alerts'] });
    said('2');
    await answer(asked, '2');
    expect(asked).toHaveLength(2);
  });

  test('answers without a token, and requests that fail, are asked for again as well', async () => {
    const asked = shown(['alerts', 'explanation']);
    said('1');
    asked[0]?.answer({});
    await settle();
    expect(asked).toHaveLength(2);
    said('2');
    asked[1]?.fail();
    await settle();
    expect(asked).toHaveLength(3);
  });

  test('a server that keeps answering with another token is not asked without end', async () => {
    const asked = shown(['alerts', 'list']);
    said('1');
    await answer(asked, 'of another member');
    expect(asked).toHaveLength(2);
    await answer(asked, 'of another member');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toHaveLength(2);
  });

  test('everything is asked for once, and anew only if forced', async () => {
    const asked = shown(['alerts', 'list']);
    refreshing.everything();
    await settle();
    expect(asked).toHaveLength(1);
    await answer(asked, '1');
    refreshing.everything();
    refreshing.everything();
    await settle();
    expect(asked).toHaveLength(2);
    refreshing.everything(true);
    await settle();
    expect(asked[1]?.signal.aborted).toBe(true);
    expect(asked).toHaveLength(3);
  });

  test('a query with a pace is left alone for that long', async () => {
    const asked = shown(['alerts', 'members'], { paceMillis: 5_000 });
    await answer(asked, '1');
    said('2');
    said('3');
    await vi.advanceTimersByTimeAsync(4_000);
    expect(asked).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1_500);
    expect(asked).toHaveLength(2);
    await answer(asked, '3');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toHaveLength(2);
  });

  test('what nobody looks at waits until somebody does', async () => {
    const asked = shown(['alerts', 'list']);
    await answer(asked, '1');
    stops.pop()?.();
    said('2');
    await settle();
    expect(asked).toHaveLength(1);
    const again = shown(['alerts', 'list']);
    expect(again).toHaveLength(1);
  });
});
