import { IconAlertTriangle, IconCircleCheck, IconCircleDashed, IconCircleX, IconHistory, type Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './Mark.module.css';

export type Tone = 'good' | 'warning' | 'bad' | 'quiet' | 'mended';

const icons: Readonly<Record<Tone, Icon>> = {
  good: IconCircleCheck,
  warning: IconAlertTriangle,
  bad: IconCircleX,
  quiet: IconCircleDashed,
  mended: IconHistory,
};

/** How something fares: icon, word and colour. */
export function Mark({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }) {
  const Shape = icons[tone];
  return (
    <span className={classes['mark']} data-tone={tone}>
      <Shape size={16} aria-hidden />
      <span>{children}</span>
    </span>
  );
}
