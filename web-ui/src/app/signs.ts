/** What the ways to the screens say of what is there. Pure. */

import type { Address } from '../address/address';
import type { EvaluatorCondition } from '../server/answers';

export interface Sign {
  readonly count: number;
  readonly what: string;
  /** Whether it is for who looks, and calls nobody. */
  readonly isQuiet: boolean;
}

/** Without a sign where there is nothing to say. */
export function signsOf(activeAlerts: number, evaluator: EvaluatorCondition | undefined): ReadonlyMap<Address['screen'], Sign> {
  const signs: readonly (readonly [Address['screen'], Sign])[] = [
    ['alerts', { count: activeAlerts, what: 'active', isQuiet: false }],
    ['rules', { count: evaluator?.rules.failing ?? 0, what: 'failing', isQuiet: true }],
    ['targets', { count: evaluator?.targets.down ?? 0, what: 'down', isQuiet: true }],
  ];
  return new Map(signs.filter(([, { count }]) => count > 0));
}
