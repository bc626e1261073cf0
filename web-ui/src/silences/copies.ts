/** What can be copied of a silence: for other people, for scripts, for the shell. Pure. */

import { allSilences, printAddress } from '../address/address';
import { matchersText } from '../matchers/matchers';
import type { Silence } from '../server/answers';
import { orderOf } from './orders';

export interface Copied {
  readonly label: string;
  readonly text: string;
}

/** @param page the address of the page */
export function copiesOf(silence: Silence, page: string): readonly Copied[] {
  return [
    { label: 'Link', text: new URL(printAddress({ ...allSilences, open: silence.id }), page).href },
    { label: 'Id', text: silence.id },
    { label: 'Matchers', text: matchersText(silence.matchers) },
    { label: 'JSON', text: JSON.stringify(orderOf(silence), null, 2) },
  ];
}
