/** What to think of before a silence takes effect: how much it would keep back. Pure. */

import type { SilenceFormAddress } from '../address/address';
import type { WrittenMatcher } from '../matchers/matchers';
import type { AlertPage } from '../server/answers';
import { countText, numberText } from '../parts/numbers';

export interface Remark {
  /** `problem`: the server would refuse it; `warning`: think twice; `hint`: good to know. */
  readonly kind: 'problem' | 'warning' | 'hint';
  readonly text: string;
}

const many = 100;
/** Below so many alerts, half of all says nothing. */
const fewAlerts = 10;
const severitiesShown = 4;
/** Labels by which people tell who is responsible. */
const teamLabels = ['team', 'squad', 'owner', 'tenant'];

/** Whether it surely accepts alerts that have no such label: what the server decides for patterns, it says itself. */
function acceptsAbsence({ isEqual, isRegex, value }: WrittenMatcher): boolean {
  return isEqual && (value === '' || (isRegex && (value === '.*' || value.startsWith('|') || value.endsWith('|'))));
}

/** What can be said of the matchers alone. */
export function remarksOnMatchers(matchers: readonly WrittenMatcher[]): readonly Remark[] {
  if (matchers.length === 0) {
    return [{ kind: 'problem', text: 'Without a matcher it would match every alert. Switch one on, or add one.' }];
  }
  if (matchers.every(acceptsAbsence)) {
    return [
      {
        kind: 'problem',
        text: 'All of these matchers accept alerts that have no such label, so that together they match everything. The server wants at least one that does not.',
      },
    ];
  }
  return matchers.every(({ isEqual }) => !isEqual)
    ? [{ kind: 'warning', text: 'It only says what alerts must not have: it matches all others, of labels yet unknown as well.' }]
    : [];
}

/** What the silence was begun from. */
export type Origin = Pick<SilenceFormAddress, 'fromGroup' | 'fromReceiver' | 'fromCount'>;

/**
 * What else it matches than what it was begun from: labels of a group fit alerts of other routes as well.
 *
 * @param inside how many of the alerts of the group it matches; undefined while that is not known
 */
export function remarksOnOrigin({ fromGroup, fromCount }: Origin, total: number, inside: number | undefined): readonly Remark[] {
  // A group without members has gone, by another configuration perhaps: nobody knows what was in it.
  const ofGroup = fromGroup !== '' && inside !== undefined && inside > 0 ? total - inside : 0;
  const ofSelection = fromGroup === '' && fromCount > 0 ? total - fromCount : 0;
  if (ofGroup > 0) {
    return [{ kind: 'warning', text: `It also matches ${countText(ofGroup, 'alert')} outside the group.` }];
  }
  return ofSelection > 0
    ? [{ kind: 'warning', text: `It also matches ${countText(ofSelection, 'alert')} outside the selection.` }]
    : [];
}

type Found = Pick<AlertPage, 'all' | 'total' | 'severities' | 'facets'>;

/** What can be said of the alerts that it matches now. */
export function remarksOnAlerts({ all, total, severities, facets }: Found): readonly Remark[] {
  if (total === 0) {
    return [{ kind: 'hint', text: 'Nothing matches now. That is fine for planned work: alerts that come later are kept back, too.' }];
  }
  const remarks: Remark[] = [];
  if (all >= fewAlerts && total === all) {
    remarks.push({ kind: 'warning', text: `It matches all of the ${countText(all, 'alert')} that there are.` });
  } else if (all >= fewAlerts && total * 2 > all) {
    remarks.push({ kind: 'warning', text: `It matches more than half of all alerts: ${numberText(total)} of ${numberText(all)}.` });
  } else if (total > many) {
    remarks.push({ kind: 'warning', text: `It matches ${countText(total, 'alert')}.` });
  }
  const differing = severities.filter((each) => each.total > 0);
  if (differing.length > 1) {
    const shown = differing.slice(0, severitiesShown).map(({ value, total: count }) => `${numberText(count)} ${value === '' ? 'without severity' : value}`);
    const rest = differing.length > severitiesShown ? ', …' : '';
    remarks.push({ kind: 'warning', text: `They are of several severities: ${shown.join(', ')}${rest}.` });
  }
  const teams = facets.find(({ name, distinct }) => teamLabels.includes(name) && distinct > 1);
  if (teams !== undefined) {
    const shown = teams.values.slice(0, severitiesShown).map(({ value }) => value);
    remarks.push({ kind: 'warning', text: `They belong to ${teams.distinct} values of ${teams.name}: ${shown.join(', ')}${teams.distinct > shown.length ? ', …' : ''}.` });
  }
  return remarks;
}
