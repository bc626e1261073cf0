/** Where things of the evaluator are shown. Pure. */

import { allRules, emptyPanel, type GraphAddress, type RulesAddress } from '../address/address';
import type { RulePlace } from './queries';

/** A rule alone. */
export function placeOf({ file, group, name }: RulePlace): RulesAddress {
  return { ...allRules, rule: name, group, file };
}

export function expressionOf(expr: string): GraphAddress {
  return { screen: 'graph', panels: [{ ...emptyPanel, expr }] };
}
