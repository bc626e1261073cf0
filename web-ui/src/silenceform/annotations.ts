/** What people and programs have written down beside a silence, a name and a value each. Pure. */

import type { Labels } from '../server/answers';

export interface Annotation {
  /** Tells it from the others while they are edited. */
  readonly key: number;
  readonly name: string;
  readonly value: string;
}

export function annotationsFrom(known: Labels): readonly Annotation[] {
  return Object.entries(known).map(([name, value], index) => ({ key: index + 1, name, value }));
}

export function withBlank(annotations: readonly Annotation[]): readonly Annotation[] {
  return [...annotations, { key: annotations.reduce((highest, { key }) => Math.max(highest, key), 0) + 1, name: '', value: '' }];
}

function isBlank({ name, value }: Annotation): boolean {
  return name.trim() === '' && value.trim() === '';
}

/** What is missing, as a sentence; undefined if nothing is. */
export function annotationProblem(annotations: readonly Annotation[]): string | undefined {
  const said = annotations.filter((each) => !isBlank(each)).map(({ name }) => name.trim());
  const twice = said.find((name, index) => said.indexOf(name) !== index);
  return said.includes('') ? 'Give each annotation a name.' : twice === undefined ? undefined : `There are two annotations named ${twice}.`;
}

/** As they are sent; blank ones are none. */
export function annotationsOf(annotations: readonly Annotation[]): Labels {
  return Object.fromEntries(annotations.filter((each) => !isBlank(each)).map(({ name, value }) => [name.trim(), value]));
}

export interface AnnotationChange {
  readonly name: string;
  /** Undefined where there was none. */
  readonly from: string | undefined;
  /** Undefined where there is none any more. */
  readonly to: string | undefined;
}

export function annotationChanges(known: Labels, wanted: Labels): readonly AnnotationChange[] {
  const of = (labels: Labels, name: string): string | undefined => (Object.hasOwn(labels, name) ? labels[name] : undefined);
  return [...new Set([...Object.keys(known), ...Object.keys(wanted)])]
    .map((name) => ({ name, from: of(known, name), to: of(wanted, name) }))
    .filter(({ from, to }) => from !== to);
}
