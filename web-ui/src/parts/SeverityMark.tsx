import { IconAlertOctagon, IconAlertTriangle, IconCircleDashed, IconFlame, IconInfoCircle } from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import classes from './marks.module.css';
import { toneOf, type Tone } from './severity';

/** A shape for each, so that nobody needs the colour. */
const icons: Readonly<Record<Tone, Icon>> = {
  critical: IconFlame,
  error: IconAlertOctagon,
  warning: IconAlertTriangle,
  info: IconInfoCircle,
  none: IconCircleDashed,
};

interface Props {
  readonly severity: string | undefined;
  /** Without the word, which is said to those who cannot see the icon all the same. */
  readonly isIconOnly?: boolean;
}

/** The severity of an alert: icon, word and colour. */
export function SeverityMark({ severity, isIconOnly = false }: Props) {
  const tone = toneOf(severity);
  const Shape = icons[tone];
  const word = severity === undefined || severity === '' ? 'no severity' : severity;
  return (
    <span className={classes['mark']} data-tone={tone} title={isIconOnly ? word : undefined}>
      <Shape size={16} aria-hidden />
      <span className={isIconOnly ? 'visually-hidden' : undefined}>{word}</span>
    </span>
  );
}
