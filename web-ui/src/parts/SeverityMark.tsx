import { Glyph, type GlyphName } from './Glyph';
import classes from './marks.module.css';
import { visibleLine } from './visible';
import { toneOf, type Tone } from './severity';

/** A shape for each, so that nobody needs the colour. */
const icons: Readonly<Record<Tone, GlyphName>> = {
  critical: 'flame',
  error: 'alertOctagon',
  warning: 'alertTriangle',
  info: 'infoCircle',
  none: 'circleDashed',
};

interface Props {
  readonly severity: string | undefined;
  /** Without the word, which is said to those who cannot see the icon all the same. */
  readonly isIconOnly?: boolean;
}

/** The severity of an alert: icon, word and colour. */
export function SeverityMark({ severity, isIconOnly = false }: Props) {
  const tone = toneOf(severity);
  const word = severity === undefined || severity === '' ? 'no severity' : visibleLine(severity);
  return (
    <span className={classes['mark']} data-tone={tone} title={isIconOnly ? word : undefined}>
      <Glyph name={icons[tone]} />
      <span className={isIconOnly ? 'visually-hidden' : undefined}>{word}</span>
    </span>
  );
}
