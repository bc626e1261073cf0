import { useEffect, useState, type RefObject } from 'react';

/** Who has not moved for so long, in milliseconds, is not reading: a list on a wall must not stand still for a parked pointer. */
const restMillis = 10_000;

const signsOfLife = ['pointermove', 'pointerdown', 'wheel', 'keydown', 'focusin'] as const;

/** Whether somebody is at it with pointer, finger or keyboard, so that nothing should move below. */
export function useReading(area: RefObject<HTMLElement | null>): boolean {
  const [isReading, setReading] = useState(false);
  useEffect(() => {
    const element = area.current;
    if (element === null) {
      return undefined;
    }
    let timer: ReturnType<typeof setTimeout> | undefined;
    let lastAt = 0;
    const stop = (): void => {
      clearTimeout(timer);
      timer = undefined;
      setReading(false);
    };
    const check = (): void => {
      const rest = lastAt + restMillis - performance.now();
      if (rest > 0) {
        timer = setTimeout(check, rest);
      } else {
        stop();
      }
    };
    const live = (): void => {
      lastAt = performance.now();
      if (timer === undefined) {
        timer = setTimeout(check, restMillis);
        setReading(true);
      }
    };
    signsOfLife.forEach((each) => element.addEventListener(each, live, { passive: true }));
    element.addEventListener('pointerleave', stop);
    return () => {
      clearTimeout(timer);
      signsOfLife.forEach((each) => element.removeEventListener(each, live));
      element.removeEventListener('pointerleave', stop);
    };
  }, [area]);
  return isReading;
}
