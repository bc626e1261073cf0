import { useQuery } from '@tanstack/react-query';
import { baseOf } from '../copy/commands';
import { rulesOfNameQuery } from '../evaluator/queries';
import type { Labels } from '../server/answers';
import { statusQuery } from '../server/queries';
import { generatorOf, sourceOf, type Source } from './source';

/** Where an alert comes from, if that is this server. */
export function useSource(labels: Labels | undefined, generatorURL: string | undefined): Source {
  const { data: status } = useQuery(statusQuery());
  const name = labels?.['alertname'] ?? '';
  const generator = status?.evaluator === undefined ? undefined : generatorOf(generatorURL, baseOf(window.location.href));
  const { data } = useQuery({ ...rulesOfNameQuery(name), enabled: generator !== undefined && name !== '' });
  return sourceOf(data ?? [], labels ?? {}, generator);
}
