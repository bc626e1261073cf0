import { allAlerts, printAddress } from '../address/address';
import { equal, labelPairs, matchersText, regexQuoted } from '../matchers/matchers';
import { LabelChip } from '../parts/LabelChip';
import { ToneIcon } from './Answer';
import classes from './alert.module.css';
import { pathTo, routeText, routeTextOfId, type Destination, type Timing, type Visit } from './explanation';
import { Mutes } from './Mutes';
import { integrationName, integrationOutlook, kindOf, kindTones, kindWords, turnText, type Told } from './outlook';
import { ago, due, say } from './said';
import { Said } from './Said';

function Integrations({ destination }: { readonly destination: Destination }) {
  const { integrations, group } = destination;
  if (group === undefined) {
    return <p className={classes['muteLine']}>There is no such group now.</p>;
  }
  return integrations.length === 0 ? (
    <p className={classes['muteLine']}>The receiver has no integrations: whatever comes to it is dropped.</p>
  ) : (
    <ul className={classes['integrations']}>
      {integrations.map((one) => {
        const { tone, sentence } = integrationOutlook(one, destination);
        return (
          <li key={`${one.integration}/${one.index}`}>
            <ToneIcon tone={tone} size={16} />
            <span>
              <span className={classes['integration']}>{integrationName(one, integrations)}</span> <Said sentence={sentence} />
            </span>
          </li>
        );
      })}
    </ul>
  );
}

/** Every alert of the group, whatever keeps it back. */
function groupHref({ receiver, groupLabels }: Destination): string {
  return printAddress({
    ...allAlerts,
    filter: matchersText(labelPairs(groupLabels).map(([name, value]) => equal(name, value))),
    receiver: regexQuoted(receiver),
    silenced: true,
    inhibited: true,
    muted: true,
  });
}

function GroupLine({ destination }: { readonly destination: Destination }) {
  const { group } = destination;
  if (group === undefined) {
    return null;
  }
  const last = group.lastFlush === undefined ? say`, not flushed yet` : say`, last flushed ${ago(group.lastFlush)}`;
  const next = group.nextFlush === undefined ? say`` : group.flushing ? say`, being flushed right now` : say`, next flush ${due(group.nextFlush)}`;
  return (
    <>
      <p className={classes['muteLine']}>
        <a href={groupHref(destination)}>{group.alerts === 1 ? '1 alert' : `${group.alerts} alerts`}</a>
        <Said sentence={say`${group.member ? '' : ', this one no longer among them'}${last}${next}.`} />
      </p>
      {group.turn === undefined ? null : (
        <p className={classes['muteLine']}>
          <Said sentence={turnText(group.turn)} />
        </p>
      )}
    </>
  );
}

function originText({ origin }: Timing, own: string, path: readonly Visit[]): string {
  if (origin === 'default') {
    return 'the default';
  } else if (origin === own) {
    return 'set on this route';
  }
  const visit = path.find((each) => each.id === origin);
  const text = visit === undefined ? routeTextOfId(origin, '') : routeText(visit);
  return path[0]?.id === origin ? 'from the top route' : `from the route of ${text}`;
}

interface Props {
  readonly destination: Destination;
  readonly state: string;
  readonly root: Visit | undefined;
  readonly told: Told;
}

function Facts({ destination, root }: Pick<Props, 'destination' | 'root'>) {
  const path = root === undefined ? [] : pathTo(root, destination.route);
  const labels = labelPairs(destination.groupLabels);
  const timings = [
    ['group_wait', destination.groupWait],
    ['group_interval', destination.groupInterval],
    ['repeat_interval', destination.repeatInterval],
  ] as const;
  return (
    <dl className={classes['facts']}>
      <dt>Group</dt>
      <dd>
        {labels.length === 0 ? (
          <span className="quiet">all alerts of the route together</span>
        ) : (
          <span className={classes['chips']}>
            {labels.map(([name, value]) => (
              <LabelChip key={name} name={name} value={value} />
            ))}
          </span>
        )}
        <GroupLine destination={destination} />
      </dd>
      {path.length === 0 ? null : (
        <>
          <dt>Route</dt>
          <dd>
            <ol className={classes['path']}>
              {path.map((visit) => (
                <li key={visit.id}>
                  <code className={classes['code']}>{routeText(visit)}</code>
                </li>
              ))}
            </ol>
          </dd>
        </>
      )}
      {timings.map(([name, timing]) =>
        timing === undefined ? null : (
          <div key={name} className={classes['factRow']}>
            <dt>{name}</dt>
            <dd>
              {timing.value} <span className="quiet">{originText(timing, destination.route, path)}</span>
            </dd>
          </div>
        ),
      )}
    </dl>
  );
}

/** One route that takes the alert: who is told, or what keeps it back, and by which settings. */
export function DestinationCard({ destination, state, root, told }: Props) {
  const kind = kindOf(destination, state);
  const tone = kindTones[kind];
  return (
    <li className={classes['card']} data-tone={tone}>
      <div className={classes['cardLine']}>
        <h4 className={classes['receiver']}>{destination.receiver}</h4>
        <span className={classes['badge']} data-tone={tone}>
          <ToneIcon tone={tone} size={15} />
          {kindWords[kind]}
        </span>
      </div>
      <Mutes mutes={destination.mutes} told={told} />
      {kind === 'kept' ? null : <Integrations destination={destination} />}
      <details className={classes['fold']}>
        <summary>Group, route and timing</summary>
        {kind === 'kept' ? <Integrations destination={destination} /> : null}
        <Facts destination={destination} root={root} />
      </details>
    </li>
  );
}
