import { useSyncExternalStore } from 'react';
import { parseAddress, printAddress, type Address } from './address';

let fragment = '';
let address: Address | undefined;
/** What was shown before, as long as the page is open; undefined for a page that was opened here. */
let before: string | undefined;

window.addEventListener('hashchange', ({ oldURL }) => {
  if (oldURL !== '') {
    before = new URL(oldURL).hash;
  }
});

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
    window.history.replaceState(null, '', printed);
    // replaceState tells nobody.
    window.dispatchEvent(new HashChangeEvent('hashchange'));
  } else {
    window.location.hash = printed;
  }
}

/** Goes back to what was shown before within this page; where nothing was, `otherwise` takes this one's place. */
export function goBack(otherwise: Address): void {
  if (before === undefined) {
    goTo(otherwise, true);
  } else {
    window.history.back();
  }
}
