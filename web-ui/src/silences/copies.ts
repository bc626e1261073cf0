/** What can be copied of a silence: for other people, for scripts, for the shell. Pure. */

import { allSilences, printAddress } from '../address/address';
import { amtoolServer, commandLine, type Copy } from '../copy/commands';
import { matcherText, matchersText } from '../matchers/matchers';
import type { Silence } from '../server/answers';
import { durationText } from '../time/spans';
import { matcherSetsOf, orderOf } from './orders';

const second = 1000;

/** How amtool makes the like: from now on, for as long; of several sets of matchers a silence for each. */
function addCommands(silence: Silence, server: string): string {
  return matcherSetsOf(silence)
    .map((matchers) => addCommand(silence, matchers, server))
    .join('\n');
}

function addCommand(silence: Silence, matchers: Silence['matchers'], server: string): string {
  const length = Math.max(60 * second, Date.parse(silence.endsAt) - Date.parse(silence.startsAt));
  return commandLine([
    'amtool',
    'silence',
    'add',
    server,
    `--author=${silence.createdBy}`,
    `--comment=${silence.comment}`,
    `--duration=${durationText(Math.round(length / second) * second)}`,
    ...matchers.map(matcherText),
  ]);
}

/** @param base the page's address without its fragment */
export function copiesOf(silence: Silence, base: string): readonly Copy[] {
  const server = amtoolServer(base);
  return [
    { label: 'Link', hint: 'to this view', text: base + printAddress({ ...allSilences, open: silence.id }) },
    { label: 'Id', hint: 'for API and amtool', text: silence.id },
    { label: 'Matchers', hint: 'for a filter or a silence', text: matcherSetsOf(silence).map(matchersText).join('\n') },
    { label: 'JSON', hint: 'as the API takes it', text: JSON.stringify(orderOf(silence), null, 2) },
    { label: 'amtool: make the like', hint: 'amtool silence add', text: addCommands(silence, server) },
    { label: 'amtool: expire it', hint: 'amtool silence expire', text: commandLine(['amtool', 'silence', 'expire', server, silence.id]) },
  ];
}
