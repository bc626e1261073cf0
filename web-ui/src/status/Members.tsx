import { useQuery } from '@tanstack/react-query';
import { Failure } from '../parts/Failure';
import { Loading } from '../parts/Loading';
import { Mark, type Tone } from '../parts/Mark';
import { countText, numberText } from '../parts/numbers';
import type { Cluster, ClusterMember } from '../server/answers';
import { clusterQuery } from '../server/queries';
import { spanText } from '../time/spans';
import { TimeText } from '../time/TimeText';
import { Section } from './Section';
import classes from './status.module.css';

const states: Readonly<Record<string, { readonly tone: Tone; readonly word: string; readonly meaning: string }>> = {
  ranked: { tone: 'good', word: 'Takes turns', meaning: 'It sends its share of the notifications' },
  joining: { tone: 'mended', word: 'Joining', meaning: 'It does not know yet what the others know, and takes no turns' },
  leaving: { tone: 'quiet', word: 'Leaving', meaning: 'It is being stopped' },
  silent: { tone: 'warning', word: 'Silent', meaning: 'It has not answered for a while' },
  failed: { tone: 'bad', word: 'Failed', meaning: 'It was there, and is gone' },
};

/** A clock this far off may confuse people who compare times. */
const clockOffMillis = 1_000;

function offsetText(millis: number): string {
  const size = Math.abs(millis) < 1_000 ? `${Math.abs(millis)} ms` : spanText(Math.abs(millis));
  return millis === 0 ? 'the same' : `${size} ${millis > 0 ? 'ahead' : 'behind'}`;
}

function Differing({ children, isOther }: { readonly children: string; readonly isOther: boolean }) {
  return (
    <>
      <span className="mono">{children}</span>
      {isOther ? (
        <>
          {' '}
          <Mark tone="warning">differs</Mark>
        </>
      ) : null}
    </>
  );
}

function Row({ member, self }: { readonly member: ClusterMember; readonly self: ClusterMember | undefined }) {
  const state = states[member.state] ?? { tone: 'quiet', word: member.state, meaning: '' };
  const { version = '', configHash = 0, lastHeard } = member;
  // What was known of a member that is gone says nothing now.
  const isGone = member.state === 'failed';
  const clockOffsetMillis = isGone ? undefined : member.clockOffsetMillis;
  const queued = isGone ? undefined : member.queued;
  return (
    <tr>
      <th scope="row" data-label="Member">
        <span className={classes['memberName']}>{member.name}</span>
        {member.self ? <span className="quiet"> (this one)</span> : null}
        <span className={classes['memberAddress']}>{member.address}</span>
      </th>
      <td data-label="State" title={state.meaning}>
        <Mark tone={state.tone}>{state.word}</Mark>
      </td>
      <td data-label="Version">
        {version === '' ? '–' : <Differing isOther={self?.version !== undefined && self.version !== version}>{version}</Differing>}
      </td>
      <td data-label="Configuration">
        {configHash === 0 ? (
          'not known'
        ) : (
          <Differing isOther={self?.configHash !== undefined && self.configHash !== configHash}>{String(configHash)}</Differing>
        )}
      </td>
      <td data-label="Clock">
        {member.self || clockOffsetMillis === undefined ? (
          '–'
        ) : Math.abs(clockOffsetMillis) >= clockOffMillis ? (
          <Mark tone="warning">{offsetText(clockOffsetMillis)}</Mark>
        ) : (
          offsetText(clockOffsetMillis)
        )}
      </td>
      <td data-label="Queued">{member.self || queued === undefined ? '–' : numberText(queued)}</td>
      <td data-label="Last heard">{member.self || lastHeard === undefined ? '–' : <TimeText at={lastHeard} />}</td>
    </tr>
  );
}

function Known({ cluster }: { readonly cluster: Cluster }) {
  const { members, warnings, secret, status } = cluster;
  if (status === 'disabled') {
    return (
      <p className="quiet">
        This server runs alone: it was started without <code>--cluster.listen-address</code> and <code>--cluster.peer</code>.
      </p>
    );
  }
  const self = members.find((member) => member.self);
  return (
    <>
      <p>
        {countText(members.length, 'member')}.{' '}
        {secret
          ? 'What they say to one another is encrypted and authenticated.'
          : 'What they say to one another is not encrypted (--cluster.secret-file).'}
      </p>
      {warnings.length === 0 ? null : (
        <ul className={classes['clusterWarnings']}>
          {warnings.map((warning) => (
            <li key={warning}>
              <Mark tone="warning">{warning}</Mark>
            </li>
          ))}
        </ul>
      )}
      <table className={classes['table']}>
        <caption className="visually-hidden">The members of the cluster, as this one sees them</caption>
        <thead>
          <tr>
            <th scope="col">Member</th>
            <th scope="col">State</th>
            <th scope="col">Version</th>
            <th scope="col">Configuration</th>
            <th scope="col">Clock</th>
            <th scope="col">Queued</th>
            <th scope="col">Last heard</th>
          </tr>
        </thead>
        <tbody>
          {members.map((member) => (
            <Row key={member.name} member={member} self={self} />
          ))}
        </tbody>
      </table>
    </>
  );
}

/** The members, as the one that was asked sees them. */
export function Members() {
  const { data, error, refetch } = useQuery(clusterQuery());
  return (
    <Section
      name="cluster"
      aside={
        data === undefined || data.status === 'disabled' ? null : data.status === 'ready' ? (
          <Mark tone="good">Ready</Mark>
        ) : (
          <Mark tone="warning">{data.status}</Mark>
        )
      }
    >
      {error !== null ? <Failure title="The cluster cannot be shown" error={error} retry={() => void refetch()} /> : null}
      {data === undefined ? error === null ? <Loading what="the cluster" /> : null : <Known cluster={data} />}
    </Section>
  );
}
