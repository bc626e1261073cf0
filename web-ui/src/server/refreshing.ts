/**
 * Asks again for the answers that are shown once they are old. Never is more than one request under way for an answer: one that is
 * slower than the changes would be given up for the next, again and again, and nothing new would ever be shown.
 */

import type { Query, QueryClient } from '@tanstack/react-query';
import type { Tokens } from './answers';

/** The queries whose keys begin with one of these are as old as the token of that name. */
const roots = ['alerts', 'silences', 'status'] as const;
type Root = (typeof roots)[number];

function isRoot(key: unknown): key is Root {
  return roots.some((each) => each === key);
}

/** The token that an answer belongs to, if it says one. */
function tokenOf(root: Root, data: unknown): string | undefined {
  const field = root === 'status' ? 'token' : 'version';
  const token: unknown = typeof data === 'object' && data !== null ? Reflect.get(data, field) : undefined;
  return typeof token === 'string' ? token : undefined;
}

/** How long an answer is to be left alone at least, by the query's `meta`; milliseconds. */
function paceOf(query: Query): number {
  const pace = query.meta?.['paceMillis'];
  return typeof pace === 'number' ? pace : 0;
}

/** Which answers are old, and those that became so while they were being asked for. */
export class Refreshing {
  private known: Partial<Record<Root, string>> = {};
  /** Queries, by their hashes, that something happened to while they were under way. */
  private readonly dirty = new Set<string>();
  /** Those that wait for their pace. */
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(private readonly client: QueryClient) {
    client.getQueryCache().subscribe(({ type, query }) => {
      if (type === 'removed') {
        this.forget(query.queryHash);
      } else if (type === 'updated' && query.state.fetchStatus === 'idle' && this.dirty.delete(query.queryHash)) {
        // The library has not finished with the answer yet.
        queueMicrotask(() => this.refresh(query));
      }
    });
  }

  /** The server says what is newest. */
  said(tokens: Pick<Tokens, Root>): void {
    const changed = roots.filter((root) => this.known[root] !== tokens[root]);
    this.known = { alerts: tokens.alerts, silences: tokens.silences, status: tokens.status };
    const cache = this.client.getQueryCache();
    changed.flatMap((root) => cache.findAll({ queryKey: [root] })).forEach((query) => this.refresh(query));
  }

  /** Asks for everything that is shown, but for what is under way already. */
  everything(isForced = false): void {
    void this.client.invalidateQueries({ predicate: ({ queryKey: [root] }) => isRoot(root) }, { cancelRefetch: isForced });
  }

  private refresh(query: Query): void {
    const root = query.queryKey[0];
    if (!isRoot(root)) {
      return;
    }
    if (query.state.fetchStatus !== 'idle') {
      this.dirty.add(query.queryHash);
      return;
    }
    const token = tokenOf(root, query.state.data);
    if (token !== undefined && token === this.known[root] && query.state.status === 'success' && !query.state.isInvalidated) {
      return;
    }
    const wait = query.state.dataUpdatedAt + paceOf(query) - Date.now();
    if (wait <= 0) {
      void this.client.invalidateQueries({ queryKey: query.queryKey, exact: true }, { cancelRefetch: false });
    } else if (!this.timers.has(query.queryHash)) {
      this.timers.set(
        query.queryHash,
        setTimeout(() => {
          this.timers.delete(query.queryHash);
          this.refresh(query);
        }, wait),
      );
    }
  }

  private forget(hash: string): void {
    this.dirty.delete(hash);
    clearTimeout(this.timers.get(hash));
    this.timers.delete(hash);
  }
}
