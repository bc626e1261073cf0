// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { act, type ReactNode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PartMissing, partOf } from '../src/app/parts';
import { ScreenBoundary } from '../src/app/ScreenBoundary';

vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);

let root: Root;

beforeEach(() => {
  document.body.innerHTML = '<div id="page"></div>';
  const page = document.getElementById('page');
  if (page === null) {
    throw new Error('no page');
  }
  // What the boundary catches is told on the console, too, which is wanted in browsers.
  root = createRoot(page, { onCaughtError: () => undefined });
});

afterEach(() => act(() => root.unmount()));

async function show(content: ReactNode): Promise<void> {
  await act(async () =>
    root.render(
      <MantineProvider>
        <ScreenBoundary>{content}</ScreenBoundary>
      </MantineProvider>,
    ),
  );
}

function buttons(): readonly string[] {
  return [...document.querySelectorAll('button')].map((button) => button.textContent);
}

test('a screen that fails says so, and can be shown again', async () => {
  let fails = true;
  function Screen() {
    if (fails) {
      throw new Error('cannot read x of undefined');
    }
    return <p>All is well</p>;
  }
  await show(<Screen />);
  expect(document.querySelector('h1')?.textContent).toBe('This screen has failed');
  expect(document.body.textContent).toContain('cannot read x of undefined');
  expect(buttons()).toEqual(['Show it again', 'Load the page anew']);

  fails = false;
  const [again] = document.querySelectorAll('button');
  await act(async () => again?.click());
  expect(document.body.textContent).toContain('All is well');
});

test('a part that the server no longer has asks to load the page anew', async () => {
  const { Part } = partOf<object>(() => Promise.reject(new TypeError('Failed to fetch dynamically imported module')));
  await show(<Part />);
  expect(document.querySelector('h1')?.textContent).toBe('This screen could not be loaded');
  expect(document.body.textContent).toContain('may run another version');
  expect(buttons()).toEqual(['Load the page anew']);
});

test('preparing a part that cannot be had is no error', async () => {
  let asked = 0;
  const { prepare } = partOf<object>(() => {
    asked++;
    return Promise.reject(new PartMissing('gone'));
  });
  prepare();
  await Promise.resolve();
  expect(asked).toBe(1);
});
