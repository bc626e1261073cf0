import { allRules, allTargets, printAddress } from '../address/address';
import { Mark } from '../parts/Mark';
import { countText } from '../parts/numbers';
import type { EvaluatorCondition } from '../server/answers';
import { Count } from './Count';
import { Facts } from './Facts';
import { evaluatorTroubles, seriesLimit } from './health';
import { LimitMeter } from './Limits';
import { Section } from './Section';
import classes from './status.module.css';

const targets = printAddress(allTargets);
const down = printAddress({ ...allTargets, health: ['down'] });
const rules = printAddress(allRules);
const failing = printAddress({ ...allRules, kind: ['failing'] });
const withoutSeries = printAddress({ ...allRules, kind: ['empty'] });

/** How scrapes and rules fare, and the ways to those that need somebody. */
export function EvaluatorPart({ evaluator }: { readonly evaluator: EvaluatorCondition }) {
  const troubles = evaluatorTroubles(evaluator);
  const has = (name: string) => troubles.find((each) => each.name === name)?.trouble;
  const [worst] = troubles;
  return (
    <Section
      name="evaluator"
      aside={worst === undefined ? <Mark tone="good">Works</Mark> : <Mark tone={worst.trouble}>{troubles.map(({ said }) => said).join(', ')}</Mark>}
    >
      <div className={classes['counts']}>
        <Count count={evaluator.targets.all} what="targets" href={targets} />
        <Count count={evaluator.targets.down} what="down" href={down} trouble={has('targets')} />
        <Count count={evaluator.rules.all} what="rules" href={rules} />
        <Count count={evaluator.rules.failing} what="failing" href={failing} trouble={has('rules')} />
        <Count count={evaluator.rules.withoutSeries} what="without series" href={withoutSeries} />
      </div>
      {has('series') === undefined ? null : (
        <p>
          When the store is full, scrapes and rules that would make new series fail: what they would tell of is not known then. Give the server more
          memory and a higher <code>--evaluator.series-max</code>, or scrape less.
        </p>
      )}
      {evaluator.rules.withoutSeries === 0 ? null : (
        <p className="quiet">
          {countText(evaluator.rules.withoutSeries, 'rule names', 'rules name')} series that nothing has: a name may be misspelt, or what has them is not
          scraped. Rules about what seldom happens are among them, too.
        </p>
      )}
      <Facts facts={[['File', <span className="mono">{evaluator.file}</span>]]} />
      <ul className={classes['limits']}>
        <LimitMeter limit={seriesLimit(evaluator)} />
      </ul>
    </Section>
  );
}
