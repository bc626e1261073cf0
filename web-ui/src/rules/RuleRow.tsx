import { IconChartLine, IconChevronRight, IconLink } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { memo, useId, useRef, useState } from 'react';
import { printAddress } from '../address/address';
import { expressionOf, placeOf } from '../evaluator/addresses';
import type { Evaluation, Rule } from '../evaluator/answers';
import ofEvaluator from '../evaluator/evaluator.module.css';
import { LabelList } from '../evaluator/LabelList';
import { ruleQuery } from '../evaluator/queries';
import { isNever, settingText, tookText } from '../evaluator/times';
import { Failure } from '../parts/Failure';
import { LinkedText } from '../parts/LinkedText';
import { Loading } from '../parts/Loading';
import { countText, numberText } from '../parts/numbers';
import { useNearScreen } from '../parts/useNearScreen';
import { visibleLine, visibleText } from '../parts/visible';
import { TimeText } from '../time/TimeText';
import { Instances, instancesAtFirst } from './Instances';
import { KindMark } from './KindMark';
import { kindsOf, lineOf, type Row } from './rows';
import classes from './rules.module.css';

interface Props {
  readonly row: Row;
  readonly isOpen: boolean;
  readonly onOpen: (id: string, isOpen: boolean) => void;
}

/** A rule: what it is in a line, and all of it when it is opened. */
function OneRule({ row, isOpen, onOpen }: Props) {
  const id = useId();
  const item = useRef<HTMLLIElement>(null);
  const isNear = useNearScreen(item, isOpen);
  // Thousands are opened at once: what nobody has come to yet is not made.
  const [isSeen, setSeen] = useState(false);
  if (isNear && !isSeen) {
    setSeen(true);
  }
  const { rule } = row;
  const { firing, pending } = rule.alertCounts;
  return (
    <li ref={item} className={classes['rule']} data-kind={kindsOf(rule)[0]}>
      <button type="button" className={classes['ruleLine']} aria-expanded={isOpen} aria-controls={id} onClick={() => onOpen(row.id, !isOpen)}>
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
        {!isOpen ? null : isSeen ? <Details row={row} isAsked={isNear} /> : <div className={classes['unseen']} />}
      </div>
    </li>
  );
}

/** What the line of a rule that is not opened shows changes seldom; when it was evaluated, with every answer. */
export const RuleRow = memo(
  OneRule,
  (before, after) =>
    before.isOpen === after.isOpen &&
    before.onOpen === after.onOpen &&
    before.row.id === after.row.id &&
    (before.row.rule === after.row.rule || (!after.isOpen && lineOf(before.row.rule) === lineOf(after.row.rule))),
);

interface DetailsProps {
  readonly row: Row;
  /** Only what is looked at is asked for again and again. */
  readonly isAsked: boolean;
}

function Details({ row: { rule, place, nth }, isAsked }: DetailsProps) {
  const [most, setMost] = useState(instancesAtFirst);
  const { data, error, refetch } = useQuery({ ...ruleQuery(place, most), enabled: isAsked });
  const known = data?.filter(({ name }) => name === place.name)[nth];
  const found = rule.alertCounts.firing + rule.alertCounts.pending;
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
        <a href={printAddress(placeOf(place))} aria-label={`${rule.name} alone`} title="This rule alone, at an address of its own">
          <IconLink size={16} aria-hidden />
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
      {known === undefined || known.evaluations.length === 0 ? null : <Evaluations rule={rule} evaluations={known.evaluations} />}
      {error === null ? null : <Failure title="Its alerts and evaluations cannot be shown" error={error} retry={() => void refetch()} />}
      {known !== undefined && known.alerts.length > 0 ? (
        <Instances rule={known} onMore={setMost} />
      ) : known === undefined && error === null && found > 0 ? (
        <Loading what="its alerts" />
      ) : null}
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
      <table className={`${ofEvaluator['cards'] ?? ''} ${classes['table'] ?? ''}`}>
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
