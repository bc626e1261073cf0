import { IconAlertTriangle, IconCircleCheck, IconDatabaseExport, IconFlame, IconHourglass, IconZoomQuestion, type Icon } from '@tabler/icons-react';
import type { RuleKind } from '../address/address';
import classes from './rules.module.css';

const looks: Readonly<Record<RuleKind, { readonly icon: Icon; readonly word: string }>> = {
  firing: { icon: IconFlame, word: 'Firing' },
  pending: { icon: IconHourglass, word: 'Pending' },
  inactive: { icon: IconCircleCheck, word: 'Inactive' },
  recording: { icon: IconDatabaseExport, word: 'Recording' },
  failing: { icon: IconAlertTriangle, word: 'Failing' },
  empty: { icon: IconZoomQuestion, word: 'No series' },
};

export const kindMeanings: Readonly<Record<RuleKind, string>> = {
  firing: 'What it looks for is there, and alerts are sent',
  pending: 'What it looks for is there, but not for long enough yet',
  inactive: 'What it looks for is not there',
  recording: 'It records the answer of its expression as new series',
  failing: 'It could not be evaluated when it was last tried',
  empty: 'A selector of its expression fits no series: a name may be misspelt, or nothing is scraped that has it',
};

/** What a rule is: icon, word and colour. */
export function KindMark({ kind }: { readonly kind: RuleKind }) {
  const { icon: Shape, word } = looks[kind];
  return (
    <span className={classes['kind']} data-kind={kind} title={kindMeanings[kind]}>
      <Shape size={16} aria-hidden />
      {word}
    </span>
  );
}
