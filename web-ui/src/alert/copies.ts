/** What can be copied of an alert: for the shell, for scripts, for other people. */

import { printAddress, allAlerts } from '../address/address';
import { amtoolServer, commandLine, type Copy } from '../copy/commands';
import { equalTo, labelPairs, matcherText, matchersText } from '../matchers/matchers';
import type { Alert, Labels } from '../server/answers';
import { withParameters } from '../server/request';

/** @param base the page's address, as `baseOf` says it */
export function copiesOf(fingerprint: string, labels: Labels, alert: Alert | undefined, base: string): readonly Copy[] {
  const sorted = Object.fromEntries(labelPairs(labels));
  const matchers = equalTo(sorted);
  const words = matchers.map(matcherText);
  const server = amtoolServer(base);
  return [
    { label: 'Link', hint: 'to this view', text: base + printAddress({ ...allAlerts, open: fingerprint }) },
    { label: 'Matchers', hint: 'for a filter or a silence', text: matchersText(matchers) },
    { label: 'JSON', hint: alert === undefined ? 'the labels' : 'the alert', text: JSON.stringify(alert ?? { fingerprint, labels: sorted }, null, 2) },
    { label: 'amtool: find it', hint: 'amtool alert query', text: commandLine(['amtool', 'alert', 'query', server, ...words]) },
    {
      label: 'amtool: silence it for 2 h',
      hint: 'amtool silence add',
      text: commandLine(['amtool', 'silence', 'add', server, '--duration=2h', `--comment=${labels['alertname'] ?? 'The alert'} is being worked on`, ...words]),
    },
    {
      label: 'curl: the alert',
      hint: 'GET api/v2/alerts',
      text: commandLine(['curl', '-sSfG', new URL('api/v2/alerts', base).href, ...words.flatMap((each) => ['--data-urlencode', `filter=${each}`])]),
    },
    {
      label: 'curl: why',
      hint: 'GET api/tocsin/v1/explain',
      text: commandLine(['curl', '-sSf', new URL(withParameters('api/tocsin/v1/explain', { fingerprint }), base).href]),
    },
  ];
}
