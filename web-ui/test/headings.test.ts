// @vitest-environment happy-dom
import { expect, test, vi } from 'vitest';
import { awaitHeading, keepPositions, scrollTarget, takesFocus } from '../src/app/headings';

test('a heading takes the focus once for each change of screens', () => {
  expect(takesFocus()).toBe(false);
  awaitHeading();
  expect(takesFocus()).toBe(true);
  expect(takesFocus()).toBe(false);
});

test('a screen begins at its top, and where it was left for who goes back', () => {
  const scroll = (to: number): void => {
    vi.stubGlobal('scrollY', to);
    window.dispatchEvent(new Event('scroll'));
  };
  /** @param state what the history knows of the entry: nothing of a new one */
  const arrive = (hash: string, state: unknown): void => {
    window.history.replaceState(state, '', hash);
    window.dispatchEvent(new Event('hashchange'));
  };
  window.history.replaceState(null, '', '#/alerts');
  keepPositions();
  scroll(700);

  arrive('#/status', null);
  expect(scrollTarget()).toBe(0);
  const left: unknown = window.history.state;
  scroll(50);

  arrive('#/alerts', left);
  expect(scrollTarget()).toBe(700);

  arrive('#/status', null);
  expect(scrollTarget()).toBe(0);
});
