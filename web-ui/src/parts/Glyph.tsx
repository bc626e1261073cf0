import { __iconNode as alertOctagon } from '@tabler/icons-react/icons/IconAlertOctagon';
import { __iconNode as alertTriangle } from '@tabler/icons-react/icons/IconAlertTriangle';
import { __iconNode as bellRinging } from '@tabler/icons-react/icons/IconBellRinging';
import { __iconNode as circleDashed } from '@tabler/icons-react/icons/IconCircleDashed';
import { __iconNode as clock } from '@tabler/icons-react/icons/IconClock';
import { __iconNode as clockPause } from '@tabler/icons-react/icons/IconClockPause';
import { __iconNode as eyeOff } from '@tabler/icons-react/icons/IconEyeOff';
import { __iconNode as flame } from '@tabler/icons-react/icons/IconFlame';
import { __iconNode as infoCircle } from '@tabler/icons-react/icons/IconInfoCircle';
import { __iconNode as volumeOff } from '@tabler/icons-react/icons/IconVolumeOff';
import classes from './marks.module.css';

type IconNode = typeof flame;

/** The lines of an icon as one path: each of its own begins at an absolute place. */
function onePath(node: IconNode): string {
  return node.map(([, { d }]) => d ?? '').join('');
}

const paths = {
  alertOctagon: onePath(alertOctagon),
  alertTriangle: onePath(alertTriangle),
  bellRinging: onePath(bellRinging),
  circleDashed: onePath(circleDashed),
  clock: onePath(clock),
  clockPause: onePath(clockPause),
  eyeOff: onePath(eyeOff),
  flame: onePath(flame),
  infoCircle: onePath(infoCircle),
  volumeOff: onePath(volumeOff),
} as const;

export type GlyphName = keyof typeof paths;

/** An icon in two elements in place of ten: lists of thousands draw several in each row. */
export function Glyph({ name, size = 16 }: { readonly name: GlyphName; readonly size?: number }) {
  return (
    <svg className={classes['glyph']} viewBox="0 0 24 24" width={size} height={size} aria-hidden>
      <path d={paths[name]} />
    </svg>
  );
}
