import { useState } from 'react';
import { numberText } from '../parts/numbers';
import { visibleLine } from '../parts/visible';
import type { AlertPage } from '../server/answers';
import { isChosen, withToggled, type Row } from './rows';
import { offersOf, type Offer } from './offers';
import classes from './SilenceForm.module.css';

interface Props {
  readonly rows: readonly Row[];
  readonly page: AlertPage | undefined;
  readonly onChange: (rows: readonly Row[]) => void;
}

const valuesShown = 5;

/** Labels that the affected alerts have, each a switch that narrows the silence to them. */
export function Narrow({ rows, page, onChange }: Props) {
  const offers = offersOf(rows, page);
  if (offers.length === 0) {
    return null;
  }
  return (
    <div className={classes['narrow']}>
      <h3 className={classes['narrowTitle']}>Only those with</h3>
      <dl className={classes['offers']}>
        {offers.map((offer) => (
          <OfferLine key={offer.name} offer={offer} rows={rows} onChange={onChange} />
        ))}
      </dl>
    </div>
  );
}

function OfferLine({ offer: { name, values }, rows, onChange }: { readonly offer: Offer; readonly rows: readonly Row[]; readonly onChange: Props['onChange'] }) {
  const [isAll, setAll] = useState(false);
  const shown = isAll ? values : values.slice(0, valuesShown);
  return (
    <div className={classes['offer']}>
      <dt>{name}</dt>
      <dd>
        {shown.map(({ value, count }) => {
          const isOn = isChosen(rows, name, value);
          return (
            <button
              key={value}
              type="button"
              className={classes['value']}
              aria-pressed={isOn}
              onClick={() => onChange(withToggled(rows, name, value))}
            >
              <span>{value === '' ? 'none' : visibleLine(value)}</span>
              <span className="quiet">{numberText(count)}</span>
            </button>
          );
        })}
        {values.length > shown.length ? (
          <button type="button" className={classes['more']} onClick={() => setAll(true)}>
            {values.length - shown.length} more
          </button>
        ) : null}
      </dd>
    </div>
  );
}
