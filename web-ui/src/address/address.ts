/**
 * The page's addresses: `#/alerts?filter={a="b"}`, the grammar of Alertmanager's own page, which templates and people link to, with
 * more parameters of ours. Everything that a person sees is in the address, so that Back works and views can be shared.
 */

import { silenceStates, type SilenceState } from '../server/answers';

export const alertViews = ['cards', 'table', 'compact'] as const;
export type AlertView = (typeof alertViews)[number];

/** What they are called. */
export const viewWords: Readonly<Record<AlertView, string>> = { cards: 'Groups', table: 'Table', compact: 'Lines' };

/** The list of alerts. */
export interface AlertsAddress {
  readonly screen: 'alerts';
  /** Matchers as they are written, with or without braces; empty for none. */
  readonly filter: string;
  readonly search: string;
  /** A regular expression, as the server takes it; empty for every receiver. */
  readonly receiver: string;
  /** Alerts of which states are shown; `active` stands for those that are not processed yet, too. */
  readonly active: boolean;
  readonly silenced: boolean;
  readonly inhibited: boolean;
  readonly muted: boolean;
  /** Whether groups are made by {@link group} in place of the routes' own. */
  readonly customGrouping: boolean;
  readonly group: readonly string[];
  /** Empty where the address says nothing: as the person prefers. */
  readonly view: AlertView | '';
  /** As the server takes it; empty for its default. */
  readonly sort: string;
  /** The fingerprint of the alert whose details are open; empty for none. */
  readonly open: string;
}

export interface SilencesAddress {
  readonly screen: 'silences';
  readonly filter: string;
  readonly search: string;
  /** Empty for those in force or to come. */
  readonly state: readonly SilenceState[];
  readonly creator: string;
  readonly sort: string;
  /** The id of the silence whose details are open; empty for none. */
  readonly open: string;
}

/** The form; `edit` is the id of the silence that it changes, empty for a new one. */
export interface SilenceFormAddress {
  readonly screen: 'silence-form';
  readonly edit: string;
  readonly filter: string;
  readonly comment: string;
  readonly createdBy: string;
  /** How long, such as `2h`; empty for the default. */
  readonly duration: string;
  /** The key of the group that is to be silenced, so that the form can say what else it matches; empty for none. */
  readonly fromGroup: string;
  /** That group's receiver; empty if the key says enough. */
  readonly fromReceiver: string;
  /** How many alerts were selected to be silenced; 0 for no selection. */
  readonly fromCount: number;
}

export interface StatusAddress {
  readonly screen: 'status';
  /** The part that is scrolled to; empty for the beginning. */
  readonly section: string;
}

export interface SettingsAddress {
  readonly screen: 'settings';
}

/** What a rule can be, some of them at once. */
export const ruleKinds = ['firing', 'pending', 'inactive', 'recording', 'failing', 'empty'] as const;
export type RuleKind = (typeof ruleKinds)[number];

export interface RulesAddress {
  readonly screen: 'rules';
  readonly search: string;
  /** Rules of any of these; empty for all. */
  readonly kind: readonly RuleKind[];
  /** The name of a rule, of its group and of its file, to which the list is narrowed; each is empty for all. */
  readonly rule: string;
  readonly group: string;
  readonly file: string;
}

export const targetHealths = ['up', 'down', 'unknown', 'dropped'] as const;
export type TargetHealth = (typeof targetHealths)[number];

export interface TargetsAddress {
  readonly screen: 'targets';
  readonly search: string;
  /** Empty for all that are scraped. */
  readonly health: readonly TargetHealth[];
  /** The name of a scrape configuration; empty for all. */
  readonly pool: string;
}

export const graphTabs = ['table', 'graph'] as const;
export type GraphTab = (typeof graphTabs)[number];

/** An expression and how its answer is shown. */
export interface Panel {
  readonly expr: string;
  readonly tab: GraphTab;
  /** How long a stretch the graph shows, such as `1h`. */
  readonly range: string;
  /** Where the graph ends, `2026-01-02 15:04:05` by UTC; empty for now. */
  readonly end: string;
  /** The moment of the table, in the same form; empty for now. */
  readonly moment: string;
  /** Between two points of the graph: seconds or a duration; empty for what fits the range. */
  readonly step: string;
  /** Whether the graph's values stand upon each other, so that its upper edge is their sum. */
  readonly isStacked: boolean;
}

