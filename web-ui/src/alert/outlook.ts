/** What an {@link Explanation} means to somebody who asks: will somebody be told of the alert? If not, why not? Pure. */

import { quoted } from '../matchers/matchers';
import type { Labels, Silence } from '../server/answers';
import type { Destination, Explanation, Integration, MatcherVerdict, Mute, NearMiss, Turn, Visit } from './explanation';
import { pathTo, routeText } from './explanation';
import { ago, alertLink, clock, code, due, joined, say, silenceLink, strong, type Part, type Sentence } from './said';

/**
 * `told`: knows of the alert as it is; `coming`: will know; `failing`: could not be told; `kept`: is kept from knowing; `nobody`: nobody
 * is there to be told; `over`: nothing is left to say.
 */
export type Tone = 'told' | 'coming' | 'failing' | 'kept' | 'nobody' | 'over';

export interface Outlook {
  readonly tone: Tone;
  readonly sentence: Sentence;
}

/** Silences by their ids, as far as they are known. */
export type KnownSilences = ReadonlyMap<string, Silence>;

/** What sentences are made from besides the explanation's own words. */
export interface Told {
  readonly silences: KnownSilences;
  /** Of the alert that is explained. */
  readonly labels: Labels;
}

// --- integrations ---

/** Such as `webhook[0]`, or `webhook` where there is only one. */
export function integrationName({ integration, index }: Pick<Integration, 'integration' | 'index'>, all: readonly Integration[]): string {
  return all.length === 1 ? integration : `${integration}[${index}]`;
}

/** The message without what the server puts in front of it, which is said anyway: receiver, integration, attempts. A sentence may go on after it. */
export function failureText(message: string): string {
  return message.replace(/^.{0,300}?\/\w+\[\d+\]: notify retry canceled (?:due to unrecoverable error )?after \d+ attempts: /, '').trim();
}

const resolveUnwanted = 'is not told of resolved alerts (send_resolved: false)';

function verdictOf({ verdict, reason, lastNotified, nextDue, repeatsAfter }: Integration): Outlook {
  const last = lastNotified === undefined ? say`` : say` ${ago(lastNotified)}`;
  const next = nextDue ?? repeatsAfter;
  switch (verdict) {
    case 'notify':
      return {
        tone: 'coming',
        sentence: say`is told${nextDue === undefined ? '' : say` ${due(nextDue)}`}${reason === undefined ? '' : `: ${reason}`}`,
      };
    case 'already_notified':
      return { tone: 'told', sentence: say`was told${last}${next === undefined ? '' : say`; again ${due(next)} if it still fires`}` };
    case 'served_by_other':
      return { tone: 'told', sentence: say`was told${last} by another member; this one looks again with its next flush` };
    case 'resolve_held':
      return { tone: 'coming', sentence: say`is told that it is resolved once the muted alerts of its group are resolved, too` };
    case 'resolve_unwanted':
      return { tone: 'over', sentence: say`${resolveUnwanted}` };
    case 'nothing_to_resolve':
      return {
        tone: 'over',
        sentence: say`is told nothing for now: no alert of the group is left to tell of${lastNotified === undefined ? '' : say`; last told${last}`}`,
      };
    default:
      return { tone: 'over', sentence: say`${verdict}` };
  }
}

function ofGroup(one: Integration): Outlook {
  if (one.attempts !== undefined) {
    const attempt = one.attempts === 0 ? say`` : say`, attempt ${one.attempts}`;
    const begun = one.attemptedAt === undefined ? say`` : say`, begun ${ago(one.attemptedAt)}`;
    return one.lastFailure === undefined
      ? { tone: 'coming', sentence: say`is being told now${attempt}${begun}` }
      : { tone: 'failing', sentence: say`is being tried${attempt}${begun}; the one before failed: ${failureText(one.lastFailure)}` };
  }
  const verdict = verdictOf(one);
  if (one.failed === undefined) {
    return verdict;
  }
  const next =
    one.verdict === 'notify' ? (one.nextDue === undefined ? say`` : say`; it is tried again ${due(one.nextDue)}`) : say`; it ${verdict.sentence}`;
  return { tone: 'failing', sentence: say`could not be told ${ago(one.failed.at)}: ${failureText(one.failed.message)}${next}` };
}

