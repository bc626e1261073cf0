import { useEffect, useRef, useState } from 'react';

const settleMillis = 200;

/** A text that becomes part of the address when its writer pauses. */
export function useSettled(inAddress: string, settle: (text: string) => void): readonly [string, (text: string) => void] {
  const [typed, setTyped] = useState(inAddress);
  const [known, setKnown] = useState(inAddress);
  const told = useRef(settle);
  useEffect(() => {
    told.current = settle;
  });
  if (known !== inAddress) {
    // Somebody followed a link or went back.
    setKnown(inAddress);
    if (typed.trim() !== inAddress.trim()) {
      setTyped(inAddress);
    }
  }
  useEffect(() => {
    if (typed.trim() === inAddress.trim()) {
      return undefined;
    }
    const timer = setTimeout(() => told.current(typed.trim()), settleMillis);
    return () => clearTimeout(timer);
  }, [typed, inAddress]);
  return [typed, setTyped];
}
