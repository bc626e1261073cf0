// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { allSilences, printAddress } from '../src/address/address';
import { depthOf, withDepth } from '../src/address/depth';

test('an entry that has just been made has no depth', () => {
  expect(depthOf(null)).toBeUndefined();
  expect(depthOf('text')).toBeUndefined();
  expect(depthOf({ seen: true })).toBeUndefined();
  expect(depthOf({ depth: '1' })).toBeUndefined();
  expect(depthOf({ depth: -1 })).toBeUndefined();
});

test('the depth stands beside what others keep in the entry', () => {
  expect(withDepth({ seen: true, depth: 1 }, 2)).toEqual({ seen: true, depth: 2 });
  expect(depthOf(withDepth(null, 3))).toBe(3);
});

let back = vi.spyOn(window.history, 'back');

beforeEach(() => {
  back = vi.spyOn(window.history, 'back').mockImplementation(() => undefined);
});

afterEach(() => {
  back.mockRestore();
});

/** The entry that is shown now. @param state what the history knows of it: nothing of a new one */
function arrive(hash: string, state: unknown): void {
  window.history.replaceState(state, '', hash);
  window.dispatchEvent(new Event('hashchange'));
}

test('ways back stay within the page', async () => {
  window.history.replaceState(null, '', '#/silences/new');
  const { goBack, goTo } = await import('../src/address/useAddress');
  const first: unknown = window.history.state;

  // A page that was opened here has nothing before it.
  goBack(allSilences);
  expect(back).not.toHaveBeenCalled();
  expect(window.location.hash).toBe(printAddress(allSilences));

  arrive('#/status', null);
  goBack(allSilences);
  expect(back).toHaveBeenCalledTimes(1);

  // A replaced entry is as deep as it was.
  goTo(allSilences, true);
  goBack(allSilences);
  expect(back).toHaveBeenCalledTimes(2);

  // By Back to the first entry: what was shown after it is nothing to go back to.
  arrive('#/silences/new', first);
  goBack(allSilences);
  expect(back).toHaveBeenCalledTimes(2);
});