/** What becomes of the alert at one integration; the sentence goes on after its name. */
export function integrationOutlook(one: Integration, { group }: Pick<Destination, 'group'>): Outlook {
  switch (one.share) {
    case 'resolve_unwanted':
      return { tone: 'over', sentence: say`${resolveUnwanted}` };
    case 'resolve_told':
      return { tone: 'told', sentence: say`was told${one.lastNotified === undefined ? '' : say` ${ago(one.lastNotified)}`} that it is resolved` };
    case 'nothing_owed':
      return { tone: 'over', sentence: say`is told nothing of it: what it was told last does not say that the alert fires` };
    case 'left':
      return { tone: 'over', sentence: one.lastNotified === undefined ? say`was told nothing of it` : say`hears of it no more` };
    case 'resolve_dropped':
      return group?.member === true && group.nextFlush !== undefined
        ? { tone: 'kept', sentence: say`is not told that it is resolved if it is still muted ${due(group.nextFlush)}` }
        : { tone: 'kept', sentence: say`was not told that it is resolved` };
    case 'kept_back': {
      const told = one.lastNotified === undefined ? say`` : say`; its group was last told of ${ago(one.lastNotified)}`;
      return { tone: 'kept', sentence: say`is told nothing of it for as long as it is kept back${told}` };
    }
    case 'counted': {
      const { tone, sentence } = ofGroup(one);
      return {
        tone,
        sentence: say`${sentence}; this alert is only counted there${one.shownMax === undefined ? '' : ` (max_alerts: ${one.shownMax})`}`,
      };
    }
    default:
      return ofGroup(one);
  }
}

// --- what keeps it back ---

function named(kind: string, names: readonly string[]): Sentence {
  return say`the ${kind}${names.length === 1 ? '' : 's'} ${joined(
    names.map((each) => [strong(each)]),
    ', ',
    ' and ',
  )}`;
}

/** An alert by the label that people know it by. */
export function alertName(labels: Labels, fallback: string): string {
  const name = labels['alertname'];
  return name === undefined || name === '' ? fallback : name;
}

const differencesMax = 2;

/** Another alert by its name, or by how it differs from `own` where both have the same. */
export function otherAlertText(labels: Labels, own: Labels, fallback: string): string {
  const name = alertName(labels, fallback);
  if (name !== alertName(own, '')) {
    return name;
  }
  const differing = Object.entries(labels).filter(([label, value]) => !Object.hasOwn(own, label) || own[label] !== value);
  const shown = differing.slice(0, differencesMax).map(([label, value]) => `${label}=${quoted(value)}`);
  return shown.length === 0 ? name : `${name} {${shown.join(', ')}${differing.length > shown.length ? ', …' : ''}}`;
}

function creatorText(silence: Silence | undefined): Sentence {
  return silence === undefined || silence.createdBy === '' ? say`` : say` by ${strong(silence.createdBy)}`;
}

/** Silences that go on when those of now end are told of, so that nobody ends the wrong one. */
function silencedUntil({ silences: ids, successors, until }: Mute, silences: KnownSilences): Sentence {
  if (until === undefined) {
    return say``;
  }
  const end = latest(ids.map((id) => silences.get(id)?.endsAt));
  const [next] = successors;
  return next === undefined || end === undefined || Date.parse(end) >= Date.parse(until)
    ? say` until ${clock(until)}`
    : say` until ${clock(end)}, then${creatorText(silences.get(next))} until ${clock(until)}`;
}

/** Why an alert is kept back, as in `silenced by alice until 15:04`; goes on after "is". */
export function muteText(mute: Mute, { silences, labels }: Told): Sentence {
  const until = mute.until === undefined ? say`` : say` until ${clock(mute.until)}`;
  switch (mute.reason) {
    case 'silence': {
      const [first = '', ...others] = mute.silences;
      const more = others.length + (mute.silencesLeftOut ?? 0);
      return say`${silenceLink(first, 'silenced')}${creatorText(silences.get(first))}${more === 0 ? '' : ` (and ${more} more)`}${silencedUntil(mute, silences)}`;
    }
    case 'inhibition': {
      const source = mute.source ?? '';
      return say`inhibited by ${alertLink(source, otherAlertText(mute.sourceLabels, labels, source))}`;
    }
    case 'mute_time_interval':
      return say`muted by ${named('time interval', mute.intervals)}${until}`;
    case 'active_time_interval':
      return say`outside ${named('active time interval', mute.intervals)}${until}`;
    default:
      return say`${mute.reason}${until}`;
  }
}

function mutesText(mutes: readonly Mute[], told: Told): Sentence {
  return joined(
    mutes.map((each) => muteText(each, told)),
    ', ',
    ' and ',
  );
}

/** Names the rule that inhibits, as the configuration does. */
export function ruleText({ rule, ruleName }: Mute): string {
  return ruleName === undefined || ruleName === '' ? `inhibit_rules[${rule ?? '?'}]` : ruleName;
}

// --- destinations ---

