import { IconChevronRight } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { linkTarget } from '../address/links';
import type { Target } from '../evaluator/answers';
import ofEvaluator from '../evaluator/evaluator.module.css';
import { LabelList } from '../evaluator/LabelList';
import { isNever, tookText } from '../evaluator/times';
import { visibleLine, visibleText } from '../parts/visible';
import { TimeText } from '../time/TimeText';
import { HealthMark } from './HealthMark';
import { failureMeaning } from './rows';
import classes from './targets.module.css';

/** A target in a line, what went wrong below it, and all that discovery found of it when that is opened. */
export function TargetRow({ target }: { readonly target: Target }) {
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const { scrapeUrl, lastError, lastScrape, scrapeInterval, scrapeTimeout } = target;
  const link = linkTarget(scrapeUrl);
  const meaning = lastError === '' ? undefined : failureMeaning(lastError, scrapeTimeout);
  return (
    <tbody data-health={target.health}>
      <tr>
        <th scope="row" className={classes['endpoint']}>
          {link === undefined ? (
            visibleLine(scrapeUrl)
          ) : (
            <a href={link} target="_blank" rel="noopener noreferrer">
              {visibleLine(scrapeUrl)}
            </a>
          )}
        </th>
        <td>
          <HealthMark health={target.health} />
        </td>
        <td>
          <LabelList labels={target.labels} />
          <button type="button" className={classes['open']} aria-expanded={isOpen} aria-controls={id} onClick={() => setOpen(!isOpen)}>
            <IconChevronRight size={15} aria-hidden /> Discovered labels
          </button>
          <div id={id} className={classes['discovered']} hidden={!isOpen}>
            {isOpen ? <LabelList labels={target.discoveredLabels} /> : null}
          </div>
        </td>
        <td className={classes['scraped']}>
          {isNever(lastScrape) ? (
            'not yet'
          ) : (
            <>
              <TimeText at={lastScrape} />, took {tookText(target.lastScrapeDuration)}
            </>
          )}
          {scrapeInterval === '' ? null : (
            <span className={classes['interval']}>
              every {scrapeInterval}
              {scrapeTimeout === '' || scrapeTimeout === scrapeInterval ? null : `, at most ${scrapeTimeout}`}
            </span>
          )}
        </td>
      </tr>
      {lastError === '' ? null : (
        <tr className={classes['failure']}>
          <td colSpan={4}>
            {meaning === undefined ? null : <p className={classes['meaning']}>{meaning}</p>}
            <p className={ofEvaluator['error']}>{visibleText(lastError)}</p>
          </td>
        </tr>
      )}
    </tbody>
  );
}
