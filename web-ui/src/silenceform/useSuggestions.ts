import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import type { Suggestion } from '../server/answers';
import { completionsQuery } from '../server/queries';

const settleMillis = 120;
const none: readonly Suggestion[] = [];

/**
 * What could come next in a text of matchers.
 *
 * @param filter matchers that narrow the alerts whose labels are offered
 * @param isWanted whether somebody is about to type
 */
export function useSuggestions(text: string, filter: readonly string[], isWanted: boolean): readonly Suggestion[] {
  const [settled] = useDebouncedValue(text, settleMillis);
  const { data } = useQuery({ ...completionsQuery(settled, settled.length, filter), enabled: isWanted });
  return data?.suggestions ?? none;
}
