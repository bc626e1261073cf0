import { LinkedText } from '../parts/LinkedText';
import { visibleLine } from '../parts/visible';
import { labelPairs } from '../matchers/matchers';
import type { Silence } from '../server/answers';
import { TimeText } from '../time/TimeText';
import { spanText } from '../time/spans';
import { Affected } from './Affected';
import { PassedBar } from './EndsIn';
import { History, useMaker } from './History';
import { Matchers } from './Matchers';
import { Part } from './Part';
import { SilenceActionsBar } from './SilenceActionsBar';
import { silenceStateMeanings, SilenceStateMark } from './SilenceStateMark';
import { hasSeveralSets } from './orders';
import { isProven, whoText } from './trail';
import type { SilenceActions } from './useSilenceActions';
import classes from './SilenceDetails.module.css';

interface Props {
  readonly silence: Silence;
  readonly may: boolean;
  readonly actions: SilenceActions;
}

export function SilenceDetails({ silence, may, actions }: Props) {
  const annotations = labelPairs(silence.annotations);
  return (
    <div className={classes['details']}>
      <p className={classes['state']}>
        <SilenceStateMark state={silence.state} />
        <span className="quiet">{silenceStateMeanings[silence.state]}</span>
      </p>
      <SilenceActionsBar silence={silence} may={may} actions={actions} />
      <Part title={hasSeveralSets(silence) ? 'Matches alerts with all of any of these sets' : 'Matches alerts with all of'}>
        <Matchers silence={silence} />
      </Part>
      <Part title="Comment">
        {silence.comment === '' ? (
          <p className="quiet">None.</p>
        ) : (
          <p className={classes['comment']}>
            <LinkedText text={silence.comment} />
          </p>
        )}
      </Part>
      <Part title="Period">
        <Period silence={silence} />
      </Part>
      <Part title="Creator">
        <Creator silence={silence} />
      </Part>
      {annotations.length === 0 ? null : (
        <Part title="Annotations">
          <dl className={classes['facts']}>
            {annotations.map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>
                  <LinkedText text={value} />
                </dd>
              </div>
            ))}
          </dl>
        </Part>
      )}
      <Affected silence={silence} />
      <Part title="History">
        <History id={silence.id} version={`${silence.updatedAt} ${silence.state}`} none="Nothing is remembered of it." />
      </Part>
      <p className={classes['id']}>
        <span className="quiet">id</span> <code>{silence.id}</code>
      </p>
    </div>
  );
}

function Period({ silence }: { readonly silence: Silence }) {
  const { startsAt, endsAt, state, updatedAt } = silence;
  return (
    <dl className={classes['facts']}>
      <Moment name={state === 'pending' ? 'Starts' : 'Started'} at={startsAt} />
      <Moment name={state === 'expired' ? 'Ended' : 'Ends'} at={endsAt} />
      <div>
        <dt>Length</dt>
        <dd>
          {spanText(Date.parse(endsAt) - Date.parse(startsAt))}
          {state === 'active' ? <PassedBar silence={silence} /> : null}
        </dd>
      </div>
      <Moment name="Last changed" at={updatedAt} />
    </dl>
  );
}

function Moment({ name, at }: { readonly name: string; readonly at: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <TimeText at={at} as="moment" />
        <span className="quiet">
          {' '}
          (<TimeText at={at} isFixed />)
        </span>
      </dd>
    </div>
  );
}

/** What the silence says of who made it, and what is proved. */
function Creator({ silence }: { readonly silence: Silence }) {
  const maker = useMaker(silence.id);
  return (
    <p className={classes['creator']}>
      {silence.createdBy === '' ? <span className="quiet">not given</span> : <span>{visibleLine(silence.createdBy)}</span>}
      {maker === undefined ? null : (
        <span className="quiet">
          {isProven(maker.by) ? 'proven' : 'not proven'}: {whoText(maker.by)}
        </span>
      )}
    </p>
  );
}
