import { IconChevronRight, IconMail } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { memo, useMemo } from 'react';
import { labelPairs } from '../matchers/matchers';
import { LabelChip } from '../parts/LabelChip';
import { LinkedText } from '../parts/LinkedText';
import { SeverityMark } from '../parts/SeverityMark';
import { StateMark } from '../parts/StateMark';
import { toneOf } from '../parts/severity';
import type { AlertGroup } from '../server/answers';
import type { AlertSelection } from '../server/queries';
import { AlertRow } from './AlertRow';
import { shareOf, type Chosen } from './chosen';
import { Countdown } from './Countdown';
import classes from './GroupCard.module.css';
import { useListActions, useStop, type Stop } from './listing';
import { firstInCard } from './asked';
import { allInCard, membersQuery, mostInCard } from './members';
import { countText, numberText } from '../parts/numbers';
import { NewMark } from './NewMark';
import { commonState, countedStates, groupTitle, summaryOf } from './rows';
import rowClasses from './Rows.module.css';
import { SelectBox } from './SelectBox';
import { SilenceLink } from './SilenceLink';
import { silenceOfGroup } from './silencing';

export interface GroupCardProps {
  readonly id: string;
  readonly group: AlertGroup;
  /** What the list is narrowed to, and by which labels the page asked to group. */
  readonly selection: AlertSelection;
  readonly by: readonly string[];
  readonly isExpanded: boolean;
  /** How many of its alerts are wanted. */
  readonly wanted: number;
  readonly chosen: Chosen;
  /** The stop of the keys, if it is in this card. */
  readonly current: string | undefined;
  /** The group in the table, with all of its alerts; undefined while it is not known what the filter means, which it has to have, too. */
  readonly tableHref: ((group: AlertGroup) => string) | undefined;
  readonly onFold: (id: string, isExpanded: boolean) => void;
  readonly onWanted: (id: string, wanted: number) => void;
}

const noAnnotations = {};

function Head({ id, group, isExpanded, chosen, onFold }: Pick<GroupCardProps, 'id' | 'group' | 'isExpanded' | 'chosen' | 'onFold'>) {
  const { pick, toggle } = useListActions();
  const title = groupTitle(group);
  const share = shareOf(chosen, id, group);
  const stop = useMemo((): Stop => ({ kind: 'group', key: id, group }), [id, group]);
  useStop(stop);
  // Without an alertname the title has them all.
  const named = Object.hasOwn(group.labels, 'alertname')
    ? labelPairs(group.labels).filter(([name, value]) => value !== '' && name !== 'alertname' && name !== 'severity')
    : [];
  return (
    <div className={classes['head']} data-row>
      <SelectBox
        label={`Select the group ${title}`}
        isChecked={share === 'all'}
        isPartly={share === 'some'}
        tabIndex={0}
        onToggle={(isRange) => toggle(stop, isRange)}
      />
      <h2 className={classes['heading']}>
        <button
          type="button"
          className={classes['fold']}
          aria-expanded={isExpanded}
          data-stop={id}
          onClick={() => onFold(id, !isExpanded)}
        >
          <IconChevronRight size={16} aria-hidden className={classes['chevron']} />
          <SeverityMark severity={group.severity} isIconOnly />
          <span className={classes['title']}>{title}</span>
        </button>
      </h2>
      {isExpanded && group.total === 1 ? null : <NewMark at={group.startsAt} />}
      <div className={classes['labels']}>
        {named.map(([name, value]) => (
          <LabelChip key={name} name={name} value={value} onPick={pick} isClamped />
        ))}
      </div>
      <div className={classes['facts']}>
        {countedStates(group.states).map(([state, count]) => (
          <span key={state} className={classes['count']}>
            <StateMark state={state} isIconOnly />
            {numberText(count)}
          </span>
        ))}
        {group.receiver === undefined ? null : (
          <span className={classes['fact']} title="The receiver that is notified">
            <IconMail size={15} aria-hidden />
            {group.receiver}
          </span>
        )}
        <Countdown nextFlush={group.nextFlush} mutedBy={group.mutedBy} />
        <SilenceLink what={`the group ${title}`} target={silenceOfGroup(group)} tabIndex={0} />
      </div>
    </div>
  );
}

/** What all of the group's alerts have in common, beyond what names it. */
function Shared({ group }: { readonly group: AlertGroup }) {
  const { pick } = useListActions();
  const summary = summaryOf(group.sharedAnnotations);
  const labels = labelPairs(group.shared, group.labels);
  return summary === undefined && labels.length === 0 ? null : (
    <div className={classes['shared']}>
      {summary === undefined ? null : (
        <p>
          <LinkedText text={summary} />
        </p>
      )}
      {labels.length === 0 ? null : (
        <div className={classes['labels']}>
          {labels.map(([name, value]) => (
            <LabelChip key={name} name={name} value={value} onPick={pick} isClamped />
          ))}
        </div>
      )}
    </div>
  );
}

/** A group of alerts: what they share above, and of each what it has of its own below. */
export const GroupCard = memo(function GroupCard(props: GroupCardProps) {
  const { id, group, selection, by, isExpanded, wanted, chosen, current, tableHref, onFold, onWanted } = props;
  const isMore = wanted > group.alerts.length && group.total > group.alerts.length;
  const more = useQuery({ ...membersQuery(selection, group, by, mostInCard), enabled: isExpanded && isMore });
  const alerts = allInCard(group, isMore ? more.data?.alerts : undefined).slice(0, wanted);
  const rest = group.total - alerts.length;
  const state = commonState(group.states, selection.state ?? []);
  // One alone shares nothing: its row says what there is.
  const isOne = group.total === 1;
  const shared = isOne ? group.labels : group.shared;
  const sharedAnnotations = isOne ? noAnnotations : group.sharedAnnotations;
  return (
    <div className={classes['card']}>
      <div className={rowClasses['tone']} data-tone={toneOf(group.severity)}>
        <Head id={id} group={group} isExpanded={isExpanded} chosen={chosen} onFold={onFold} />
        {isExpanded && !isOne ? <Shared group={group} /> : null}
      </div>
      {isExpanded ? (
        <>
          <ul className={classes['alerts']}>
            {alerts.map((alert) => {
              const key = `${id} ${alert.fingerprint}`;
              return (
                <AlertRow
                  key={alert.fingerprint}
                  stopKey={key}
                  alert={alert}
                  shared={shared}
                  sharedAnnotations={sharedAnnotations}
                  commonState={state}
                  isSelected={chosen.alerts.has(alert.fingerprint)}
                  isCurrent={key === current}
                />
              );
            })}
          </ul>
          {group.total <= firstInCard ? null : (
            <div className={classes['more']}>
              {rest > 0 && alerts.length < mostInCard ? (
                <button type="button" className={classes['moreButton']} onClick={() => onWanted(id, wanted + 20)}>
                  Show {numberText(Math.min(20, rest))} more of {numberText(rest)}
                </button>
              ) : null}
              {alerts.length > firstInCard ? (
                <button type="button" className={classes['moreButton']} onClick={() => onWanted(id, firstInCard)}>
                  Show fewer
                </button>
              ) : null}
              {rest > 0 && tableHref !== undefined ? (
                <a className={classes['moreButton']} href={tableHref(group)}>
                  All {countText(group.total, 'alert')} as a table
                </a>
              ) : null}
            </div>
          )}
        </>
      ) : null}
    </div>
  );
});
