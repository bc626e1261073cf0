import { describe, expect, test } from 'vitest';
import { atHour, nextWeekday, readWall, wallText } from '../src/time/zones';

const iso = (millis: number | undefined): string | undefined => (millis === undefined ? undefined : new Date(millis).toISOString());

describe('readWall', () => {
  test.each([
    ['winter', '2026-01-15T12:00', 'Europe/Berlin', '2026-01-15T11:00:00.000Z', 'exact'],
    ['summer', '2026-07-15T12:00', 'Europe/Berlin', '2026-07-15T10:00:00.000Z', 'exact'],
    ['before the clocks go forward', '2026-03-29T01:59', 'Europe/Berlin', '2026-03-29T00:59:00.000Z', 'exact'],
    ['while they go forward', '2026-03-29T02:30', 'Europe/Berlin', '2026-03-29T01:30:00.000Z', 'skipped'],
    ['after that', '2026-03-29T03:00', 'Europe/Berlin', '2026-03-29T01:00:00.000Z', 'exact'],
    ['while they go back', '2026-10-25T02:30', 'Europe/Berlin', '2026-10-25T00:30:00.000Z', 'twice'],
    ['after that', '2026-10-25T03:00', 'Europe/Berlin', '2026-10-25T02:00:00.000Z', 'exact'],
    ['west of Greenwich, forward', '2026-03-08T02:15', 'America/New_York', '2026-03-08T07:15:00.000Z', 'skipped'],
    ['west of Greenwich, back', '2026-11-01T01:15', 'America/New_York', '2026-11-01T05:15:00.000Z', 'twice'],
    ['half an hour of daylight saving', '2026-10-04T02:10', 'Australia/Lord_Howe', '2026-10-03T15:40:00.000Z', 'skipped'],
    ['a quarter of an hour off', '2026-01-01T00:00', 'Asia/Kathmandu', '2025-12-31T18:15:00.000Z', 'exact'],
    ['far east', '2026-01-01T00:00', 'Pacific/Kiritimati', '2025-12-31T10:00:00.000Z', 'exact'],
    ['UTC', '2026-03-29T02:30', 'UTC', '2026-03-29T02:30:00.000Z', 'exact'],
  ])('%s: %s %s', (_, text, zone, moment, kind) => {
    const read = readWall(text, zone);
    expect(iso(read?.millis)).toBe(moment);
    expect(read?.kind).toBe(kind);
  });

  test.each(['', 'soon', '2026-02-30T10:00', '2026-13-01T10:00', '2026-01-01T24:00', '2026-01-01 10:00'])('%j is none', (text) => {
    expect(readWall(text, 'UTC')).toBeUndefined();
  });

  test('reads again what wallText writes, whatever the clocks do', () => {
    for (const zone of ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'UTC']) {
      for (const change of ['2026-03-08', '2026-03-29', '2026-04-04', '2026-10-03', '2026-10-25', '2026-11-01']) {
        const from = Date.parse(change);
        for (let millis = from; millis < from + 86_400_000; millis += 1_800_000) {
          const read = readWall(wallText(millis, zone), zone);
          // The second pass through the hour that comes twice reads as the first.
          expect(read?.kind === 'twice' ? [0, 1_800_000, 3_600_000] : [0]).toContain(millis - (read?.millis ?? 0));
        }
      }
    }
  });
});

describe('atHour', () => {
  test('tomorrow at nine stays at nine over a change of the clocks', () => {
    const saturday = Date.parse('2026-03-28T20:00:00Z');
    expect(iso(atHour(saturday, 1, 9, 'Europe/Berlin'))).toBe('2026-03-29T07:00:00.000Z');
    expect(iso(atHour(saturday, 0, 9, 'Europe/Berlin'))).toBe('2026-03-28T08:00:00.000Z');
  });

  test('tomorrow is that of the zone', () => {
    const evening = Date.parse('2026-06-01T23:30:00Z');
    expect(iso(atHour(evening, 1, 9, 'UTC'))).toBe('2026-06-02T09:00:00.000Z');
    expect(iso(atHour(evening, 1, 9, 'Asia/Tokyo'))).toBe('2026-06-03T00:00:00.000Z');
  });
});

describe('nextWeekday', () => {
  test.each([
    ['from a Wednesday', '2026-06-03T12:00:00Z', '2026-06-08T09:00:00.000Z'],
    ['on the day, before', '2026-06-08T08:59:00Z', '2026-06-08T09:00:00.000Z'],
    ['on the day, just then', '2026-06-08T09:00:00Z', '2026-06-15T09:00:00.000Z'],
    ['on a Sunday', '2026-06-07T23:00:00Z', '2026-06-08T09:00:00.000Z'],
  ])('%s', (_, now, moment) => {
    expect(iso(nextWeekday(Date.parse(now), 1, 9, 'UTC'))).toBe(moment);
  });
});
