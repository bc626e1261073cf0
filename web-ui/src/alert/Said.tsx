import { Fragment } from 'react';
import { allAlerts, allSilences, printAddress } from '../address/address';
import { useAddress } from '../address/useAddress';
import { usePreferences } from '../app/preferences';
import { LinkedText } from '../parts/LinkedText';
import { visibleText } from '../parts/visible';
import { useNow } from '../time/clock';
import { momentText, shortMomentText } from '../time/moments';
import { roughSpanText } from '../time/spans';
import classes from './alert.module.css';
import type { Part, Sentence } from './said';

function ClockText({ at }: { readonly at: string }) {
  const { zone } = usePreferences();
  const now = useNow();
  const millis = Date.parse(at);
  return Number.isNaN(millis) ? (
    <span>{at}</span>
  ) : (
    <time dateTime={at} title={momentText(millis, zone)}>
      {shortMomentText(millis, now, zone)}
    </time>
  );
}

/** How long ago or ahead; `isDue` for what has not been heard of yet though its time has come. */
function SpanText({ at, isDue }: { readonly at: string; readonly isDue: boolean }) {
  const { zone } = usePreferences();
  const now = useNow();
  const millis = Date.parse(at);
  const text =
    millis >= now + (isDue ? 1_000 : 1) ? `in ${roughSpanText(millis - now)}` : isDue ? 'any moment' : `${roughSpanText(now - millis)} ago`;
  return Number.isNaN(millis) ? (
    <span>{at}</span>
  ) : (
    <time dateTime={at} title={momentText(millis, zone)}>
      {text}
    </time>
  );
}

/** The address of another alert's details, over the list that is shown now. */
function AlertLink({ fingerprint, text }: { readonly fingerprint: string; readonly text: string }) {
  const address = useAddress();
  const list = address.screen === 'alerts' ? address : allAlerts;
  return <a href={printAddress({ ...list, open: fingerprint })}>{text}</a>;
}

function Piece({ part }: { readonly part: Part }) {
  switch (part.kind) {
    case 'text':
      return visibleText(part.text);
    case 'strong':
      return <strong className={classes['name']}>{visibleText(part.text)}</strong>;
    case 'code':
      return <code className={classes['code']}>{visibleText(part.text)}</code>;
    case 'free':
      return <LinkedText text={part.text} />;
    case 'moment':
      return part.as === 'clock' ? <ClockText at={part.at} /> : <SpanText at={part.at} isDue={part.as === 'due'} />;
    case 'silence':
      return <a href={printAddress({ ...allSilences, open: part.id })}>{part.text}</a>;
    case 'alert':
      return <AlertLink fingerprint={part.fingerprint} text={part.text} />;
  }
}

/** Draws a {@link Sentence}. */
export function Said({ sentence }: { readonly sentence: Sentence }) {
  return sentence.map((part, index) => (
    <Fragment key={index}>
      <Piece part={part} />
    </Fragment>
  ));
}
