// @vitest-environment happy-dom
import { act, type ReactNode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { enableShortcuts, isBehindDialog, listenForShortcuts, useShortcut, useShortcuts } from '../src/keys/shortcuts';

vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
listenForShortcuts();

let root: Root;
let ran: string[] = [];

beforeEach(() => {
  ran = [];
  document.body.innerHTML = '<div id="page"></div>';
  const page = document.getElementById('page');
  if (page === null) {
    throw new Error('no page');
  }
  root = createRoot(page);
  enableShortcuts(true);
});

afterEach(() => act(() => root.unmount()));

function Keys({ keys, name = keys, section = 'Everywhere', isActive = true }: { keys: string; name?: string; section?: string; isActive?: boolean }) {
  useShortcut({ keys, does: name, section }, () => ran.push(name), isActive);
  return null;
}

function show(content: ReactNode): void {
  act(() => root.render(content));
}

let time = 1_000;

function press(key: string, options: KeyboardEventInit & { target?: Element | null; later?: number } = {}): KeyboardEvent {
  const { target, later = 10, ...init } = options;
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init });
  time += later;
  Object.defineProperty(event, 'timeStamp', { value: time });
  act(() => {
    (target ?? document.body).dispatchEvent(event);
  });
  return event;
}

describe('a key', () => {
  test('runs what it is for, and nothing else sees it', () => {
    show(<Keys keys="?" />);
    expect(press('?').defaultPrevented).toBe(true);
    expect(press('x').defaultPrevented).toBe(false);
    expect(ran).toEqual(['?']);
  });

  test.each([{ ctrlKey: true }, { metaKey: true }, { altKey: true }, { isComposing: true }])('with %o belongs to the browser', (modifier) => {
    show(<Keys keys="?" />);
    press('?', modifier);
    expect(ran).toEqual([]);
  });

  test.each(['<input id="t">', '<textarea id="t"></textarea>', '<select id="t"></select>', '<div role="textbox" id="t"></div>'])(
    'in %s is text',
    (field) => {
      show(
        <>
          <Keys keys="?" />
          <div dangerouslySetInnerHTML={{ __html: field }} />
        </>,
      );
      press('?', { target: document.getElementById('t') });
      expect(ran).toEqual([]);
    },
  );

  test('in a checkbox is none', () => {
    show(
      <>
        <Keys keys="?" />
        <input type="checkbox" id="t" />
      </>,
    );
    press('?', { target: document.getElementById('t') });
    expect(ran).toEqual(['?']);
  });

  test('that a button uses itself stays with it', () => {
    show(
      <>
        <Keys keys="Enter" />
        <button id="t">Go</button>
      </>,
    );
    press('Enter', { target: document.getElementById('t') });
    expect(ran).toEqual([]);
    press('Enter');
    expect(ran).toEqual(['Enter']);
  });

  test('of two alike runs the later one, and the first when that is gone', () => {
    show([<Keys key="1" keys="x" name="first" />, <Keys key="2" keys="x" name="second" />]);
    press('x');
    show([<Keys key="1" keys="x" name="first" />]);
    press('x');
    expect(ran).toEqual(['second', 'first']);
  });

  test('does nothing while it is not active, or all are turned off', () => {
    show(<Keys keys="x" isActive={false} />);
    press('x');
    show(<Keys keys="x" />);
    enableShortcuts(false);
    press('x');
    expect(ran).toEqual([]);
  });
});

describe('two keys in a row', () => {
  test('run once both are pressed', () => {
    show([<Keys key="1" keys="g a" />, <Keys key="2" keys="g s" />, <Keys key="3" keys="s" />]);
    press('g');
    expect(ran).toEqual([]);
    press('s');
    expect(ran).toEqual(['g s']);
    press('s');
    expect(ran).toEqual(['g s', 's']);
  });

  test('are two single ones when the second comes late', () => {
    show([<Keys key="1" keys="g s" />, <Keys key="2" keys="s" />]);
    press('g');
    press('s', { later: 2_000 });
    expect(ran).toEqual(['s']);
  });

  test('are forgotten after another key', () => {
    show(<Keys keys="g s" />);
    press('g');
    press('x');
    press('s');
    expect(ran).toEqual([]);
  });
});

describe('a dialog', () => {
  const list = <Keys key="l" keys="x" section="List" />;

  test('hides the page below it', () => {
    show([list, <div key="d" role="dialog" aria-modal="true" />]);
    press('x');
    expect(ran).toEqual([]);
  });

  test('offers the sections that it names', () => {
    show([list, <Keys key="k" keys="c" section="Alert" />, <div key="d" role="dialog" aria-modal="true" data-shortcuts="Everywhere,Alert" />]);
    press('x');
    press('c');
    expect(ran).toEqual(['c']);
  });
});

test('the help lists what works, and no more', () => {
  const seen: string[][] = [];
  function Help() {
    const all = useShortcuts();
    seen.push(all.map(({ keys }) => keys));
    return null;
  }
  show([<Keys key="1" keys="x" />, <Keys key="2" keys="y" />, <Keys key="3" keys="z" isActive={false} />, <Help key="h" />]);
  show([<Keys key="1" keys="x" />, <Help key="h" />]);
  expect(seen.at(-1)).toEqual(['x']);
  expect(seen).toContainEqual(['x', 'y']);
});

test('a page is behind a dialog while there is one that hides it', () => {
  expect(isBehindDialog()).toBe(false);
  document.body.insertAdjacentHTML('beforeend', '<div role="dialog"></div>');
  expect(isBehindDialog()).toBe(false);
  document.body.insertAdjacentHTML('beforeend', '<div role="dialog" aria-modal="true"></div>');
  expect(isBehindDialog()).toBe(true);
});
