/** What was written in a form and not sent yet, kept for as long as the window is open. Each address has a draft of its own. */

import type { Silence } from '../server/answers';
import { flag, list, number, optional, record, text, type Shape } from '../server/shape';
import type { Annotation } from './annotations';
import { operators, type Operator, type Row } from './rows';
import type { Period } from './period';

export interface Draft {
  readonly rows: readonly Row[];
  readonly period: Period;
  readonly createdBy: string;
  readonly comment: string;
  readonly annotations: readonly Annotation[];
  /** The {@link versionOf} the silence that was looked at when this was written; undefined for a new silence. */
  readonly basedOn: string | undefined;
}

/** Differs when somebody has changed a silence, or when it has ended: what is written to change it has to be thought over then. */
export function versionOf({ updatedAt, state }: Pick<Silence, 'updatedAt' | 'state'>): string {
  return state === 'expired' ? `${updatedAt} over` : updatedAt;
}

/** Whether sending the draft would take back what became of the silence since it was written. */
export function isOvertaken({ basedOn }: Pick<Draft, 'basedOn'>, current: Pick<Silence, 'updatedAt' | 'state'>): boolean {
  return basedOn !== undefined && basedOn !== versionOf(current);
}

const operator: Shape<Operator> = (value, place) => {
  const read = text(value, place);
  const found = operators.find((each) => each === read);
  if (found === undefined) {
    throw new Error(`${place}: no operator`);
  }
  return found;
};

const end: Shape<Period['end']> = (value, place) => {
  const { kind, millis } = record({ kind: text, millis: number })(value, place);
  return { kind: kind === 'at' ? 'at' : 'after', millis };
};

const draft = record({
  rows: list(record({ key: number, name: text, operator, values: list(text), isOn: flag })),
  period: record({ start: optional(number), end }),
  createdBy: text,
  comment: text,
  annotations: list(record({ key: number, name: text, value: text })),
  basedOn: optional(text),
});

/** The part of a browser's storage that is used here. */
export type DraftStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const prefix = 'tocsin.draft.';

/** Undefined if there is none, or none that this page can read. */
export function readDraft(storage: DraftStorage, address: string): Draft | undefined {
  try {
    const kept = storage.getItem(prefix + address);
    if (kept === null) {
      return undefined;
    }
    const { period, basedOn, ...rest } = draft(JSON.parse(kept), 'draft');
    return { ...rest, period: { start: period.start, end: period.end }, basedOn };
  } catch {
    return undefined;
  }
}

export function keepDraft(storage: DraftStorage, address: string, kept: Draft): void {
  try {
    storage.setItem(prefix + address, JSON.stringify(kept));
  } catch {
    // Storage may be full or forbidden; the form works without.
  }
}

export function dropDraft(storage: DraftStorage, address: string): void {
  try {
    storage.removeItem(prefix + address);
  } catch {
    // As above.
  }
}
