import { expect, test } from 'vitest';
import { gesturesOf } from '../src/app/gestures';

const lines = (sections: readonly string[], isMac = false): readonly string[] => gesturesOf(sections, isMac).map(({ how, does }) => `${how.join(' ')}: ${does}`);

test('alerts have those of labels, switches and boxes', () => {
  expect(lines(['Everywhere', 'Alerts'])).toEqual(
    expect.arrayContaining(['Alt click on a label: Exclude it', 'Ctrl click on a state or a severity: Only that is shown', 'Shift click on a box: Select up to here']),
  );
});

test('a key is called as on the keyboard', () => {
  expect(lines(['Alerts'], true)).toContain('Cmd click on a label: Only it is left');
});

test('other screens have only what works there', () => {
  expect(lines(['Everywhere', 'Silences'])).toEqual(['Shift click on a box: Select up to here']);
  expect(lines(['Everywhere'])).toEqual([]);
});
