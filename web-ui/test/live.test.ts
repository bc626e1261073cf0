import { describe, expect, test } from 'vitest';
import { liveAfter, type Live, type LiveEvent } from '../src/server/live';

const start: Live = { state: 'connecting', heardAt: undefined };

/** What the page thinks after events at seconds. */
function after(...events: readonly (readonly [number, LiveEvent])[]): Live {
  return events.reduce((live, [second, event]) => liveAfter(live, event, second * 1000), start);
}

describe('liveAfter', () => {
  test('a word of the stream is live', () => {
    expect(after([1, 'word'])).toEqual({ state: 'live', heardAt: 1_000 });
  });

  test('an answer alone is no stream, and no reason to say that there is none', () => {
    expect(after([1, 'answer'])).toEqual({ state: 'connecting', heardAt: 1_000 });
  });

  test('without a stream the page polls', () => {
    expect(after([1, 'answer'], [2, 'broken'])).toEqual({ state: 'polling', heardAt: 1_000 });
    expect(after([10, 'silent'])).toEqual({ state: 'polling', heardAt: undefined });
  });

  test('a stream that breaks was true until then', () => {
    expect(after([1, 'word'], [50, 'broken'])).toEqual({ state: 'polling', heardAt: 50_000 });
  });

  test('a stream that fell silent was true when it was last heard', () => {
    expect(after([1, 'word'], [50, 'silent'])).toEqual({ state: 'polling', heardAt: 1_000 });
  });

  test('what cannot be asked for a while is lost, and not before', () => {
    expect(after([1, 'word'], [10, 'broken'], [29, 'unanswered'])).toEqual({ state: 'polling', heardAt: 10_000 });
    expect(after([1, 'word'], [10, 'broken'], [31, 'unanswered'])).toEqual({ state: 'lost', heardAt: 10_000 });
  });

  test('a server that never answered is lost at once', () => {
    expect(after([1, 'unanswered'])).toEqual({ state: 'lost', heardAt: undefined });
  });

  test('one request that fails beside a stream that speaks means nothing', () => {
    expect(after([1, 'word'], [90, 'unanswered'])).toEqual({ state: 'live', heardAt: 1_000 });
  });

  test('an answer ends it, a word of the stream even more', () => {
    expect(after([1, 'unanswered'], [2, 'answer'])).toEqual({ state: 'polling', heardAt: 2_000 });
    expect(after([1, 'unanswered'], [2, 'answer'], [3, 'word'])).toEqual({ state: 'live', heardAt: 3_000 });
  });

  test('a stream that breaks again changes nothing for who has lost the server', () => {
    expect(after([1, 'unanswered'], [2, 'broken'], [3, 'silent'])).toEqual({ state: 'lost', heardAt: undefined });
  });
});
