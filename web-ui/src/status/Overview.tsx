import { allAlerts, allSilences, printAddress } from '../address/address';
import { Mark } from '../parts/Mark';
import type { Status } from '../server/answers';
import { TimeText } from '../time/TimeText';
import { Count } from './Count';
import { Facts } from './Facts';
import { Section } from './Section';
import classes from './status.module.css';

const everyAlert = printAddress({ ...allAlerts, silenced: true, inhibited: true, muted: true });

/** What runs, since when, and how much it holds. */
export function Overview({ status }: { readonly status: Status }) {
  const { counts, intake, features, revision } = status;
  const isReady = status.readiness === 'ready';
  return (
    <Section
      name="overview"
      aside={isReady ? <Mark tone="good">Ready</Mark> : <Mark tone="warning">Settling: it sends no notifications yet</Mark>}
    >
      <div className={classes['counts']}>
        <Count count={counts.alerts} what="alerts" href={everyAlert} />
        <Count count={counts.groups} what="groups" />
        <Count count={counts.silences} what="silences" href={printAddress(allSilences)} />
        <Count count={intake.received} what="alerts received" />
      </div>
      <Facts
        facts={[
          ['Version', <span className="mono">{status.version}</span>],
          ['Revision', revision === undefined || revision === 'unknown' ? undefined : <span className="mono">{revision}</span>],
          ['Speaks as', `Alertmanager ${status.compatibleVersion}`],
          [
            'Up',
            <>
              <TimeText at={status.startedAt} as="age" isFixed />, since <TimeText at={status.startedAt} as="moment" />
            </>,
          ],
          ['Last alert received', intake.lastReceivedAt === undefined ? 'none since the start' : <TimeText at={intake.lastReceivedAt} />],
          ['Features', features.length === 0 ? undefined : features.join(', ')],
        ]}
      />
    </Section>
  );
}