export type DestinationKind = 'nobody' | 'kept' | 'arriving' | 'waiting' | 'unsettled' | 'failing' | 'sending' | 'due' | 'told' | 'held' | 'over';

export const kindTones: Readonly<Record<DestinationKind, Tone>> = {
  nobody: 'nobody',
  kept: 'kept',
  arriving: 'coming',
  waiting: 'coming',
  unsettled: 'coming',
  failing: 'failing',
  sending: 'coming',
  due: 'coming',
  told: 'told',
  held: 'coming',
  over: 'over',
};

/** The kind in a word or two, for a badge. */
export const kindWords: Readonly<Record<DestinationKind, string>> = {
  nobody: 'Nobody there',
  kept: 'Kept back',
  arriving: 'Will be told',
  waiting: 'Waits',
  unsettled: 'Waits for the cluster',
  failing: 'Fails',
  sending: 'Being told',
  due: 'Will be told',
  told: 'Told',
  held: 'Held back',
  over: 'Nothing to tell',
};

function ofResolved({ group, integrations }: Destination): DestinationKind {
  if (group === undefined) {
    return 'over';
  }
  const has = (holds: (one: Integration) => boolean): boolean => integrations.some(holds);
  const isConcerned = (one: Integration): boolean => one.share === 'shown' || one.share === 'counted';
  if (has((one) => isConcerned(one) && (one.failed !== undefined || one.lastFailure !== undefined))) {
    return 'failing';
  } else if (has((one) => isConcerned(one) && one.attempts !== undefined)) {
    return 'sending';
  } else if (has((one) => isConcerned(one) && one.verdict === 'notify')) {
    return 'due';
  } else if (has((one) => isConcerned(one) && one.verdict === 'resolve_held')) {
    return 'held';
  }
  return has((one) => one.share === 'resolve_told') ? 'told' : 'over';
}

/** What becomes of the alert at a destination. */
export function kindOf(destination: Destination, state: string): DestinationKind {
  const { group, integrations, mutes } = destination;
  // Of a group that there is not, the server does not say who is to be told.
  if (integrations.length === 0 && group !== undefined) {
    return 'nobody';
  } else if (state === 'resolved') {
    return ofResolved(destination);
  } else if (mutes.length > 0) {
    return 'kept';
  } else if (group === undefined) {
    return 'arriving';
  }
  const tones = integrations.map((each) => integrationOutlook(each, destination).tone);
  if (tones.includes('failing')) {
    return 'failing';
  } else if (group.turn?.state === 'unsettled') {
    return 'unsettled';
  } else if (integrations.some((each) => each.attempts !== undefined)) {
    return 'sending';
  } else if (group.lastFlush === undefined) {
    return 'waiting';
  } else if (tones.includes('coming')) {
    return 'due';
  }
  return tones.includes('told') ? 'told' : 'over';
}

// --- the answer ---

const namesMax = 3;

function namesOf(destinations: readonly Destination[]): { readonly said: Sentence; readonly are: boolean } {
  const names = [...new Set(destinations.map((each) => each.receiver))];
  const shown: readonly Sentence[] = names.slice(0, names.length > namesMax ? namesMax - 1 : namesMax).map((each) => [strong(each)]);
  const rest = names.length - shown.length;
  return {
    said: joined(rest === 0 ? shown : [...shown, say`${rest} more`], ', ', ' and '),
    are: names.length > 1,
  };
}

function earliest(moments: readonly (string | undefined)[]): string | undefined {
  return moments.filter((each) => each !== undefined).sort((a, b) => Date.parse(a) - Date.parse(b))[0];
}

function latest(moments: readonly (string | undefined)[]): string | undefined {
  return moments.filter((each) => each !== undefined).sort((a, b) => Date.parse(b) - Date.parse(a))[0];
}

function at(moment: string | undefined, draw: (at: string) => Part): Sentence {
  return moment === undefined ? say`` : say` ${draw(moment)}`;
}

function lastTold(destinations: readonly Destination[]): string | undefined {
  return latest(destinations.flatMap((each) => each.integrations.map((one) => one.lastNotified)));
}

function nextDue(destinations: readonly Destination[]): string | undefined {
  return earliest(destinations.flatMap((each) => each.integrations.map((one) => one.nextDue)));
}

function firstFailure(destinations: readonly Destination[]): Sentence {
  for (const one of destinations.flatMap((each) => each.integrations)) {
    const message = one.lastFailure ?? one.failed?.message;
    if (message !== undefined) {
      return say`${failureText(message)}`;
    }
  }
  return say`the server does not say why`;
}

