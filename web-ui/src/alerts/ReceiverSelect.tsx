import { IconMail, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { statusQuery } from '../server/queries';
import { receiverName } from './receivers';
import { receiverPattern } from './selection';
import classes from './Toolbar.module.css';

interface Props {
  /** A regular expression; empty for all. */
  readonly receiver: string;
  readonly onReceiver: (receiver: string) => void;
}

/** Shows that only one receiver's alerts are shown, and takes that back. */
export function ReceiverChip({ receiver, onReceiver }: Props) {
  const text = receiverName(receiver) ?? receiver;
  return receiver === '' ? null : (
    <span className={classes['tag']} title={`Receiver ${text}`}>
      <IconMail size={15} aria-hidden />
      <span className="visually-hidden">Receiver</span> {text}
      <button type="button" className={classes['remove']} aria-label={`Remove the receiver ${text}`} onClick={() => onReceiver('')}>
        <IconX size={14} aria-hidden />
      </button>
    </span>
  );
}

/** Alerts of one receiver only, or of all. */
export function ReceiverSelect({ receiver, onReceiver }: Props) {
  const { data } = useQuery(statusQuery());
  const names = (data?.receivers ?? []).map((each) => each.name);
  const chosen = receiver === '' ? '' : (receiverName(receiver) ?? receiver);
  const options = chosen === '' || names.includes(chosen) ? names : [chosen, ...names];
  return (
    <select
      className={classes['select']}
      aria-label="Receiver"
      value={chosen}
      onChange={(event) => {
        const name = event.currentTarget.value;
        onReceiver(name === '' ? '' : name === chosen ? receiver : receiverPattern(name));
      }}
    >
      <option value="">All receivers</option>
      {options.map((name) => (
        <option key={name} value={name}>
          {name}
        </option>
      ))}
    </select>
  );
}
