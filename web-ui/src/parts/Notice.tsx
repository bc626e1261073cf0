import { IconAlertOctagon, IconAlertTriangle, IconInfoCircle, type Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './Notice.module.css';

export type NoticeTone = 'bad' | 'warning' | 'note';

const icons: Readonly<Record<NoticeTone, Icon>> = {
  bad: IconAlertOctagon,
  warning: IconAlertTriangle,
  note: IconInfoCircle,
};

interface Props {
  readonly tone: NoticeTone;
  readonly title?: ReactNode;
  /** A message of the server or the browser, shown as it is. */
  readonly detail?: ReactNode;
  readonly children?: ReactNode;
  /** What can be done about it; at the end of the line where there is room. */
  readonly actions?: ReactNode;
  /** Announces it at once. */
  readonly role?: 'alert';
}

/** Something that somebody should know: icon, words and colour. */
export function Notice({ tone, title, detail, children, actions, role }: Props) {
  const Shape = icons[tone];
  return (
    <div className={classes['notice']} data-tone={tone} role={role}>
      <Shape className={classes['icon']} size={20} aria-hidden />
      <div className={classes['words']}>
        {title === undefined ? null : <p className={classes['title']}>{title}</p>}
        {detail === undefined ? null : <p className={classes['detail']}>{detail}</p>}
        {children}
      </div>
      {actions === undefined ? null : <div className={classes['actions']}>{actions}</div>}
    </div>
  );
}
