import { IconChartLine, IconChevronRight } from '@tabler/icons-react';
import { useId } from 'react';
import { printAddress } from '../address/address';
import type { Evaluation, Rule } from '../evaluator/answers';
import ofEvaluator from '../evaluator/evaluator.module.css';
import { LabelList } from '../evaluator/LabelList';
import { isNever, settingText, tookText } from '../evaluator/times';
import { LinkedText } from '../parts/LinkedText';
import { countText, numberText } from '../parts/numbers';
import { visibleLine, visibleText } from '../parts/visible';
import { TimeText } from '../time/TimeText';
import { Instances } from './Instances';
import { KindMark } from './KindMark';
import { expressionOf, kindsOf } from './rows';
import classes from './rules.module.css';

interface Props {
  readonly rule: Rule;
  readonly isOpen: boolean;
  readonly toggle: () => void;
}

/** A rule: what it is in a line, and all of it when it is opened. */
export function RuleRow({ rule, isOpen, toggle }: Props) {
  const id = useId();
  const firing = rule.alerts.filter(({ state }) => state === 'firing').length;
  const pending = rule.alerts.filter(({ state }) => state === 'pending').length;
  return (
    <li className={classes['rule']} data-kind={kindsOf(rule)[0]}>
      <button type="button" className={classes['ruleLine']} aria-expanded={isOpen} aria-controls={id} onClick={toggle}>
        <IconChevronRight size={18} aria-hidden className={classes['chevron']} />
        <span className={classes['name']}>{visibleLine(rule.name)}</span>
        <span className={classes['kinds']}>
          {kindsOf(rule).map((kind) => (
            <KindMark key={kind} kind={kind} />
          ))}
        </span>
        <span className={classes['brief']}>
          {firing + pending === 0 ? null : (
            <span className={classes['counts']}>
              {[firing > 0 ? `${numberText(firing)} firing` : '', pending > 0 ? `${numberText(pending)} pending` : '']
                .filter((part) => part !== '')
                .join(', ')}
            </span>
          )}
          {isOpen ? null : <code className={classes['clipped']}>{visibleLine(rule.query)}</code>}
        </span>
      </button>
      <div id={id} className={classes['body']} hidden={!isOpen}>
        {isOpen ? <Details rule={rule} /> : null}
      </div>
    </li>
  );
}

function Details({ rule }: { readonly rule: Rule }) {
  const annotations = Object.entries(rule.annotations);
  const isRecording = rule.type === 'recording';
  return (
    <>
      {rule.lastError === undefined || rule.lastError === '' ? null : <p className={ofEvaluator['error']}>{visibleText(rule.lastError)}</p>}
      {rule.emptySelectors.length === 0 ? null : (
        <p className={classes['note']}>
          Fits no series: {rule.emptySelectors.map((selector, index) => (
            <span key={selector}>
              {index === 0 ? null : ', '}
              <code>{visibleLine(selector)}</code>
            </span>
          ))}
        </p>
      )}
      <div className={classes['expression']}>
        <pre tabIndex={0} aria-label="Expression">
          {visibleText(rule.query)}
        </pre>
        <a href={printAddress(expressionOf(rule.query))} aria-label={`Query the expression of ${rule.name}`}>
          <IconChartLine size={16} aria-hidden /> Query
        </a>
      </div>
      <dl className={classes['facts']}>
        {isRecording ? null : (
          <div>
            <dt>For</dt>
            <dd>{rule.duration === 0 ? 'fires at once' : settingText(rule.duration)}</dd>
          </div>
        )}
        {rule.keepFiringFor === 0 ? null : (
          <div>
            <dt>Keeps firing for</dt>
            <dd>{settingText(rule.keepFiringFor)}</dd>
          </div>
        )}
        <div>
          <dt>Evaluated</dt>
          <dd>
            {isNever(rule.lastEvaluation) ? (
              'not yet'
            ) : (
              <>
                <TimeText at={rule.lastEvaluation} />, took {tookText(rule.evaluationTime)}
              </>
            )}
          </dd>
        </div>
        {Object.keys(rule.labels).length === 0 ? null : (
          <div>
            <dt>Labels</dt>
            <dd>
              <LabelList labels={rule.labels} />
            </dd>
          </div>
        )}
        {annotations.map(([name, value]) => (
          <div key={name}>
            <dt>{visibleLine(name)}</dt>
            <dd className={classes['annotation']}>
              <LinkedText text={value} />
            </dd>
          </div>
        ))}
      </dl>
      {rule.evaluations.length === 0 ? null : <Evaluations rule={rule} evaluations={rule.evaluations} />}
      {isRecording || rule.alerts.length === 0 ? null : <Instances rule={rule} />}
    </>
  );
}

function Evaluations({ rule, evaluations }: { readonly rule: Rule; readonly evaluations: readonly Evaluation[] }) {
  const failed = evaluations.filter(({ error }) => error !== undefined).length;
  return (
    <details className={classes['evaluations']}>
      <summary>
        Last {countText(evaluations.length, 'evaluation')}
        {failed === 0 ? '' : `, ${numberText(failed)} failed`}
      </summary>
      <table className={classes['table']}>
        <caption className="visually-hidden">Last evaluations of {rule.name}</caption>
        <thead>
          <tr>
            <th scope="col">At</th>
            <th scope="col">Took</th>
            <th scope="col">Results</th>
            <th scope="col">Error</th>
          </tr>
        </thead>
        <tbody>
          {evaluations.map(({ at, durationSeconds, samples, error }) => (
            <tr key={at}>
              <td data-label="At">
                <TimeText at={at} />
              </td>
              <td data-label="Took">{tookText(durationSeconds)}</td>
              <td data-label="Results">{numberText(samples)}</td>
              <td data-label="Error">{error === undefined ? '–' : visibleText(error)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
