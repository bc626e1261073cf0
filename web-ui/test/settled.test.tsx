// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useSettled } from '../src/parts/useSettled';

vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);

let root: Root;
let shown = '';
let type: (text: string) => void;
const settled: string[] = [];

function Field({ inAddress }: { readonly inAddress: string }) {
  const [typed, setTyped] = useSettled(inAddress, (text) => settled.push(text));
  shown = typed;
  type = setTyped;
  return null;
}

/** The page hears of an address. */
function hear(inAddress: string): void {
  act(() => root.render(<Field inAddress={inAddress} />));
}

function write(text: string): void {
  act(() => type(text));
}

function pass(millis: number): void {
  act(() => vi.advanceTimersByTime(millis));
}

beforeEach(() => {
  vi.useFakeTimers();
  settled.length = 0;
  root = createRoot(document.createElement('div'));
  hear('');
});

afterEach(() => {
  act(() => root.unmount());
  vi.useRealTimers();
});

test('what is typed settles once, when its writer pauses', () => {
  write('d');
  pass(150);
  write('disk ');
  pass(150);
  expect(settled).toEqual([]);
  pass(100);
  expect(settled).toEqual(['disk']);
  hear('disk');
  pass(1_000);
  expect([shown, settled]).toEqual(['disk ', ['disk']]);
});

test('what is typed before the page hears of what was settled stays', () => {
  write('di');
  pass(300);
  write('disk');
  hear('di');
  expect(shown).toBe('disk');
  pass(300);
  hear('disk');
  expect([shown, settled]).toEqual(['disk', ['di', 'disk']]);
});

test('links, and Back to what was settled, take the place of what is typed', () => {
  write('disk');
  pass(300);
  hear('disk');
  hear('other');
  expect(shown).toBe('other');
  write('other w');
  hear('disk');
  expect(shown).toBe('disk');
  pass(1_000);
  expect(settled).toEqual(['disk']);
});

test('Back to what was settled while a link took its place is no hearing of it', () => {
  write('disk');
  pass(300);
  hear('other');
  expect(shown).toBe('other');
  hear('disk');
  pass(1_000);
  expect([shown, settled]).toEqual(['disk', ['disk']]);
});
