import { LabelChip, type Pick } from '../parts/LabelChip';
import { labelPairs } from '../matchers/matchers';
import type { Labels } from '../server/answers';
import classes from './alert.module.css';
import { textsOf } from './annotations';
import { LongText } from './LongText';
import { Section } from './Section';

/** What the rule says about the alert. */
export function Annotations({ annotations }: { readonly annotations: Labels }) {
  const texts = textsOf(annotations);
  if (texts.length === 0) {
    return null;
  }
  return (
    <Section title="Annotations">
      <dl className={classes['annotations']}>
        {texts.map(([name, value]) => (
          <div key={name} data-is={name}>
            <dt>{name}</dt>
            <dd>
              <LongText text={value} />
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

interface LabelsProps {
  readonly labels: Labels;
  readonly onPick: ((name: string, value: string, pick: Pick) => void) | undefined;
}

export function AlertLabels({ labels, onPick }: LabelsProps) {
  return (
    <Section title="Labels">
      <ul className={classes['chips']}>
        {labelPairs(labels).map(([name, value]) => (
          <li key={name}>
            <LabelChip name={name} value={value} {...(onPick === undefined ? {} : { onPick })} />
          </li>
        ))}
      </ul>
    </Section>
  );
}
