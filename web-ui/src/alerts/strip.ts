/** The figures above the list, which are switches at the same time. Pure. */

import type { AlertsAddress } from '../address/address';
import type { WrittenMatcher } from '../matchers/matchers';
import type { SeverityCount, StateCounts } from '../server/answers';
import { chosenValues, toggledValue } from './filters';
import { statesOfSwitch, switches, type Switch } from './selection';

export interface StateFigure {
  readonly name: Switch;
  readonly count: number;
  /** Of those, how many no group has looked at yet. */
  readonly unprocessed: number;
  readonly isOn: boolean;
}

export function countOf(states: StateCounts, name: Switch): number {
  return statesOfSwitch[name].reduce((sum, each) => sum + states[each], 0);
}

export function stateFigures(states: StateCounts, address: AlertsAddress): readonly StateFigure[] {
  return switches.map((name) => ({
    name,
    count: countOf(states, name),
    unprocessed: name === 'active' ? states.unprocessed : 0,
    isOn: address[name],
  }));
}

export interface SeverityFigure {
  /** As it is written most often; empty for alerts without one. */
  readonly value: string;
  /** All ways in which it is written: `Warning` and `warning` are one severity, as they are to the server. */
  readonly values: readonly string[];
  /** Of the alerts in the states that are shown. */
  readonly count: number;
  readonly isOn: boolean;
}

/** One for each severity that the states leave, and for each that the filter asks for, whether or not there is any. */
export function severityFigures(
  severities: readonly SeverityCount[],
  address: AlertsAddress,
  matchers: readonly WrittenMatcher[],
): readonly SeverityFigure[] {
  const chosen = chosenValues(matchers, 'severity');
  const counts = severities.map(({ value, states }) => ({
    value,
    count: switches.filter((each) => address[each]).reduce((sum, each) => sum + countOf(states, each), 0),
  }));
  const missing = chosen.filter((value) => !severities.some((each) => each.value === value)).map((value) => ({ value, count: 0 }));
  const shown = [...counts, ...missing].filter(({ value, count }) => count > 0 || chosen.includes(value));
  const severity = ({ value }: { readonly value: string }): string => value.toLowerCase();
  return [...new Set(shown.map(severity))].map((each) => {
    const alike = shown.filter((other) => severity(other) === each).sort((one, other) => other.count - one.count);
    const values = alike.map(({ value }) => value);
    return { value: values[0] ?? each, values, count: alike.reduce((sum, { count }) => sum + count, 0), isOn: values.some((value) => chosen.includes(value)) };
  });
}

/** The matchers after a click on a severity: it is asked for in whichever way it is written, too, or no longer. */
export function withSeverity(matchers: readonly WrittenMatcher[], { values, isOn }: SeverityFigure): readonly WrittenMatcher[] {
  return values.reduce(
    (before, value) => (chosenValues(before, 'severity').includes(value) === isOn ? toggledValue(before, 'severity', value) : before),
    matchers,
  );
}

/** The address after a click on a state: on or off, or with `isOnly` nothing but it. */
export function withSwitch(address: AlertsAddress, name: Switch, isOnly: boolean): AlertsAddress {
  return isOnly
    ? { ...address, active: false, silenced: false, inhibited: false, muted: false, [name]: true }
    : { ...address, [name]: !address[name] };
}

/** Which states that are not shown have alerts that would fit. */
export function hiddenStates(states: StateCounts, address: AlertsAddress): readonly StateFigure[] {
  return stateFigures(states, address).filter((each) => !each.isOn && each.count > 0);
}
