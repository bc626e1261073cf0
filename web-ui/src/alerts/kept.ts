/** What is selected in the list, for who comes back from the form of a silence without having made one. */

import { currentAddress } from '../address/useAddress';
import { keepsChosen, noneChosen, type Chosen } from './chosen';

let kept = noneChosen;
const listeners = new Set<() => void>();

window.addEventListener('hashchange', () => {
  if (!keepsChosen(currentAddress())) {
    forgetChosen();
  }
});

export function keptChosen(): Chosen {
  return kept;
}

export function keepChosen(chosen: Chosen): void {
  kept = chosen;
  listeners.forEach((listener) => listener());
}

/** Has a list that is shown hear of it. */
export function subscribeChosen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What was selected has been dealt with. */
export function forgetChosen(): void {
  keepChosen(noneChosen);
}
