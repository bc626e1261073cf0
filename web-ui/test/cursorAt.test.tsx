// @vitest-environment happy-dom
import { act, useRef, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { expect, test, vi } from 'vitest';
import { useCursorAt } from '../src/parts/useCursorAt';

vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);

let write: (text: string, at: number) => void;

function Field() {
  const [text, setText] = useState('team="x"');
  const field = useRef<HTMLInputElement>(null);
  const putCursor = useCursorAt(field);
  write = (next, at) => {
    setText(next);
    putCursor(at);
  };
  return <input ref={field} value={text} onChange={() => undefined} />;
}

test('the cursor is put at once, also into a text that stays as it was', () => {
  document.body.innerHTML = '<div id="page"></div>';
  const page = document.getElementById('page');
  if (page === null) {
    throw new Error('no page');
  }
  const root = createRoot(page);
  act(() => root.render(<Field />));
  const field = page.querySelector('input');
  act(() => write('team="xy"', 8));
  expect([field?.value, field?.selectionStart]).toEqual(['team="xy"', 8]);
  act(() => write('team="xy"', 4));
  expect([field?.value, field?.selectionStart]).toEqual(['team="xy"', 4]);
  act(() => root.unmount());
});
