import type { TargetHealth } from '../address/address';
import { Mark, type Tone } from '../parts/Mark';

const looks: Readonly<Record<TargetHealth, { readonly tone: Tone; readonly word: string }>> = {
  up: { tone: 'good', word: 'Up' },
  down: { tone: 'bad', word: 'Down' },
  unknown: { tone: 'quiet', word: 'Unknown' },
  dropped: { tone: 'mended', word: 'Dropped' },
};

export const healthMeanings: Readonly<Record<TargetHealth, string>> = {
  up: 'Its last scrape brought its metrics',
  down: 'Its last scrape failed, so that nothing of it is stored',
  unknown: 'It has not been scraped yet',
  dropped: 'It was found, but relabelling left it out',
};

export function HealthMark({ health }: { readonly health: TargetHealth }) {
  const { tone, word } = looks[health];
  return <Mark tone={tone}>{word}</Mark>;
}
