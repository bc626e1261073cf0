/** Which words for severities stand for what; the same words as the server ranks by. */

export type Tone = 'critical' | 'error' | 'warning' | 'info' | 'none';

const words: Readonly<Record<Tone, readonly string[]>> = {
  critical: ['critical', 'page', 'emergency', 'disaster', 'fatal'],
  error: ['high', 'error', 'major'],
  warning: ['warning', 'warn', 'minor', 'medium'],
  info: ['info', 'low', 'notice', 'informational'],
  none: [],
};

export const tones: readonly Tone[] = ['critical', 'error', 'warning', 'info', 'none'];

export function toneOf(severity: string | undefined): Tone {
  const word = (severity ?? '').toLowerCase();
  return tones.find((tone) => words[tone].includes(word)) ?? 'none';
}
