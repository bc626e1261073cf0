/** The names of time zones that people look for. */

import { isZone } from '../app/preferences';

/** Browsers list these places by names that are no longer theirs. */
const newerNames = [
  'Africa/Asmara',
  'America/Argentina/Buenos_Aires',
  'America/Nuuk',
  'Asia/Ho_Chi_Minh',
  'Asia/Kathmandu',
  'Asia/Kolkata',
  'Asia/Yangon',
  'Atlantic/Faroe',
  'Europe/Kyiv',
  'Pacific/Chuuk',
  'Pacific/Kanton',
  'Pacific/Pohnpei',
];

/** By name, each once; `chosen` is among them whatever the browser lists, and UTC is not: it is a choice of its own. */
export function zoneNames(chosen: string): readonly string[] {
  const names = [...Intl.supportedValuesOf('timeZone'), ...newerNames, chosen];
  return [...new Set(names)].filter((name) => name !== 'UTC' && name !== 'browser' && isZone(name)).sort();
}

/**
 * What a zone is called where there is little room: by letters that people know (`CEST`), else by its place (`Kathmandu`), as
 * nobody knows who lives at `GMT+5:45`.
 *
 * @param name such as `Asia/Kathmandu`
 * @param byClock what it is called on clocks now, by the browser
 */
export function shortZoneName(name: string, byClock: string): string {
  const place = name.split('/').at(-1)?.replaceAll('_', ' ') ?? '';
  return /^(GMT|UTC)[+\-\u2212]/.test(byClock) && name.includes('/') && !name.startsWith('Etc/') ? place : byClock;
}
