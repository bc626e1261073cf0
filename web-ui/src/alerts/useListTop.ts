import { useLayoutEffect, useState, type RefObject } from 'react';

/** How far below the top of the document an element begins, in pixels; kept right while what stands above it grows or shrinks. */
export function useListTop(list: RefObject<HTMLElement | null>): number {
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const measure = (): void => {
      if (list.current !== null) {
        setTop(Math.round(list.current.getBoundingClientRect().top + window.scrollY));
      }
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    for (let each = list.current?.previousElementSibling ?? null; each !== null; each = each.previousElementSibling) {
      observer.observe(each);
    }
    return () => observer.disconnect();
  }, [list]);
  return top;
}