/** Expressions, by the parameters of Prometheus's own page: `g0.expr`, `g1.expr` and so on. */
export interface GraphAddress {
  readonly screen: 'graph';
  /** At least one. */
  readonly panels: readonly Panel[];
}

export interface UnknownAddress {
  readonly screen: 'unknown';
  readonly fragment: string;
}

export type Address =
  | AlertsAddress
  | SilencesAddress
  | SilenceFormAddress
  | StatusAddress
  | SettingsAddress
  | RulesAddress
  | TargetsAddress
  | GraphAddress
  | UnknownAddress;

/** Shows what needs somebody, as the original does. */
export const allAlerts: AlertsAddress = {
  screen: 'alerts',
  filter: '',
  search: '',
  receiver: '',
  active: true,
  silenced: false,
  inhibited: false,
  muted: false,
  customGrouping: false,
  group: [],
  view: '',
  sort: '',
  open: '',
};

/** How a list of alerts is laid out. */
export function viewOf(address: AlertsAddress, preferred: AlertView): AlertView {
  return address.view === '' ? preferred : address.view;
}

export const allSilences: SilencesAddress = {
  screen: 'silences',
  filter: '',
  search: '',
  state: [],
  creator: '',
  sort: '',
  open: '',
};

export const newSilence: SilenceFormAddress = {
  screen: 'silence-form',
  edit: '',
  filter: '',
  comment: '',
  createdBy: '',
  duration: '',
  fromGroup: '',
  fromReceiver: '',
  fromCount: 0,
};

export const statusOverview: StatusAddress = { screen: 'status', section: '' };

export const allRules: RulesAddress = { screen: 'rules', search: '', kind: [], rule: '', group: '', file: '' };

export const allTargets: TargetsAddress = { screen: 'targets', search: '', health: [], pool: '' };

export const emptyPanel: Panel = { expr: '', tab: 'table', range: '1h', end: '', moment: '', step: '', isStacked: false };

/** Changes an expression as it is by then. */
export type PanelEdit = (now: Panel) => Panel;

export const noExpression: GraphAddress = { screen: 'graph', panels: [emptyPanel] };

/** More would be slow to look at, and to be asked for. */
export const panelsMost = 20;

const fingerprint = /^[0-9a-f]{16}$/;

/**
 * Decodes a parameter. A plus is a space where templates have escaped the text (`urlquery`), and a plus where a person has
 * written a matcher by hand.
 */
