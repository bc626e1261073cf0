import { LinkedText } from '../parts/LinkedText';
import { LabelChip } from '../parts/LabelChip';
import { MatcherChip } from '../parts/MatcherChip';
import type { Labels } from '../server/answers';
import classes from './alert.module.css';
import type { Mute } from './explanation';
import { muteText, ruleText, type KnownSilences, type Told } from './outlook';
import { ago, clock, say, silenceLink, strong } from './said';
import { Said } from './Said';

function SilenceFacts({ id, silences, then }: { readonly id: string; readonly silences: KnownSilences; readonly then: boolean }) {
  const silence = silences.get(id);
  if (silence === undefined) {
    return (
      <li>
        <Said sentence={say`${then ? 'Then silenced' : 'Silenced'} by ${silenceLink(id, id)}`} />
      </li>
    );
  }
  return (
    <li>
      <Said
        sentence={say`${then ? 'Then silenced' : 'Silenced'} by ${strong(silence.createdBy)} until ${clock(silence.endsAt)} (${ago(silence.endsAt)}), ${silenceLink(id, id.slice(0, 8))}`}
      />
      {silence.comment === '' ? null : (
        <blockquote className={classes['comment']}>
          <LinkedText text={silence.comment} />
        </blockquote>
      )}
      <span className={classes['chips']}>
        {silence.matchers.map((each) => (
          <MatcherChip key={each.text} matcher={each} />
        ))}
      </span>
    </li>
  );
}

/** The labels that must be the same on both alerts for the one to inhibit the other. */
function EqualLabels({ names, labels }: { readonly names: readonly string[]; readonly labels: Labels }) {
  return names.length === 0 ? null : (
    <p className={classes['muteLine']}>
      Both have{' '}
      {names.map((name) => (
        <LabelChip key={name} name={name} value={labels[name] ?? ''} />
      ))}
    </p>
  );
}

function MuteFacts({ mute, told: { silences } }: { readonly mute: Mute; readonly told: Told }) {
  switch (mute.reason) {
    case 'silence':
      return (
        <ul className={classes['muteFacts']}>
          {mute.silences.map((id) => (
            <SilenceFacts key={id} id={id} silences={silences} then={false} />
          ))}
          {mute.silencesLeftOut === undefined ? null : <li>and {mute.silencesLeftOut} more</li>}
          {mute.successors.map((id) => (
            <SilenceFacts key={id} id={id} silences={silences} then />
          ))}
        </ul>
      );
    case 'inhibition':
      return (
        <>
          <p className={classes['muteLine']}>
            By the rule <code className={classes['code']}>{ruleText(mute)}</code>
            {mute.until === undefined ? null : <Said sentence={say`. It is free again when that alert is resolved; it fires until ${clock(mute.until)} unless it is posted again.`} />}
          </p>
          <EqualLabels names={mute.equal} labels={mute.sourceLabels} />
        </>
      );
    default:
      return (
        <p className={classes['muteLine']}>
          {mute.until === undefined ? 'No end of that is in sight.' : <Said sentence={say`It is told ${ago(mute.until)}, if it still fires then.`} />}
          {mute.locations.length === 0 ? null : ` By the clocks of ${mute.locations.join(', ')}.`}
        </p>
      );
  }
}

interface Props {
  readonly mutes: readonly Mute[];
  readonly told: Told;
}

/** What keeps the alert back, with whom to ask about it. */
export function Mutes({ mutes, told }: Props) {
  return mutes.map((mute, index) => (
    <div key={index} className={classes['mute']}>
      {mute.reason === 'silence' ? null : (
        <p className={classes['muteTitle']}>
          <Said sentence={say`It is ${muteText(mute, told)}.`} />
        </p>
      )}
      <MuteFacts mute={mute} told={told} />
    </div>
  ));
}
