import { Button } from '@mantine/core';
import { IconBellRinging } from '@tabler/icons-react';
import { printAddress } from '../address/address';
import type { Instance, Rule } from '../evaluator/answers';
import ofEvaluator from '../evaluator/evaluator.module.css';
import { LabelList } from '../evaluator/LabelList';
import { countText, numberText } from '../parts/numbers';
import { useNow } from '../time/clock';
import { spanText } from '../time/spans';
import { TimeText } from '../time/TimeText';
import { KindMark } from './KindMark';
import { alertOf, byUrgency, plainValue, waited } from './rows';
import classes from './rules.module.css';

export const instancesAtFirst = 10;
const instancesMore = 200;

interface Props {
  /** With the alerts that were asked for. */
  readonly rule: Rule;
  readonly onMore: (most: number) => void;
}

/** What a rule has found, the most urgent first. */
export function Instances({ rule, onMore }: Props) {
  const shown = byUrgency(rule.alerts);
  const all = rule.alertCounts.firing + rule.alertCounts.pending;
  const more = Math.min(all - shown.length, instancesMore);
  return (
    <>
      <table className={`${ofEvaluator['cards'] ?? ''} ${classes['table'] ?? ''}`}>
        <caption className="visually-hidden">Active instances of {rule.name}</caption>
        <thead>
          <tr>
            <th scope="col">State</th>
            <th scope="col">Labels</th>
            <th scope="col">Value</th>
            <th scope="col">Since</th>
            <th scope="col">
              <span className="visually-hidden">Alert</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((instance) => (
            <tr key={JSON.stringify(instance.labels)}>
              <td data-label="State">
                <KindMark kind={instance.state === 'inactive' ? 'inactive' : instance.state} />
              </td>
              <td data-label="Labels">
                <LabelList labels={instance.labels} without={['alertname']} />
              </td>
              <td data-label="Value" className={classes['number']}>
                {plainValue(instance.value)}
              </td>
              <td data-label="Since">
                <TimeText at={instance.activeAt} as="age" />
                {instance.state === 'pending' ? <Progress instance={instance} forSeconds={rule.duration} /> : null}
                {instance.keepFiringSince === undefined ? null : (
                  <span className="quiet">
                    {' '}
                    · gone for <TimeText at={instance.keepFiringSince} as="age" isFixed />, kept firing
                  </span>
                )}
              </td>
              <td>
                {instance.state === 'firing' ? (
                  <a className={classes['alertLink']} href={printAddress(alertOf(instance))}>
                    <IconBellRinging size={16} aria-hidden /> Alert
                  </a>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {more <= 0 ? null : (
        <Button className={ofEvaluator['more'] ?? ''} size="xs" variant="default" onClick={() => onMore(shown.length + more)}>
          Show {numberText(more)} more of {countText(all, 'instance')}
        </Button>
      )}
    </>
  );
}

/** How much of its `for` has gone by; drawn every second. */
function Progress({ instance, forSeconds }: { readonly instance: Instance; readonly forSeconds: number }) {
  const now = useNow();
  const part = waited(instance, forSeconds, now);
  const left = Date.parse(instance.activeAt) + forSeconds * 1000 - now;
  const words = left > 0 ? `fires in ${spanText(left)}` : 'fires at the next evaluation';
  return (
    <span className={classes['progress']}>
      <span
        className={classes['bar']}
        role="progressbar"
        aria-label="Waited of its for"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.floor(part * 100)}
        aria-valuetext={words}
      >
        <span style={{ width: `${part * 100}%` }} />
      </span>
      <span className="quiet">{words}</span>
    </span>
  );
}
