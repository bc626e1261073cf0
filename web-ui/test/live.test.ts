import { describe, expect, test } from 'vitest';
import { liveAfter, type Following, type LiveEvent } from '../src/server/live';

const start: Following = { state: 'connecting', heardAt: undefined, seenAt: 0, failingSince: undefined };

/** What the page thinks after events at seconds. */
function after(...events: readonly (readonly [number, LiveEvent])[]): Following {
  return events.reduce((live, [second, event]) => liveAfter(live, event, second * 1000), start);
}

describe('liveAfter', () => {
  test('a word of the stream is live', () => {
    expect(after([1, 'word'])).toMatchObject({ state: 'live', heardAt: 1_000 });
  });

  test('an answer alone is no stream, and no reason to say that there is none', () => {
    expect(after([1, 'answer'])).toMatchObject({ state: 'connecting', heardAt: 1_000 });
  });

  test('without a stream the page polls', () => {
    expect(after([1, 'answer'], [2, 'broken'])).toMatchObject({ state: 'polling', heardAt: 1_000 });
    expect(after([10, 'silent'])).toMatchObject({ state: 'polling', heardAt: undefined });
  });

  test('a stream that breaks or falls silent was true when it was last heard', () => {
    expect(after([1, 'word'], [50, 'broken'])).toMatchObject({ state: 'polling', heardAt: 1_000 });
    expect(after([1, 'word'], [50, 'silent'])).toMatchObject({ state: 'polling', heardAt: 1_000 });
  });

  test('a server that is gone is lost after a few seconds: the stream is cut, does not come back, and a request fails', () => {
    expect(after([1, 'word'], [10, 'cut'])).toMatchObject({ state: 'live' });
    expect(after([1, 'word'], [10, 'cut'], [14, 'broken'])).toMatchObject({ state: 'polling' });
    expect(after([1, 'word'], [10, 'cut'], [14, 'broken'], [14.5, 'unanswered'])).toMatchObject({ state: 'lost', heardAt: 1_000 });
  });

  test('a restart that is over before is none, nor is a member that takes over', () => {
    expect(after([1, 'word'], [10, 'cut'], [11, 'unanswered'], [13, 'word'])).toMatchObject({ state: 'live', failingSince: undefined });
    expect(after([1, 'word'], [10, 'cut'], [14, 'broken'], [14.1, 'answer'], [24, 'unanswered'])).toMatchObject({ state: 'polling' });
  });

  test('without a stream it takes requests that fail for a few seconds; one alone is asked again', () => {
    expect(after([1, 'answer'], [5, 'silent'], [15, 'unanswered'])).toMatchObject({ state: 'polling', failingSince: 15_000 });
    expect(after([1, 'answer'], [5, 'silent'], [15, 'unanswered'], [17.5, 'unanswered'])).toMatchObject({ state: 'polling' });
    expect(after([1, 'answer'], [5, 'silent'], [15, 'unanswered'], [17.5, 'answer'], [20, 'unanswered'])).toMatchObject({ state: 'polling' });
    expect(after([1, 'answer'], [5, 'silent'], [15, 'unanswered'], [17.5, 'unanswered'], [20, 'unanswered'])).toMatchObject({ state: 'lost' });
  });

  test('streams that cannot be had, again and again, do not make one request that fails an outage', () => {
    expect(after([1, 'answer'], [2, 'cut'], [5, 'silent'], [16, 'cut'], [21, 'unanswered'])).toMatchObject({ state: 'polling', failingSince: 21_000 });
  });

  test('a request that fails after a long silence is enough', () => {
    expect(after([1, 'word'], [21, 'silent'], [29, 'unanswered'])).toMatchObject({ state: 'polling', heardAt: 1_000 });
    expect(after([1, 'word'], [21, 'silent'], [30, 'unanswered'])).toMatchObject({ state: 'lost', heardAt: 1_000 });
  });

  test('a server that takes requests and answers none is lost after a while, too', () => {
    expect(after([1, 'word'], [25, 'silent'], [29, 'tick'])).toMatchObject({ state: 'polling', heardAt: 1_000 });
    expect(after([1, 'word'], [25, 'silent'], [30, 'tick'])).toMatchObject({ state: 'lost', heardAt: 1_000 });
    expect(after([28, 'tick'])).toMatchObject({ state: 'connecting' });
    expect(after([29, 'tick'])).toMatchObject({ state: 'lost', heardAt: undefined });
  });

  test('time alone takes nothing from a stream that speaks, nor from a server that answers', () => {
    expect(after([1, 'word'], [40, 'tick'])).toMatchObject({ state: 'live' });
    expect(after([1, 'word'], [25, 'silent'], [26, 'answer'], [40, 'tick'])).toMatchObject({ state: 'polling', heardAt: 26_000 });
  });

  test('a page that is seen again has heard nothing meanwhile, and has its time to ask', () => {
    expect(after([1, 'word'], [10_000, 'seen'])).toMatchObject({ state: 'connecting', heardAt: 1_000 });
    expect(after([1, 'word'], [10_000, 'seen'], [10_020, 'tick'])).toMatchObject({ state: 'connecting' });
    expect(after([1, 'word'], [10_000, 'seen'], [10_005, 'broken'], [10_029, 'tick'])).toMatchObject({ state: 'lost', heardAt: 1_000 });
    expect(after([1, 'word'], [10_000, 'seen'], [10_001, 'unanswered'])).toMatchObject({ state: 'connecting', heardAt: 1_000 });
    expect(after([1, 'word'], [10_000, 'seen'], [10_001, 'unanswered'], [10_005, 'unanswered'])).toMatchObject({ state: 'lost', heardAt: 1_000 });
    expect(after([1, 'unanswered'], [10_000, 'seen'], [10_001, 'word'])).toMatchObject({ state: 'live', heardAt: 10_001_000 });
  });

  test('a server that never answered is lost at once', () => {
    expect(after([1, 'unanswered'])).toMatchObject({ state: 'lost', heardAt: undefined });
  });

  test('one request that fails beside a stream that speaks means nothing', () => {
    expect(after([1, 'word'], [90, 'unanswered'])).toMatchObject({ state: 'live', heardAt: 1_000 });
  });

  test('an answer ends it, a word of the stream even more', () => {
    expect(after([1, 'unanswered'], [2, 'answer'])).toMatchObject({ state: 'polling', heardAt: 2_000 });
    expect(after([1, 'unanswered'], [2, 'answer'], [3, 'word'])).toMatchObject({ state: 'live', heardAt: 3_000 });
  });

  test('a stream that breaks again changes nothing for who has lost the server', () => {
    expect(after([1, 'unanswered'], [2, 'broken'], [3, 'silent'])).toMatchObject({ state: 'lost', heardAt: undefined });
  });
});
