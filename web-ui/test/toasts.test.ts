import { cleanNotifications, hideNotification, notificationsStore } from '@mantine/notifications';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { latestOffer, supersede, tellDone, tellFailure } from '../src/parts/toasts';

const all = () => notificationsStore.getState().notifications;

beforeEach(() => {
  vi.useFakeTimers();
  notificationsStore.updateState((state) => ({ ...state, limit: 4 }));
});

afterEach(() => {
  [...all(), ...notificationsStore.getState().queue].forEach(({ id }) => id !== undefined && hideNotification(id));
  cleanNotifications();
  vi.useRealTimers();
});

describe('undo', () => {
  test('the latest is offered, and the one before it after that', () => {
    const runs = [vi.fn(), vi.fn()] as const;
    tellDone('First.', { label: 'Undo', run: runs[0] });
    tellDone('Second.', { label: 'Undo', run: runs[1] });
    latestOffer()?.run();
    expect(runs.map((run) => run.mock.calls.length)).toEqual([0, 1]);
    expect(latestOffer()?.message).toBe('First.');
    expect(all()).toHaveLength(1);
  });

  test('it runs once, however often it is pressed', () => {
    const run = vi.fn();
    tellDone('Done.', { label: 'Undo', run });
    const offer = latestOffer();
    offer?.run();
    offer?.run();
    expect(run).toHaveBeenCalledTimes(1);
  });

  test('it goes with its toast', () => {
    tellDone('Done.', { label: 'Undo', run: () => undefined });
    const id = all()[0]?.id;
    hideNotification(id ?? '');
    expect(latestOffer()).toBeUndefined();
  });

  test('what is said later of the same thing takes the place of what was said before', () => {
    const run = vi.fn();
    tellDone('Extended.', { label: 'Undo', run }, undefined, ['a']);
    const old = latestOffer();
    tellDone('Of another.', undefined, undefined, ['b']);
    tellDone('Expired.', undefined, undefined, ['a']);
    expect(latestOffer()).toBeUndefined();
    expect(all()).toHaveLength(2);
    old?.run();
    expect(run).not.toHaveBeenCalled();
  });

  test('of several things, those that nothing was done to since are taken back', () => {
    const run = vi.fn();
    tellDone('Two extended.', { label: 'Undo', run }, undefined, ['a', 'b']);
    supersede(['a', 'c']);
    latestOffer()?.run();
    expect(run).toHaveBeenCalledWith(new Set(['b']));

    tellDone('Two extended.', { label: 'Undo', run }, undefined, ['a', 'b']);
    supersede(['a']);
    supersede(['b']);
    expect(latestOffer()).toBeUndefined();
  });

  test('what is about nothing is not old for anything', () => {
    tellDone('Settings.', { label: 'Undo', run: () => undefined });
    supersede(['a']);
    expect(latestOffer()?.message).toBe('Settings.');
  });

  test('nothing is taken back after a minute, even if its toast has never been closed', () => {
    const run = vi.fn();
    tellDone('Done.', { label: 'Undo', run });
    const offer = latestOffer();
    vi.advanceTimersByTime(59_000);
    expect(latestOffer()).toBe(offer);
    vi.advanceTimersByTime(2_000);
    expect(latestOffer()).toBeUndefined();
    expect(all()).toHaveLength(0);
    offer?.run();
    expect(run).not.toHaveBeenCalled();
  });

  test('failures, however many, do not keep it from being shown', () => {
    for (let each = 0; each < 6; each += 1) {
      tellFailure(`Failure ${each}`, new Error('refused'));
    }
    tellDone('Done.', { label: 'Undo', run: () => undefined });
    expect(all()).toHaveLength(4);
    expect(all().some(({ id }) => id === latestOffer()?.id)).toBe(true);
  });
});

describe('failures', () => {
  test('the same one is counted', () => {
    tellFailure('It was not done', new Error('refused'));
    tellFailure('It was not done', new Error('refused'));
    tellFailure('It was not done', new Error('busy'));
    expect(all().map(({ title, message }) => [title, message])).toEqual([
      ['It was not done (2 times)', 'refused'],
      ['It was not done', 'busy'],
    ]);
  });

  test('one that was closed is new when it comes again', () => {
    tellFailure('It was not done', new Error('refused'));
    hideNotification(all()[0]?.id ?? '');
    tellFailure('It was not done', new Error('refused'));
    expect(all().map(({ title }) => title)).toEqual(['It was not done']);
  });
});
