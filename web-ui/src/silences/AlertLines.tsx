import { allAlerts, printAddress } from '../address/address';
import { LabelChip } from '../parts/LabelChip';
import { visibleLine } from '../parts/visible';
import { SeverityMark } from '../parts/SeverityMark';
import { StateMark } from '../parts/StateMark';
import { labelPairs } from '../matchers/matchers';
import type { Alert } from '../server/answers';
import classes from './SilenceDetails.module.css';

const labelsShown = 4;

/** A few alerts, each a line with what tells it from others. */
export function AlertLines({ alerts }: { readonly alerts: readonly Alert[] }) {
  return (
    <ul className={classes['alerts']}>
      {alerts.map((alert) => (
        <li key={alert.fingerprint} className={classes['alert']}>
          <SeverityMark severity={alert.severity} isIconOnly />
          <a href={printAddress({ ...allAlerts, active: true, silenced: true, inhibited: true, muted: true, open: alert.fingerprint })}>
            {visibleLine(alert.labels['alertname'] ?? 'no alertname')}
          </a>
          <StateMark state={alert.state} />
          <span className={classes['labels']}>
            {labelPairs(alert.labels)
              .filter(([name]) => name !== 'alertname' && name !== 'severity')
              .slice(0, labelsShown)
              .map(([name, value]) => (
                <LabelChip key={name} name={name} value={value} isClamped />
              ))}
          </span>
        </li>
      ))}
    </ul>
  );
}
