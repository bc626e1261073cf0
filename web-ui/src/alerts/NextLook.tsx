import { useNow } from '../time/clock';
import { nextLookText } from './nextLook';

/** `in 4 min`, counted down. */
export function NextLook({ at }: { readonly at: string | undefined }) {
  const now = useNow();
  return nextLookText(at, now) ?? null;
}
