import type { MouseEvent } from 'react';
import type { AlertsAddress } from '../address/address';
import type { WrittenMatcher } from '../matchers/matchers';
import { FigureSwitch } from '../parts/FigureSwitch';
import { SeverityMark } from '../parts/SeverityMark';
import { StateMark } from '../parts/StateMark';
import type { SeverityCount, StateCounts } from '../server/answers';
import { toggledValue, withoutChosen } from './filters';
import { numberText } from '../parts/numbers';
import { severityFigures, stateFigures, withSwitch, type SeverityFigure, type StateFigure } from './strip';
import classes from './Strip.module.css';

interface Props {
  readonly address: AlertsAddress;
  readonly states: StateCounts;
  /** Of what everything but the chosen severities leaves. */
  readonly severities: readonly SeverityCount[];
  /** Undefined while nobody knows what the filter means. */
  readonly matchers: readonly WrittenMatcher[] | undefined;
  readonly onAddress: (address: AlertsAddress) => void;
  readonly onMatchers: (matchers: readonly WrittenMatcher[]) => void;
}

function isOnly(event: MouseEvent): boolean {
  return event.ctrlKey || event.metaKey;
}

/** How many alerts are in which state and of which severity; each figure is a switch. */
export function Strip({ address, states, severities, matchers, onAddress, onMatchers }: Props) {
  const toggleState = (figure: StateFigure, event: MouseEvent): void => onAddress(withSwitch(address, figure.name, isOnly(event)));
  const toggleSeverity = (figure: SeverityFigure, event: MouseEvent): void => {
    if (matchers !== undefined) {
      onMatchers(toggledValue(isOnly(event) ? withoutChosen(matchers, 'severity') : matchers, 'severity', figure.value));
    }
  };
  return (
    <div className={classes['strip']}>
      <fieldset className={classes['set']}>
        <legend className="visually-hidden">States that are shown</legend>
        {stateFigures(states, address).map((figure) => (
          <FigureSwitch
            key={figure.name}
            count={figure.count}
            isOn={figure.isOn}
            title={figure.unprocessed > 0 ? `${numberText(figure.unprocessed)} of them have just come in and are not processed yet` : undefined}
            onClick={(event) => toggleState(figure, event)}
          >
            <StateMark state={figure.name} />
          </FigureSwitch>
        ))}
      </fieldset>
      <fieldset className={classes['set']}>
        <legend className="visually-hidden">Severities</legend>
        {severityFigures(severities, address, matchers ?? []).map((figure) => (
          <FigureSwitch
            key={figure.value}
            count={figure.count}
            isOn={figure.isOn}
            onClick={(event) => toggleSeverity(figure, event)}
          >
            <SeverityMark severity={figure.value} />
          </FigureSwitch>
        ))}
      </fieldset>
    </div>
  );
}
