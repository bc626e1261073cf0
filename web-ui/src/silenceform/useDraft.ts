import { useEffect, useState } from 'react';
import { dropDraft, keepDraft, readDraft, type Draft } from './draft';

export interface Drafting {
  readonly draft: Draft;
  readonly change: (part: Partial<Draft>) => void;
  /** Whether the form shows what was written earlier in place of what its address says. */
  readonly isRestored: boolean;
  /** Begins anew. */
  readonly discard: () => void;
  /** For when it is sent: nothing is kept any more, so that who comes back while it is on its way does not send it again. */
  readonly drop: () => void;
  /** For when what was sent was not taken: it is kept again, unless something else was written at this address meanwhile. */
  readonly keepAgain: () => void;
}

/** The contents of a form, kept in this window's storage while they differ from what the form begins with. */
export function useDraft(address: string, initial: Draft): Drafting {
  const [kept] = useState(() => readDraft(window.sessionStorage, address));
  const [isRestored, setRestored] = useState(kept !== undefined);
  const [draft, setDraft] = useState(kept ?? initial);
  const [isChanged, setChanged] = useState(kept !== undefined);
  useEffect(() => {
    if (isChanged) {
      keepDraft(window.sessionStorage, address, draft);
    }
  }, [address, draft, isChanged]);
  const drop = (): void => {
    setChanged(false);
    dropDraft(window.sessionStorage, address);
  };
  return {
    draft,
    isRestored,
    change: (part) => {
      setChanged(true);
      setDraft((before) => ({ ...before, ...part }));
    },
    discard: () => {
      setRestored(false);
      setDraft(initial);
      drop();
    },
    drop,
    keepAgain: () => {
      // As it was when this was drawn, before it was sent.
      if (isChanged) {
        setChanged(true);
        if (readDraft(window.sessionStorage, address) === undefined) {
          // The form may be gone, and keep nothing itself.
          keepDraft(window.sessionStorage, address, draft);
        }
      }
    },
  };
}
