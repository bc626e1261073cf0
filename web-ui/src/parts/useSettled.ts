import { useEffect, useLayoutEffect, useRef, useState } from 'react';

const settleMillis = 200;

/** A text that becomes part of the address when its writer pauses. */
export function useSettled(inAddress: string, settle: (text: string) => void): readonly [string, (text: string) => void] {
  const [typed, setTyped] = useState(inAddress);
  const told = useRef(settle);
  // What went from here to the address, which the page hears of later: who goes on typing until then keeps that.
  const sent = useRef<string>(undefined);
  useEffect(() => {
    told.current = settle;
  });
  useLayoutEffect(() => {
    const isOwn = sent.current === inAddress;
    // Also where a link has come in between: going Back to what was sent is not hearing of it.
    sent.current = undefined;
    if (!isOwn) {
      // Somebody followed a link or went back.
      setTyped((now) => (now.trim() === inAddress.trim() ? now : inAddress));
    }
  }, [inAddress]);
  useEffect(() => {
    const text = typed.trim();
    if (text === inAddress.trim()) {
      return undefined;
    }
    const timer = setTimeout(() => {
      sent.current = text;
      told.current(text);
    }, settleMillis);
    return () => clearTimeout(timer);
  }, [typed, inAddress]);
  return [typed, setTyped];
}
