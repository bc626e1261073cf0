import { expect, test } from 'vitest';
import { momentText, shortMomentText } from '../src/time/moments';
import { shortZoneName, zoneNames } from '../src/time/zoneNames';

test('zones have their own names, and those that people look for', () => {
  const names = zoneNames('browser');
  expect(names).toEqual(expect.arrayContaining(['America/New_York', 'Asia/Kolkata', 'Europe/Berlin', 'Europe/Kyiv']));
  expect(names).not.toContain('UTC');
  expect(names).not.toContain('browser');
  expect(names).toEqual([...new Set(names)].sort());
});

test('what is chosen is among them', () => {
  expect(zoneNames('Etc/GMT+7')).toContain('Etc/GMT+7');
});

test.each([
  ['UTC', '2026-07-01 22:30:05 UTC'],
  ['Asia/Kolkata', '2026-07-02 04:00:05 GMT+5:30'],
  ['Europe/Berlin', '2026-07-02 00:30:05 CEST'],
  ['America/New_York', '2026-07-01 18:30:05 GMT-4'],
])('a moment on the clocks of %s', (zone, text) => {
  expect(momentText(Date.parse('2026-07-01T22:30:05Z'), zone)).toBe(text);
});

test('a short moment leaves out today, as it is in the zone', () => {
  const now = Date.parse('2026-07-01T22:30:00Z');
  const before = Date.parse('2026-07-01T21:10:00Z');
  expect(shortMomentText(before, now, 'UTC')).toBe('21:10');
  expect(shortMomentText(before, now, 'Europe/Berlin')).toBe('2026-07-01 23:10');
});

test.each([
  ['Asia/Kathmandu', 'GMT+5:45', 'Kathmandu'],
  ['America/Argentina/Buenos_Aires', 'GMT-3', 'Buenos Aires'],
  ['Europe/Berlin', 'CEST', 'CEST'],
  ['Europe/London', 'GMT', 'GMT'],
  ['UTC', 'UTC', 'UTC'],
  ['Etc/GMT+5', 'GMT-5', 'GMT-5'],
  ['+05:30', 'GMT+5:30', 'GMT+5:30'],
])('%s at %s is %s in the header', (name, byClock, short) => {
  expect(shortZoneName(name, byClock)).toBe(short);
});
