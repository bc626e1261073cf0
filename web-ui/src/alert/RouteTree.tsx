import { IconArrowDown, IconCheck, IconMinus, IconX } from '@tabler/icons-react';
import classes from './alert.module.css';
import { routeText, routeTextOfId, type MatcherVerdict, type Visit } from './explanation';
import { failingText } from './outlook';
import { Said } from './Said';

const words: Readonly<Record<string, string>> = { taken: 'takes it', delegated: 'a route below takes it', refused: 'does not match' };

function VerdictIcon({ verdict }: { readonly verdict: string }) {
  const Shape = verdict === 'taken' ? IconCheck : verdict === 'delegated' ? IconArrowDown : IconX;
  return <Shape size={16} className={classes['routeIcon']} aria-hidden />;
}

/** A matcher that failed says why. */
function MatcherLine({ verdict }: { readonly verdict: MatcherVerdict }) {
  return (
    <li className={classes['matcherLine']} data-holds={verdict.holds}>
      {verdict.holds ? <IconCheck size={13} aria-hidden /> : <IconX size={13} aria-hidden />}
      <span>
        {verdict.holds ? (
          <>
            <code className={classes['code']}>{verdict.matcher}</code> matches
          </>
        ) : (
          <Said sentence={failingText(verdict)} />
        )}
      </span>
    </li>
  );
}

function Route({ visit }: { readonly visit: Visit }) {
  const isRefused = visit.verdict === 'refused';
  return (
    <li>
      <div className={classes['route']} data-verdict={visit.verdict}>
        <VerdictIcon verdict={visit.verdict} />
        <span>
          <code className={classes['code']}>{routeText(visit)}</code> <span className="quiet">to</span>{' '}
          <strong className={classes['name']}>{visit.receiver}</strong>{' '}
          <span className="quiet">
            {words[visit.verdict] ?? visit.verdict}
            {visit.continues && !isRefused ? ', and goes on to the next (continue)' : ''}
          </span>
        </span>
      </div>
      {isRefused || visit.verdict === 'taken' ? (
        <ul className={classes['matcherLines']}>
          {visit.matchers.map((each) => (
            <MatcherLine key={each.matcher} verdict={each} />
          ))}
        </ul>
      ) : null}
      {visit.children.length === 0 ? null : <Routes visits={visit.children} parent={visit.id} />}
    </li>
  );
}

/** Siblings in their order; behind the one that ended the search, those that were not asked. */
function Routes({ visits, parent }: { readonly visits: readonly Visit[]; readonly parent: string }) {
  return (
    <ul className={classes['routes']}>
      {visits.map((visit) => [
        <Route key={visit.id} visit={visit} />,
        ...visit.notAsked.map((id) => (
          <li key={id}>
            <div className={classes['route']} data-verdict="not_asked">
              <IconMinus size={16} className={classes['routeIcon']} aria-hidden />
              <span>
                <code className={classes['code']}>{routeTextOfId(id, parent)}</code>{' '}
                <span className="quiet">not asked: the one above took it and does not say continue</span>
              </span>
            </div>
          </li>
        )),
      ])}
    </ul>
  );
}

interface Props {
  readonly root: Visit;
  readonly leftOut: number;
}

/** Every route that was asked, and what it said. */
export function RouteTree({ root, leftOut }: Props) {
  return (
    <details className={classes['fold']}>
      <summary>All routes, and how each decided</summary>
      <div className={classes['tree']}>
        <Routes visits={[root]} parent="" />
        {leftOut === 0 ? null : <p className="quiet">and {leftOut} more</p>}
      </div>
    </details>
  );
}
