import type { MouseEvent } from 'react';
import type { AlertsAddress } from '../address/address';
import type { WrittenMatcher } from '../matchers/matchers';
import { FigureSwitch } from '../parts/FigureSwitch';
import { Glyph } from '../parts/Glyph';
import { SeverityMark } from '../parts/SeverityMark';
import { StateMark } from '../parts/StateMark';
import type { SeverityCount, StateCounts } from '../server/answers';
import type { FilterEdit } from './filterEdit';
import { withoutChosen } from './filters';
import type { AddressEdit } from './selection';
import { numberText } from '../parts/numbers';
import { severityFigures, stateFigures, withSeverity, withSwitch, type SeverityFigure, type StateFigure } from './strip';
import classes from './Strip.module.css';

interface SeverityProps {
  readonly address: AlertsAddress;
  /** Of what everything but the chosen severities leaves. */
  readonly severities: readonly SeverityCount[];
  /** Undefined while nobody knows what the filter means. */
  readonly matchers: readonly WrittenMatcher[] | undefined;
  readonly onEdit: (edit: FilterEdit) => void;
}

interface Props extends SeverityProps {
  readonly states: StateCounts;
  readonly onAddress: (edit: AddressEdit) => void;
}

function isOnly(event: MouseEvent): boolean {
  return event.ctrlKey || event.metaKey;
}

/** Of the active ones, those that no group has looked at yet. */
function Unprocessed({ count }: { readonly count: number }) {
  return (
    <span className={classes['part']}>
      <Glyph name="clock" size={14} />
      {numberText(count)} <span className="visually-hidden">unprocessed</span>
    </span>
  );
}

/** How many alerts are of which severity; each figure is a switch. */
export function Severities({ address, severities, matchers, onEdit }: SeverityProps) {
  const toggle = (figure: SeverityFigure, event: MouseEvent): void => {
    const isAlone = isOnly(event);
    onEdit((before) => (isAlone ? withSeverity(withoutChosen(before, 'severity'), { ...figure, isOn: false }) : withSeverity(before, figure)));
  };
  return (
    <fieldset className={classes['set']}>
      <legend className="visually-hidden">Severities</legend>
      {severityFigures(severities, address, matchers ?? []).map((figure) => (
        <FigureSwitch key={figure.value} count={figure.count} isOn={figure.isOn} onClick={(event) => toggle(figure, event)}>
          <SeverityMark severity={figure.value} />
        </FigureSwitch>
      ))}
    </fieldset>
  );
}

/** How many alerts are in which state and of which severity; each figure is a switch. */
export function Strip({ address, states, severities, matchers, onAddress, onEdit }: Props) {
  const toggleState = ({ name }: StateFigure, event: MouseEvent): void => {
    const isAlone = isOnly(event);
    onAddress((now) => withSwitch(now, name, isAlone));
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
            more={figure.unprocessed === 0 ? null : <Unprocessed count={figure.unprocessed} />}
            onClick={(event) => toggleState(figure, event)}
          >
            <StateMark state={figure.name} />
          </FigureSwitch>
        ))}
      </fieldset>
      <Severities address={address} severities={severities} matchers={matchers} onEdit={onEdit} />
    </div>
  );
}
