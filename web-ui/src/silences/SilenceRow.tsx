import { ActionIcon, Checkbox } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import type { MouseEvent } from 'react';
import { printAddress, type SilencesAddress } from '../address/address';
import { isOnRow } from '../alerts/rowClicks';
import { LinkedText } from '../parts/LinkedText';
import { visibleLine } from '../parts/visible';
import type { Silence } from '../server/answers';
import { TimeText } from '../time/TimeText';
import { countText, numberText } from '../parts/numbers';
import { EndsIn } from './EndsIn';
import { Matchers } from './Matchers';
import { SilenceStateMark } from './SilenceStateMark';
import { alertsLink, editLink } from './links';
import { hasSeveralSets, matcherSetsOf } from './orders';
import classes from './SilenceTable.module.css';

/** What a row needs of its list. */
export interface RowPart {
  readonly silence: Silence;
  readonly index: number;
  readonly address: SilencesAddress;
  readonly isSelected: boolean;
  /** Whether the person may change silences. */
  readonly may: boolean;
  /** @param isRange whether all up to this one are meant */
  readonly onSelect: (index: number, isRange: boolean) => void;
  readonly onFocus: (index: number) => void;
  readonly onExpire: (silence: Silence) => void;
}

export function SelectBox({ silence, index, isSelected, onSelect }: RowPart) {
  return (
    <Checkbox
      size="sm"
      checked={isSelected}
      aria-label={`Select the silence ${titleOf(silence)}`}
      // The click knows about the Shift key, the change does not.
      onClick={(event) => onSelect(index, event.shiftKey)}
      onChange={() => undefined}
    />
  );
}

/** The silence in words, for those who hear the page. */
export function titleOf(silence: Silence): string {
  return matcherSetsOf(silence)
    .map((matchers) => matchers.map(({ text }) => text).join(', '))
    .join(' or ');
}

/** Its matchers, as the link to its details; the place of the focus within the row. */
export function DetailsLink({ silence, index, address, onFocus }: RowPart) {
  return (
    <a
      className={classes['details']}
      href={printAddress({ ...address, open: silence.id })}
      data-row={index}
      data-silence={silence.id}
      onFocus={() => onFocus(index)}
    >
      <Matchers silence={silence} />
    </a>
  );
}

export function MatchedLink({ silence }: { readonly silence: Silence }) {
  if (silence.matched === undefined) {
    return <span className="quiet">–</span>;
  }
  const text = numberText(silence.matched);
  // An address has matchers that must all match.
  return hasSeveralSets(silence) ? (
    <span>{text}</span>
  ) : (
    <a
      href={alertsLink(silence.matchers)}
      title="Show these alerts"
      aria-label={`${countText(silence.matched, 'alert')}: show ${silence.matched === 1 ? 'it' : 'them'}`}
      className={classes['matched']}
    >
      {text}
    </a>
  );
}

export function RowActions({ silence, may, onExpire }: RowPart) {
  if (!may || silence.state === 'expired') {
    return null;
  }
  return (
    <span className={classes['actions']}>
      <ActionIcon component="a" href={editLink(silence)} variant="subtle" color="gray" aria-label={`Edit ${titleOf(silence)}`} title="Edit (e)">
        <IconPencil size={18} aria-hidden />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="red"
        aria-label={`Expire ${titleOf(silence)}`}
        title="Expire now"
        onClick={() => onExpire(silence)}
      >
        <IconTrash size={18} aria-hidden />
      </ActionIcon>
    </span>
  );
}

export function openDetails(event: MouseEvent<HTMLElement>): void {
  if (isOnRow(event)) {
    event.currentTarget.querySelector<HTMLElement>('a[data-row]')?.click();
  }
}

/** A silence as a line of the table. */
export function SilenceRow(part: RowPart) {
  const { silence } = part;
  return (
    <>
      <td className={classes['select']}>
        <SelectBox {...part} />
      </td>
      <td>
        <SilenceStateMark state={silence.state} />
      </td>
      <td>
        <DetailsLink {...part} />
      </td>
      <td className={classes['number']}>
        <MatchedLink silence={silence} />
      </td>
      <td className={classes['creator']}>{visibleLine(silence.createdBy)}</td>
      <td>
        <span className={classes['comment']}>
          <LinkedText text={silence.comment} />
        </span>
      </td>
      <td className={classes['moment']}>
        <TimeText at={silence.startsAt} />
      </td>
      <td>
        <EndsIn silence={silence} />
      </td>
      <td>
        <RowActions {...part} />
      </td>
    </>
  );
}

/** The same as a card, for narrow windows. */
export function SilenceCard(part: RowPart) {
  const { silence } = part;
  return (
    <div className={classes['card']} data-state={silence.state} onClick={openDetails}>
      <div className={classes['cardTop']}>
        <SelectBox {...part} />
        <SilenceStateMark state={silence.state} />
        <span className={classes['cardEnd']}>
          <EndsIn silence={silence} />
        </span>
      </div>
      <DetailsLink {...part} />
      <p className={classes['comment']}>
        <LinkedText text={silence.comment} />
      </p>
      <div className={classes['cardBottom']}>
        <span className={classes['cardFacts']}>
          <span className="quiet">{visibleLine(silence.createdBy)}</span>
          {silence.matched === undefined ? null : (
            <span>
              <MatchedLink silence={silence} /> {silence.matched === 1 ? 'alert' : 'alerts'}
            </span>
          )}
        </span>
        <span className={classes['cardEnd']}>
          <RowActions {...part} />
        </span>
      </div>
    </div>
  );
}

