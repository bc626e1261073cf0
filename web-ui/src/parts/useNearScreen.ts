import { useEffect, useState, type RefObject } from 'react';

/** What comes into sight soon counts, too. */
const margin = '300px';

/**
 * Whether an element is on the screen, or nearly.
 *
 * @param isWanted whether somebody needs to know; false without
 */
export function useNearScreen(element: RefObject<Element | null>, isWanted: boolean): boolean {
  const [isNear, setNear] = useState(false);
  useEffect(() => {
    const observed = element.current;
    if (!isWanted || observed === null) {
      return undefined;
    }
    const observer = new IntersectionObserver((entries) => setNear(entries.at(-1)?.isIntersecting === true), { rootMargin: margin });
    observer.observe(observed);
    return () => observer.disconnect();
  }, [element, isWanted]);
  return isNear && isWanted;
}
