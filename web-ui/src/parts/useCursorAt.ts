import { useLayoutEffect, useReducer, useRef, type RefObject } from 'react';

/**
 * Puts the cursor of a field into its text, such as behind what was completed there: as soon as the text is drawn that was changed in the same
 * event, so that the next key finds it there.
 */
export function useCursorAt(field: RefObject<HTMLInputElement | HTMLTextAreaElement | null>): (at: number) => void {
  const wanted = useRef<number>(undefined);
  const [, draw] = useReducer((drawn: number) => drawn + 1, 0);
  useLayoutEffect(() => {
    if (wanted.current !== undefined) {
      field.current?.setSelectionRange(wanted.current, wanted.current);
      wanted.current = undefined;
    }
  });
  return (at) => {
    wanted.current = at;
    // Also where the text was like that before: otherwise the cursor would wait for the next key, and jump in front of it.
    draw();
  };
}
