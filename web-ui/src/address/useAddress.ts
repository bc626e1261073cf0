import { useSyncExternalStore } from 'react';
import { parseAddress, printAddress, type Address } from './address';
import { depthOf, withDepth } from './depth';

let fragment = '';
let address: Address | undefined;
let depth = 0;

/** Learns how deep in the page's history the entry is that is shown; a new one is one deeper than what was shown before. */
function learnDepth(ofNew: number): void {
  const state: unknown = window.history.state;
  const known = depthOf(state);
  depth = known ?? ofNew;
  if (known === undefined) {
    window.history.replaceState(withDepth(state, depth), '');
  }
}

learnDepth(0);
window.addEventListener('hashchange', () => learnDepth(depth + 1));

function subscribe(changed: () => void): () => void {
  window.addEventListener('hashchange', changed);
  return () => window.removeEventListener('hashchange', changed);
}

/** The same object for the same fragment, so that nothing is drawn anew without a reason. */
export function currentAddress(): Address {
  if (address === undefined || fragment !== window.location.hash) {
    fragment = window.location.hash;
    address = parseAddress(fragment);
  }
  return address;
}

/** The address that is shown; a component that uses it is drawn again when it changes. */
export function useAddress(): Address {
  return useSyncExternalStore(subscribe, currentAddress);
}

/**
 * Goes to an address.
 *
 * @param replace whether Back leaves out the one that is shown now, as while somebody types
 */
export function goTo(target: Address, replace = false): void {
  const printed = printAddress(target);
  if (printed === window.location.hash) {
    return;
  }
  if (replace) {
    // Where it stood in the history is all that it keeps of the one before.
    window.history.replaceState(withDepth(null, depth), '', printed);
    // replaceState tells nobody.
    window.dispatchEvent(new HashChangeEvent('hashchange'));
  } else {
    window.location.hash = printed;
  }
}

/** An address of this screen. */
export type AddressOf<S extends Address['screen']> = Extract<Address, { readonly screen: S }>;

function isOf<S extends Address['screen']>(screen: S, shown: Address): shown is AddressOf<S> {
  return shown.screen === screen;
}

/**
 * Changes the address as it is by then, if it still is of this screen: the one that was drawn may be older than what was clicked just before,
 * and somebody may have gone elsewhere while something was waited for.
 *
 * @param replace as in {@link goTo}
 */
export function changeAddress<S extends Address['screen']>(screen: S, edit: (shown: AddressOf<S>) => Address, replace = false): void {
  const shown = currentAddress();
  if (isOf(screen, shown)) {
    goTo(edit(shown), replace);
  }
}

/** Goes back to what was shown before within this page; where nothing was, `otherwise` takes this one's place. */
export function goBack(otherwise: Address): void {
  if (depth > 0) {
    window.history.back();
  } else {
    goTo(otherwise, true);
  }
}
