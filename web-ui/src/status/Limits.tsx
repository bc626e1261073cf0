import { bytesText, numberText } from '../parts/numbers';
import type { Limit } from '../server/answers';
import { nearness } from './health';
import { Section } from './Section';
import classes from './status.module.css';

function amountText(amount: number, unit: string): string {
  return unit === 'bytes' ? bytesText(amount) : numberText(amount);
}

const nearWords = { free: '', near: ', near its limit', full: ', full' } as const;

/** How much of something is taken, as a figure and as a bar. */
export function LimitMeter({ limit }: { readonly limit: Limit }) {
  const { text, used, max, unit } = limit;
  const near = nearness(limit);
  const said = max === undefined ? `${amountText(used, unit)}, no limit` : `${amountText(used, unit)} of ${amountText(max, unit)}`;
  return (
    <li className={classes['limit']} data-near={near}>
      <span className={classes['limitText']}>{text}</span>
      <span className={classes['limitAmount']}>
        {said}
        {nearWords[near]}
      </span>
      {max === undefined || max <= 0 ? null : (
        <div
          className={classes['track']}
          role="meter"
          aria-label={text}
          aria-valuemin={0}
          aria-valuemax={max}
          aria-valuenow={Math.min(used, max)}
          aria-valuetext={said}
        >
          <div className={classes['bar']} style={{ width: `${Math.min(100, (100 * used) / max)}%` }} />
        </div>
      )}
    </li>
  );
}

/** What the server holds back, and how near it is to that. */
export function Limits({ limits }: { readonly limits: readonly Limit[] }) {
  return (
    <Section name="limits">
      {limits.length === 0 ? <p className="quiet">The server tells of none.</p> : null}
      <ul className={classes['limits']}>
        {limits.map((limit) => (
          <LimitMeter key={limit.name} limit={limit} />
        ))}
      </ul>
    </Section>
  );
}
