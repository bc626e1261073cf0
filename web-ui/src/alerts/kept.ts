/** What is selected in the list, for who comes back from the form of a silence without having made one. */

import { currentAddress } from '../address/useAddress';
import { keepsChosen, noneChosen, type Chosen } from './chosen';

let kept = noneChosen;

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
}

/** What was selected has been dealt with. */
export function forgetChosen(): void {
  kept = noneChosen;
}
