import { IconRouteOff } from '@tabler/icons-react';
import classes from './alert.module.css';
import { DestinationCard } from './DestinationCard';
import type { Explanation } from './explanation';
import { nearMissText, type KnownSilences } from './outlook';
import { RouteTree } from './RouteTree';
import { Said } from './Said';
import { Section } from './Section';

interface Props {
  readonly explanation: Explanation;
  readonly silences: KnownSilences;
}

/** Receivers that somebody may have expected. */
function NearMisses({ explanation: { nearMisses, routes } }: Pick<Props, 'explanation'>) {
  return nearMisses.length === 0 ? null : (
    <ul className={classes['misses']}>
      {nearMisses.map((miss) => (
        <li key={miss.route}>
          <IconRouteOff size={16} className={classes['routeIcon']} aria-hidden />
          <span>
            Not sent to <strong className={classes['name']}>{miss.receiver}</strong>: <Said sentence={nearMissText(miss, routes)} />
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Where the alert goes, and why; or why not. */
export function Why({ explanation, silences }: Props) {
  const { destinations, destinationsLeftOut, routes, routesLeftOut, state } = explanation;
  const told = { silences, labels: explanation.labels };
  return (
    <Section title="Why?">
      <ul className={classes['cards']}>
        {destinations.map((destination) => (
          <DestinationCard key={destination.groupKey} destination={destination} state={state} root={routes} told={told} />
        ))}
      </ul>
      {destinationsLeftOut === 0 ? null : <p className="quiet">and {destinationsLeftOut} more routes take it</p>}
      <NearMisses explanation={explanation} />
      {routes === undefined ? null : <RouteTree root={routes} leftOut={routesLeftOut} />}
    </Section>
  );
}