function decoded(value: string): string {
  const spaced = /["{}=~]/.test(value) ? value : value.replaceAll('+', ' ');
  try {
    return decodeURIComponent(spaced);
  } catch {
    return value;
  }
}

function parametersOf(query: string): ReadonlyMap<string, string> {
  const read = new Map<string, string>();
  for (const part of query.split('&')) {
    const equals = part.indexOf('=');
    if (part !== '') {
      const name = equals < 0 ? part : part.slice(0, equals);
      read.set(decoded(name), equals < 0 ? '' : decoded(part.slice(equals + 1)));
    }
  }
  return read;
}

function flagOf(value: string | undefined, fallback: boolean): boolean {
  return value === undefined ? fallback : value === 'true' || value === '';
}

function countOf(value: string | undefined): number {
  return value !== undefined && /^\d{1,9}$/.test(value) ? Number(value) : 0;
}

function listOf(value: string | undefined): readonly string[] {
  return value === undefined ? [] : value.split(',').filter((each) => each !== '');
}

function alertsOf(parameters: ReadonlyMap<string, string>, open: string): AlertsAddress {
  const view = parameters.get('view');
  return {
    screen: 'alerts',
    filter: parameters.get('filter') ?? '',
    search: parameters.get('search') ?? '',
    receiver: parameters.get('receiver') ?? '',
    active: flagOf(parameters.get('active'), allAlerts.active),
    silenced: flagOf(parameters.get('silenced'), allAlerts.silenced),
    inhibited: flagOf(parameters.get('inhibited'), allAlerts.inhibited),
    muted: flagOf(parameters.get('muted'), allAlerts.muted),
    customGrouping: flagOf(parameters.get('customGrouping'), false),
    group: listOf(parameters.get('group')),
    view: alertViews.find((each) => each === view) ?? allAlerts.view,
    sort: parameters.get('sort') ?? '',
    open,
  };
}

function silencesOf(parameters: ReadonlyMap<string, string>, open: string): SilencesAddress {
  const states = listOf(parameters.get('state'));
  return {
    screen: 'silences',
    filter: parameters.get('filter') ?? '',
    search: parameters.get('search') ?? '',
    state: silenceStates.filter((each) => states.includes(each)),
    creator: parameters.get('creator') ?? '',
    sort: parameters.get('sort') ?? '',
    open,
  };
}

function formOf(parameters: ReadonlyMap<string, string>, edit: string): SilenceFormAddress {
  return {
    screen: 'silence-form',
    edit,
    filter: parameters.get('filter') ?? '',
    comment: parameters.get('comment') ?? '',
    createdBy: parameters.get('createdBy') ?? '',
    duration: parameters.get('duration') ?? '',
    fromGroup: parameters.get('fromGroup') ?? '',
    fromReceiver: parameters.get('fromReceiver') ?? '',
    fromCount: countOf(parameters.get('fromCount')),
  };
}

function panelOf(parameters: ReadonlyMap<string, string>, index: number): Panel {
  const read = (name: string): string => parameters.get(`g${index}.${name}`) ?? '';
  const tab = read('tab');
  return {
    expr: read('expr'),
    // Numbers are how older pages and all links of alerts say it.
    tab: tab === '0' || tab === 'graph' ? 'graph' : 'table',
    range: read('range_input') || emptyPanel.range,
    end: read('end_input'),
    moment: read('moment_input'),
    step: read('step_input') || read('res_step'),
    isStacked: read('display_mode') === 'stacked' || read('stacked') === '1',
  };
}

function graphOf(parameters: ReadonlyMap<string, string>): GraphAddress {
  const found = [...parameters.keys()].flatMap((name) => /^g(\d{1,4})\./.exec(name)?.[1] ?? []).map(Number);
  const indices = [...new Set([0, ...found])].sort((a, b) => a - b);
  // Who begins with another number means no empty one before it.
  const shown = found.length > 0 && !found.includes(0) ? indices.slice(1) : indices;
  return { screen: 'graph', panels: shown.slice(0, panelsMost).map((index) => panelOf(parameters, index)) };
}

function panelWritten({ expr, tab, range, end, moment, step, isStacked }: Panel, index: number): Written {
  const parameters = [
    ['expr', expr],
    ['tab', tab === 'graph' ? '0' : ''],
    ['range_input', range === emptyPanel.range ? '' : range],
    ['end_input', end],
    ['moment_input', moment],
    ['step_input', step],
    ['display_mode', isStacked ? 'stacked' : ''],
  ] as const;
  // Further ones are there even while they are empty.
  return parameters.filter(([name, value]) => value !== '' || (name === 'expr' && index > 0)).map(([name, value]) => [`g${index}.${name}`, value]);
}

/** Reads a fragment such as `#/alerts?receiver=team%2DX`; an empty one is the list of alerts. */
export function parseAddress(fragment: string): Address {
  const [path = '', query = ''] = splitAt(fragment.replace(/^#/, ''), '?');
  const parameters = parametersOf(query);
  const [first = '', second = '', third = '', ...rest] = path.split('/').filter((each) => each !== '').map(decoded);
  if (rest.length === 0 && third === '') {
    if (first === '' && second === '') {
      return alertsOf(parameters, '');
    }
    if (first === 'alerts' && (second === '' || fingerprint.test(second))) {
      return alertsOf(parameters, second);
    }
    if (first === 'silences') {
      return second === 'new' ? formOf(parameters, '') : silencesOf(parameters, second);
    }
    if (first === 'status') {
      return { screen: 'status', section: second };
    }
    if (first === 'settings' && second === '') {
      return { screen: 'settings' };
    }
    if (first === 'rules' && second === '') {
      const kinds = listOf(parameters.get('kind'));
      const read = (name: string): string => parameters.get(name) ?? '';
      return {
        screen: 'rules',
        search: read('search'),
        kind: ruleKinds.filter((each) => kinds.includes(each)),
        rule: read('rule'),
        group: read('group'),
        file: read('file'),
      };
    }
    if (first === 'targets' && second === '') {
      const healths = listOf(parameters.get('health'));
      return {
        screen: 'targets',
        search: parameters.get('search') ?? '',
        health: targetHealths.filter((each) => healths.includes(each)),
        pool: parameters.get('pool') ?? '',
      };
    }
    if ((first === 'graph' || first === 'query') && second === '') {
      return graphOf(parameters);
    }
  }
  if (rest.length === 0 && first === 'silences' && third === 'edit') {
    return formOf(parameters, second);
  }
  return { screen: 'unknown', fragment };
}

function splitAt(text: string, separator: string): readonly [string, string] {
  const index = text.indexOf(separator);
  return index < 0 ? [text, ''] : [text.slice(0, index), text.slice(index + 1)];
}

type Written = readonly (readonly [string, string | boolean | readonly string[]])[];

/** Matchers stay readable; what would end the fragment's parts, or the link in a text, is escaped. */
function encoded(value: string): string {
  return value.replace(/[^A-Za-z0-9\-_.!~*'(){}",=/:@|]+/g, encodeURIComponent);
}

function printed(path: string, parameters: Written): string {
  const parts = parameters.map(([name, value]) => `${name}=${encoded(Array.isArray(value) ? value.join(',') : String(value))}`);
  return parts.length === 0 ? path : `${path}?${parts.join('&')}`;
}

function written(path: string, parameters: Written, defaults: Readonly<Record<string, unknown>>): string {
  return printed(
    path,
    parameters.filter(([name, value]) => (Array.isArray(value) ? value.length > 0 : value !== (defaults[name] ?? ''))),
  );
}

/** The fragment that {@link parseAddress} reads as `address`; what is as usual is left out. */
export function printAddress(address: Address): string {
  switch (address.screen) {
    case 'alerts':
      return written(
        address.open === '' ? '#/alerts' : `#/alerts/${address.open}`,
        [
          ['filter', address.filter],
          ['search', address.search],
          ['receiver', address.receiver],
          ['active', address.active],
          ['silenced', address.silenced],
          ['inhibited', address.inhibited],
          ['muted', address.muted],
          ['customGrouping', address.customGrouping],
          ['group', address.group],
          ['view', address.view],
          ['sort', address.sort],
        ],
        { ...allAlerts },
      );
    case 'silences':
      return written(
        address.open === '' ? '#/silences' : `#/silences/${encodeURIComponent(address.open)}`,
        [
          ['filter', address.filter],
          ['search', address.search],
          ['state', address.state],
          ['creator', address.creator],
          ['sort', address.sort],
        ],
        {},
      );
    case 'silence-form':
      return written(
        address.edit === '' ? '#/silences/new' : `#/silences/${encodeURIComponent(address.edit)}/edit`,
        [
          ['filter', address.filter],
          ['comment', address.comment],
          ['createdBy', address.createdBy],
          ['duration', address.duration],
          ['fromGroup', address.fromGroup],
          ['fromReceiver', address.fromReceiver],
          ['fromCount', address.fromCount === 0 ? '' : String(address.fromCount)],
        ],
        {},
      );
    case 'status':
      return address.section === '' ? '#/status' : `#/status/${encodeURIComponent(address.section)}`;
    case 'settings':
      return '#/settings';
    case 'rules':
      return written(
        '#/rules',
        [
          ['search', address.search],
          ['kind', address.kind],
          ['rule', address.rule],
          ['group', address.group],
          ['file', address.file],
        ],
        {},
      );
    case 'targets':
      return written('#/targets', [['search', address.search], ['health', address.health], ['pool', address.pool]], {});
    case 'graph':
      return printed('#/graph', address.panels.flatMap(panelWritten));
    case 'unknown':
      return address.fragment;
  }
}
