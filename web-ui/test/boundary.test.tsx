// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { act, type ReactNode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PartMissing, partOf } from '../src/app/parts';
import { ScreenBoundary } from '../src/app/ScreenBoundary';
import { heard } from '../src/server/live';

vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);

let root: Root;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date', 'performance'] });
  document.body.innerHTML = '<div id="page"></div>';
  const page = document.getElementById('page');
  if (page === null) {
    throw new Error('no page');
  }
  // What the boundary catches is told on the console, too, which is wanted in browsers.
  root = createRoot(page, { onCaughtError: () => undefined });
});

afterEach(() => {
  act(() => root.unmount());
  vi.useRealTimers();
});

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
  expect(document.body.textContent).toContain('another version');
  expect(buttons()).toEqual(['Try again', 'Load the page anew']);
});

test('a part that could not be fetched is fetched again once the server is heard, but not for ever', async () => {
  let asked = 0;
  let isThere = false;
  const { Part } = partOf<object>(async () => {
    asked++;
    if (!isThere) {
      throw new TypeError('Failed to fetch');
    }
    return { default: () => <p>Here it is</p> };
  });
  await show(<Part />);
  expect(document.querySelector('h1')?.textContent).toBe('This screen could not be loaded');
  expect(asked).toBe(1);

  const hear = async (): Promise<void> => {
    // The clock has milliseconds; what is heard in the same one is the same word.
    vi.advanceTimersByTime(1_000);
    await act(async () => heard());
  };
  for (let times = 0; times < 5; times++) {
    await hear();
  }
  expect(asked, 'a server that does not have it is left alone').toBe(4);

  isThere = true;
  const [again] = document.querySelectorAll('button');
  await act(async () => again?.click());
  expect(document.body.textContent).toContain('Here it is');
});

test('a part that comes with the server comes by itself', async () => {
  let isThere = false;
  const { Part, fetch } = partOf<object>(async () => {
    if (!isThere) {
      throw new TypeError('Failed to fetch');
    }
    return { default: () => <p>Here it is</p> };
  });
  await expect(fetch()).rejects.toThrow(PartMissing);
  await show(<Part />);
  expect(document.body.textContent).not.toContain('Here it is');
  isThere = true;
  vi.advanceTimersByTime(1_000);
  await act(async () => heard());
  expect(document.body.textContent).toContain('Here it is');
});

test('preparing a part that cannot be had is no error', async () => {
  let asked = 0;
  const { prepare } = partOf<object>(() => {
    asked++;
    return Promise.reject(new PartMissing('gone'));
  });
  prepare();
  await vi.waitFor(() => expect(asked).toBe(1));
});
