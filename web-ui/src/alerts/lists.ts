/** What the three forms of the list are given and give. */

import type { WrittenMatcher } from '../matchers/matchers';
import type { Alert } from '../server/answers';
import type { AlertSelection } from '../server/queries';
import type { Chosen } from './chosen';

/** What a list shows now. */
export interface ShownList {
  /** Which list it is, see {@link ListProps.listKey}; undefined before the first. */
  readonly key: string | undefined;
  /** How many groups or alerts. */
  readonly count: number;
  /** How many changes are held back while somebody reads. */
  readonly changes: number;
  readonly release: () => void;
}

export interface ListProps {
  /** Names what is listed and in which order. */
  readonly listKey: string;
  readonly selection: AlertSelection;
  readonly sort: string;
  readonly matchers: readonly WrittenMatcher[] | undefined;
  readonly chosen: Chosen;
  /** The stop of the keys. */
  readonly current: string | undefined;
  /** Whether rows have to keep their places. */
  readonly isHeld: boolean;
  readonly onShown: (shown: ShownList) => void;
}

export interface ListHandle {
  /** The alerts between two stops and of them, whichever comes first. */
  readonly between: (from: string, to: string) => Promise<readonly Alert[]>;
}
