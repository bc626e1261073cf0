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
