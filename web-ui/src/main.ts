/** Asks the server every few seconds and redraws what has changed. */

import { readGroups, readStatus, UnexpectedAnswer, type AlertGroup, type Status } from './api';
import { groupsAddress, selectionOf } from './links';
import { element, groupList, serverFacts } from './view';
import { summaryText } from './wording';

const refreshMillis = 15_000;
const requestTimeoutMillis = 10_000;

function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) {
    throw new Error(`the page has no element "${id}"`);
  }
  return found;
}

const connection = byId('connection');

interface Snapshot {
  readonly status: Status;
  readonly ready: boolean;
  readonly groups: readonly AlertGroup[];
}

async function ask(address: string): Promise<Response> {
  return fetch(address, { signal: AbortSignal.timeout(requestTimeoutMillis), headers: { accept: '*/*' } });
}

async function askJson(address: string): Promise<unknown> {
  const response = await ask(address);
  if (!response.ok) {
    throw new UnexpectedAnswer(`${address} answered ${response.status}`);
  }
  return response.json();
}

async function snapshot(): Promise<Snapshot> {
  const [status, groups, ready] = await Promise.all([
    askJson('api/v2/status').then(readStatus),
    askJson(groupsAddress(selectionOf(location.hash))).then(readGroups),
    ask('-/ready').then((response) => response.ok),
  ]);
  return { status, ready, groups };
}

function showSelection(summary: HTMLElement): void {
  const { receiver } = selectionOf(location.hash);
  if (receiver !== undefined) {
    summary.append(` Only receiver ${receiver}. `, element('a', { href: '#/alerts' }, 'Show all'));
  }
}

function show({ status, ready, groups }: Snapshot): void {
  const now = Date.now();
  byId('server').replaceChildren(...serverFacts(status, ready, now));
  const configuration = byId('configuration-text');
  if (configuration.textContent !== status.configuration) {
    configuration.textContent = status.configuration;
  }
  byId('configuration').hidden = false;
  const summary = byId('alerts-summary');
  summary.replaceChildren(summaryText(groups));
  showSelection(summary);
  byId('groups').replaceChildren(...groupList(groups, now));
  byId('alerts-section').setAttribute('aria-busy', 'false');
}

/** A live region speaks on every change, so an unchanged text is left alone. */
function say(text: string, problem: boolean): void {
  if (connection.textContent !== text) {
    connection.textContent = text;
  }
  connection.classList.toggle('problem', problem);
}

function reason(error: unknown): string {
  if (error instanceof UnexpectedAnswer) {
    return error.message;
  }
  if (error instanceof DOMException && error.name === 'TimeoutError') {
    return `no answer within ${requestTimeoutMillis / 1000} s`;
  }
  return 'the server cannot be reached';
}

let latest = 0;

async function refresh(): Promise<void> {
  // An answer that a newer request has overtaken is dropped.
  const number = ++latest;
  try {
    const answer = await snapshot();
    if (number === latest) {
      show(answer);
      say('Connected', false);
    }
  } catch (error) {
    if (number === latest) {
      say(`Not up to date: ${reason(error)}`, true);
    }
  }
}

byId('refresh').addEventListener('click', () => void refresh());
window.addEventListener('hashchange', () => void refresh());
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) {
    void refresh();
  }
});
setInterval(() => {
  if (!document.hidden) {
    void refresh();
  }
}, refreshMillis);
void refresh();
