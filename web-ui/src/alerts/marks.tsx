import { printAddress, allAlerts, allSilences } from '../address/address';
import { StateMark, stateMeanings, stateWords } from '../parts/StateMark';
import type { Alert } from '../server/answers';
import classes from './Rows.module.css';

interface Props {
  readonly alert: Alert;
  readonly tabIndex: number;
  /** Without the word, see StateMark. */
  readonly isIconOnly?: boolean;
}

/** What keeps the alert back; where that is a silence or another alert, a link to it. */
export function StateLink({ alert, tabIndex, isIconOnly = false }: Props) {
  const [silence] = alert.silencedBy;
  const [inhibitor] = alert.inhibitedBy;
  const href =
    alert.state === 'silenced' && silence !== undefined
      ? printAddress({ ...allSilences, open: silence })
      : alert.state === 'inhibited' && inhibitor !== undefined
        ? printAddress({ ...allAlerts, open: inhibitor })
        : undefined;
  if (href === undefined) {
    const by = alert.state === 'muted' && alert.mutedBy.length > 0 ? `: ${alert.mutedBy.join(', ')}` : '';
    return (
      <span title={`${stateMeanings[alert.state]}${by}`}>
        <StateMark state={alert.state} isIconOnly={isIconOnly} />
      </span>
    );
  }
  const what = alert.state === 'silenced' ? 'silence' : 'alert';
  return (
    <a className={classes['state']} href={href} tabIndex={tabIndex} title={`${stateWords[alert.state]}: see the ${what} that keeps it back`}>
      <StateMark state={alert.state} isIconOnly={isIconOnly} />
    </a>
  );
}
