import { memo, useMemo } from 'react';
import { equalTo } from '../matchers/matchers';
import { LabelChip } from '../parts/LabelChip';
import { SeverityMark } from '../parts/SeverityMark';
import type { Alert, AlertState, Labels } from '../server/answers';
import { TimeText } from '../time/TimeText';
import cardClasses from './GroupCard.module.css';
import { useListActions, useStop, type Stop } from './listing';
import { StateLink } from './marks';
import { NewMark } from './NewMark';
import { differingLabels, nameOf, shortened, spokenName, summaryOf } from './rows';
import rowClasses from './Rows.module.css';
import { SelectBox } from './SelectBox';
import { SilenceLink } from './SilenceLink';
import { silenceOf } from './silencing';
import { useRow } from './useRow';

interface Props {
  /** What the keys know the row by: an alert may be in several groups. */
  readonly stopKey: string;
  readonly alert: Alert;
  /** What the head of the group says already. */
  readonly shared: Labels;
  readonly sharedAnnotations: Labels;
  readonly commonState: AlertState | undefined;
  readonly isSelected: boolean;
  readonly isCurrent: boolean;
}

/** An alert in its group's card: what it has of its own. */
export const AlertRow = memo(function AlertRow(props: Props) {
  const { stopKey, alert, shared, sharedAnnotations, commonState, isSelected, isCurrent } = props;
  const { hrefOf, pick, toggle } = useListActions();
  const stop = useMemo((): Stop => ({ kind: 'alert', key: stopKey, alert }), [stopKey, alert]);
  useStop(stop);
  const tabIndex = isCurrent ? 0 : -1;
  const spoken = spokenName(alert, shared);
  const summary = summaryOf(alert.annotations, sharedAnnotations);
  return (
    <li
      className={`${rowClasses['row']} ${cardClasses['alert']}`}
      {...useRow(alert, isSelected)}
    >
      <SelectBox label={`Select ${spoken}`} isChecked={isSelected} tabIndex={tabIndex} onToggle={(isRange) => toggle(stop, isRange)} />
      <div className={cardClasses['main']}>
        <div className={cardClasses['line']}>
          {Object.hasOwn(shared, 'severity') ? null : <SeverityMark severity={alert.severity} />}
          <NewMark at={alert.startsAt} />
          <a
            className={rowClasses['title']}
            href={hrefOf(alert.fingerprint)}
            tabIndex={tabIndex}
            data-stop={stopKey}
            data-fingerprint={alert.fingerprint}
            aria-label={summary === undefined ? spoken : `${shortened(summary)}: ${spoken}`}
          >
            {summary ?? nameOf(alert)}
          </a>
        </div>
        <div className={cardClasses['labels']}>
          {differingLabels(alert, shared).map(([name, value]) => (
            <LabelChip key={name} name={name} value={value} onPick={pick} tabIndex={tabIndex} isClamped />
          ))}
        </div>
      </div>
      <div className={cardClasses['side']}>
        {commonState === alert.state ? null : <StateLink alert={alert} tabIndex={tabIndex} />}
        <span className={rowClasses['age']}>
          <TimeText at={alert.startsAt} as="age" />
        </span>
        <SilenceLink what={spoken} target={silenceOf(equalTo(alert.labels))} tabIndex={tabIndex} />
      </div>
    </li>
  );
});
