import classes from './graph.module.css';
import { lookOf } from './palette';
import { useTheme } from './useTheme';

/** A piece of the line, as it is drawn. */
export function Swatch({ number }: { readonly number: number }) {
  const { color, dash } = lookOf(number, useTheme());
  return (
    <svg className={classes['swatch']} width={30} height={10} viewBox="0 0 30 10" aria-hidden>
      <line x1={0} x2={30} y1={5} y2={5} stroke={color} strokeWidth={3} strokeDasharray={dash.join(' ')} />
    </svg>
  );
}
