import { Mark } from '../parts/Mark';
import { bytesText } from '../parts/numbers';
import type { Status } from '../server/answers';
import { TimeText } from '../time/TimeText';
import { Facts } from './Facts';
import { Section } from './Section';

const marks = {
  ok: <Mark tone="good">Works</Mark>,
  degraded: <Mark tone="bad">Nothing can be stored</Mark>,
  memory: <Mark tone="warning">In memory only</Mark>,
};

const meanings = {
  ok: 'Alerts, silences, how far rules are and what was notified outlive a restart and a crash.',
  degraded: 'Alerts are taken and notified from memory. Silences cannot be set or changed. A restart forgets what is new since then, and how long rules have waited.',
  memory: 'The server was started with an empty --storage.path: a restart forgets everything.',
};

/** Whether what must not be lost is on the disk. */
export function StoragePart({ storage }: { readonly storage: Status['storage'] }) {
  const { state, path, bytes, error, since } = storage;
  return (
    <Section name="storage" aside={marks[state]}>
      <p>{meanings[state]}</p>
      <Facts
        facts={[
          ['Error', error === undefined ? undefined : <span className="mono">{error}</span>],
          ['Since', since === undefined ? undefined : <TimeText at={since} />],
          ['Path', path === undefined ? undefined : <span className="mono">{path}</span>],
          ['Size', bytes === undefined ? undefined : bytesText(bytes)],
        ]}
      />
    </Section>
  );
}
