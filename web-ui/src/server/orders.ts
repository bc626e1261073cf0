/** What the page has the server change. Each resolves when the server has done it. */

import { receiverTest, silenceId, type ReceiverTest } from './answers';
import { order, post } from './request';

export interface SilenceOrder {
  /** The silence that is changed; a new one without. */
  readonly id?: string;
  readonly matchers: readonly { readonly name: string; readonly value: string; readonly isRegex: boolean; readonly isEqual: boolean }[];
  readonly startsAt: string;
  readonly endsAt: string;
  readonly createdBy: string;
  readonly comment: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** @returns the id of the silence that is in force then, which is a new one where the change needs that */
export async function setSilence(silence: SilenceOrder): Promise<string> {
  return (await post('api/v2/silences', silence, silenceId)).silenceID;
}

export async function expireSilence(id: string): Promise<void> {
  await order('DELETE', `api/v2/silence/${encodeURIComponent(id)}`);
}

export async function reloadConfiguration(): Promise<void> {
  await order('POST', '-/reload');
}

/** Each attempt may take 20 seconds. */
const testTimeoutMillis = 60_000;

/** Has a notification that is marked as a test sent to all integrations of a receiver. */
export async function testReceiver(name: string): Promise<ReceiverTest> {
  return post(`api/tocsin/v1/receivers/${encodeURIComponent(name)}/test`, {}, receiverTest, testTimeoutMillis);
}
