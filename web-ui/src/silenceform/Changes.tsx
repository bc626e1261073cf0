import { usePreferences } from '../app/preferences';
import { MatcherChip } from '../parts/MatcherChip';
import { momentText } from '../time/moments';
import type { Silence } from '../server/answers';
import { differenceOf, isNothing, type Wanted } from './diff';
import classes from './SilenceForm.module.css';

interface Props {
  readonly known: Silence;
  readonly wanted: Wanted;
  readonly now: number;
}

/** What sending the form changes of the silence. */
export function Changes({ known, wanted, now }: Props) {
  const { zone } = usePreferences();
  const difference = differenceOf(known, wanted, now);
  const moment = (millis: number): string => momentText(millis, zone);
  return (
    <section className={classes['changes']} aria-labelledby="changes-title">
      <h2 id="changes-title" className={classes['changesTitle']}>
        What changes
      </h2>
      {isNothing(difference) ? <p className="quiet">Nothing yet.</p> : null}
      <ul className={classes['differences']}>
        {difference.removed.map((matcher, index) => (
          <li key={`-${index}`}>
            <span className={classes['minus']}>− without</span> <MatcherChip matcher={matcher} />
          </li>
        ))}
        {difference.added.map((matcher, index) => (
          <li key={`+${index}`}>
            <span className={classes['plus']}>+ with</span> <MatcherChip matcher={matcher} />
          </li>
        ))}
        {difference.isReordered ? <li>The matchers are in another order.</li> : null}
        {difference.start ? <Move what="Start" from={moment(Date.parse(known.startsAt))} to={moment(wanted.start)} /> : null}
        {difference.end ? <Move what="End" from={moment(Date.parse(known.endsAt))} to={moment(wanted.end)} /> : null}
        {difference.createdBy ? <Move what="Creator" from={known.createdBy} to={wanted.createdBy} /> : null}
        {difference.comment ? <Move what="Comment" from={known.comment} to={wanted.comment} /> : null}
        {difference.annotations.map(({ name, from = '', to = '' }) => (
          <Move key={name} what={`Annotation ${name}`} from={from} to={to} />
        ))}
      </ul>
      {isNothing(difference) ? null : (
        <p className={classes['idNote']}>
          {difference.keepsId
            ? 'The silence keeps its id.'
            : 'This one ends, and another one with a new id takes its place without a gap: the server keeps the id only if the matchers and the start stay.'}
        </p>
      )}
    </section>
  );
}

function Move({ what, from, to }: { readonly what: string; readonly from: string; readonly to: string }) {
  return (
    <li>
      {what}: <del>{from === '' ? 'nothing' : from}</del> → <ins>{to === '' ? 'nothing' : to}</ins>
    </li>
  );
}