function triedAgain(destinations: readonly Destination[]): Sentence {
  const isTried = destinations.some((each) => each.integrations.some((one) => one.attempts !== undefined));
  const next = nextDue(destinations);
  return isTried ? say`; it is being tried again` : next === undefined ? say`` : say`; it is tried again ${due(next)}`;
}

/** One after the other, each as a sentence. */
function sentences(parts: readonly Sentence[]): Sentence {
  return joined(
    parts.filter((each) => each.length > 0).map((each) => say`${each}.`),
    ' ',
  );
}

class Kinds {
  readonly #kinds: readonly DestinationKind[];

  constructor(
    private readonly all: readonly Destination[],
    state: string,
  ) {
    this.#kinds = all.map((each) => kindOf(each, state));
  }

  of(...kinds: readonly DestinationKind[]): readonly Destination[] {
    return this.all.filter((_, index) => kinds.some((each) => each === this.#kinds[index]));
  }
}

/** A clause for each kind of which there is a destination. */
function clauses(destinations: readonly Destination[], clause: (names: Sentence, are: boolean) => Sentence): readonly Sentence[] {
  if (destinations.length === 0) {
    return [];
  }
  const { said, are } = namesOf(destinations);
  return [clause(said, are)];
}

function comingOf(kinds: Kinds): readonly Sentence[] {
  const [sending, soon, waiting, arriving, unsettled] = [
    kinds.of('sending'),
    kinds.of('due'),
    kinds.of('waiting'),
    kinds.of('arriving'),
    kinds.of('unsettled'),
  ];
  return [
    ...clauses(sending, (names, are) => say`${names} ${are ? 'are' : 'is'} being told right now`),
    ...clauses(soon, (names) => say`${names} will be told${at(nextDue(soon), due)}`),
    ...clauses(
      waiting,
      (names, are) =>
        say`${names} will be told${at(earliest(waiting.map((each) => each.group?.nextFlush)), due)}, when ${are ? 'their groups have' : 'its group has'} waited for more alerts`,
    ),
    ...clauses(
      arriving,
      (names) => say`${names} will be told${arriving[0]?.groupWait === undefined ? '' : ` ${arriving[0].groupWait.value} after the alert comes in`}`,
    ),
    ...clauses(unsettled, (names) => say`${names} will be told when the cluster has settled${whyUnsettled(unsettled)}`),
  ];
}

function whyUnsettled(destinations: readonly Destination[]): Sentence {
  const why = destinations.map((each) => each.group?.turn?.why).find((each) => each !== undefined);
  return why === undefined ? say`` : say`: ${why}`;
}

/** Destinations that the same things keep back are told of together. */
function byMutes(kept: readonly Destination[]): readonly (readonly Destination[])[] {
  const together = new Map<string, Destination[]>();
  for (const each of kept) {
    const key = JSON.stringify(each.mutes.map(({ reason, silences, source, intervals }) => [reason, silences, source, intervals]));
    together.set(key, [...(together.get(key) ?? []), each]);
  }
  return [...together.values()];
}

function answerOfFiring({ destinations, labels }: Explanation, silences: KnownSilences): Outlook {
  const why = (mutes: readonly Mute[]): Sentence => mutesText(mutes, { silences, labels });
  const kinds = new Kinds(destinations, 'firing');
  const [told, kept, failing, nobody] = [kinds.of('told'), kinds.of('kept'), kinds.of('failing'), kinds.of('nobody')];
  const coming = comingOf(kinds);
  const groupsKept = byMutes(kept);
  const isReached = told.length > 0 || coming.length > 0;
  if (!isReached && kept.length > 0 && failing.length === 0 && groupsKept.length === 1) {
    return { tone: 'kept', sentence: say`Nobody is told: it is ${why(kept[0]?.mutes ?? [])}.` };
  }
  const parts = [
    ...clauses(told, (names, are) => {
      const again = nextDue(told);
      return say`${names} ${are ? 'were' : 'was'} told${at(lastTold(told), ago)}${again === undefined ? '' : say`, and will be again ${due(again)} if it still fires`}`;
    }),
    ...coming,
    ...clauses(failing, (names, are) => say`${names} ${are ? 'fail' : 'fails'}: ${firstFailure(failing)}${triedAgain(failing)}`),
    ...groupsKept.flatMap((same) =>
      clauses(same, (names, are) => say`${names} ${are ? 'are' : 'is'} not told: it is ${why(same[0]?.mutes ?? [])}`),
    ),
    ...clauses(nobody, (names, are) => say`${names} ${are ? 'have' : 'has'} no integrations, so that nobody is there to be told`),
    ...clauses(kinds.of('over'), (names, are) => say`${names} ${are ? 'are' : 'is'} told nothing for now`),
  ];
  const lead = isReached ? say`` : failing.length > 0 ? say`Nobody could be told. ` : say`Nobody is told. `;
  return { tone: toneOf(kinds, isReached), sentence: say`${lead}${sentences(parts)}` };
}

function toneOf(kinds: Kinds, isReached: boolean): Tone {
  if (kinds.of('failing').length > 0) {
    return 'failing';
  } else if (!isReached) {
    return kinds.of('kept').length > 0 ? 'kept' : kinds.of('nobody').length > 0 ? 'nobody' : 'over';
  }
  return kinds.of('told').length > 0 ? 'told' : 'coming';
}

function answerOfResolved({ destinations }: Explanation): Outlook {
  const kinds = new Kinds(destinations, 'resolved');
  const [told, sending, soon, held, failing] = [kinds.of('told'), kinds.of('sending'), kinds.of('due'), kinds.of('held'), kinds.of('failing')];
  const parts = [
    ...clauses(told, (names, are) => say`${names} ${are ? 'were' : 'was'} told so${at(lastTold(told), ago)}`),
    ...clauses(sending, (names, are) => say`${names} ${are ? 'are' : 'is'} being told so right now`),
    ...clauses(soon, (names) => say`${names} will be told so${at(nextDue(soon), due)}`),
    ...clauses(held, (names) => say`${names} will be told so once the muted alerts of the group are resolved, too`),
    ...clauses(failing, (names) => say`${names} could not be told so: ${firstFailure(failing)}${triedAgain(failing)}`),
  ];
  const isComing = sending.length + soon.length + held.length > 0;
  return {
    tone: failing.length > 0 ? 'failing' : isComing ? 'coming' : told.length > 0 ? 'told' : 'over',
    sentence: say`It is resolved. ${parts.length === 0 ? 'Nothing is left to be told of it.' : sentences(parts)}`,
  };
}

/** Whether somebody is told of the alert, and why not, in a sentence or a few. */
export function headline(explanation: Explanation, silences: KnownSilences = new Map()): Outlook {
  if (explanation.destinations.length === 0) {
    return { tone: 'nobody', sentence: say`Nobody is told: no route takes this alert.` };
  }
  return explanation.state === 'resolved' ? answerOfResolved(explanation) : answerOfFiring(explanation, silences);
}

// --- near misses ---

/** Why a matcher does not hold, as in `team="db" does not match: the alert has team="dbs"`. */
export function failingText({ matcher, value, absent }: MatcherVerdict): Sentence {
  const name = /^("(?:[^"\\]|\\.)*"|[^=!~]+)/.exec(matcher)?.[1] ?? matcher;
  return absent
    ? say`${code(matcher)} does not match: the alert has no label ${code(name)}`
    : say`${code(matcher)} does not match: the alert has ${code(`${name}=${quoted(value)}`)}`;
}

/** Why a receiver that somebody may have expected is not told; goes on after its name. */
export function nearMissText(miss: NearMiss, root: Visit | undefined): Sentence {
  const failing = joined(
    miss.matchers.map((each) => failingText(each)),
    ', and ',
  );
  switch (miss.reason) {
    case 'not_asked': {
      const by = root === undefined || miss.by === undefined ? undefined : pathTo(root, miss.by).at(-1);
      return by === undefined
        ? say`a route before it takes the alert and does not say ${code('continue: true')}`
        : say`the route before it, ${code(routeText(by))} to ${strong(by.receiver)}, takes the alert and does not say ${code('continue: true')}`;
    }
    case 'misspelt':
      return say`${failing}. They are nearly the same: is one of them misspelt?`;
    default:
      return failing;
  }
}

// --- the cluster ---

/** Which member of the cluster sends. */
export function turnText({ state, after, before, delay, why, waitsUntil }: Turn): Sentence {
  const members = (names: readonly string[]): Sentence =>
    joined(
      names.map((each) => [strong(each)]),
      ', ',
      ' and ',
    );
  const waits = waitsUntil === undefined ? say`` : say` It waits for that now, until ${clock(waitsUntil)}.`;
  switch (state) {
    case 'first':
      return say`This member sends first${after.length === 0 ? '' : say`, ${members(after)} only if it does not`}.${waits}`;
    case 'behind':
      return say`${members(before)} ${before.length === 1 ? 'sends' : 'send'} first; this member only if nothing is heard of that${delay === undefined ? '' : ` within ${delay}`}.${waits}`;
    case 'unsettled':
      return say`Nothing is sent yet${why === undefined ? '' : `: ${why}`}.${waits}`;
    default:
      return say`${state}${waits}`;
  }
}
