// @vitest-environment happy-dom
import { beforeEach, describe, expect, test } from 'vitest';
import {
  exportPreferences,
  importPreferences,
  keptByOriginal,
  preferences,
  readPreferences,
  resetPreferences,
  setPreferences,
  onPreferences,
  type Kept,
} from '../src/app/preferences';

function kept(values: Readonly<Record<string, string>>): Kept {
  return { getItem: (name) => values[name] ?? null };
}

describe('readPreferences', () => {
  test('is as usual where nothing is kept', () => {
    expect(readPreferences(kept({}))).toEqual({
      theme: 'auto',
      zone: 'browser',
      times: 'relative',
      view: 'cards',
      firstDayOfWeek: 1,
      creator: '',
      groupsExpanded: true,
      navigationFolded: false,
      shortcuts: true,
    });
  });

  test.each([
    ['Monday', 1],
    ['Saturday', 6],
    ['Sunday', 0],
    ['Someday', 1],
  ])('takes over what the page of the original has kept, the week from %s', (day, number) => {
    const read = readPreferences(kept({ defaultCreator: 'alice', groupExpandAll: 'false', firstDayOfWeek: JSON.stringify(day) }));
    expect(read).toMatchObject({ creator: 'alice', groupsExpanded: false, firstDayOfWeek: number });
  });

  test('takes a creator as it is, also one that looks like JSON', () => {
    expect(readPreferences(kept({ defaultCreator: '12345' })).creator).toBe('12345');
  });

  test('prefers what was chosen here', () => {
    const own = JSON.stringify({ creator: 'bob', firstDayOfWeek: 0 });
    const read = readPreferences(kept({ defaultCreator: 'alice', groupExpandAll: 'false', 'tocsin.preferences': own }));
    expect(read).toMatchObject({ creator: 'bob', firstDayOfWeek: 0, groupsExpanded: false });
  });

  test.each(['{', '[]', '7', 'null', '{"theme":"pink","zone":"Mars/Olympus","times":"sometimes","view":3,"firstDayOfWeek":9,"shortcuts":"no"}'])(
    'is as usual where %s is kept',
    (text) => {
      expect(readPreferences(kept({ 'tocsin.preferences': text }))).toEqual(readPreferences(kept({})));
    },
  );
});

describe('files of preferences', () => {
  beforeEach(() => {
    window.localStorage.clear();
    resetPreferences();
  });

  test('an export is read again', () => {
    setPreferences({ zone: 'Europe/Berlin', theme: 'dark', creator: 'alice' });
    const file = exportPreferences();
    resetPreferences();
    expect(preferences().theme).toBe('auto');
    expect(importPreferences(file)).toEqual([]);
    expect(preferences()).toMatchObject({ zone: 'Europe/Berlin', theme: 'dark', creator: 'alice' });
  });

  test('what a file does not say stays', () => {
    setPreferences({ creator: 'alice' });
    expect(importPreferences('{"theme":"light"}')).toEqual([]);
    expect(preferences()).toMatchObject({ theme: 'light', creator: 'alice' });
  });

  test.each([
    ['no JSON', ['the file holds no settings: a JSON object was expected']],
    ['["theme"]', ['the file holds no settings: a JSON object was expected']],
    ['{"theme":"pink","colour":1}', ['“colour” is no setting', '“theme” cannot be "pink"']],
    ['{"theme":"dark","zone":"Mars/Olympus"}', ['“zone” cannot be "Mars/Olympus"']],
  ])('%s changes nothing', (file, problems) => {
    expect(importPreferences(file)).toEqual(problems);
    expect(preferences().theme).toBe('auto');
  });

  test('a reset brings back what the original has kept', () => {
    window.localStorage.setItem('defaultCreator', 'alice');
    setPreferences({ creator: 'bob' });
    resetPreferences();
    expect(preferences().creator).toBe('alice');
    expect(keptByOriginal()).toEqual(['the creator of new silences']);
  });

  test('listeners hear of changes until they leave', () => {
    let heard = 0;
    const leave = onPreferences(() => heard++);
    setPreferences({ theme: 'dark' });
    leave();
    setPreferences({ theme: 'light' });
    expect(heard).toBe(1);
  });
});
