import { Button, CloseButton } from '@mantine/core';
import { IconClockPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { countText, numberText } from '../parts/numbers';
import { useMayNot } from '../server/me';
import { durationText } from '../time/spans';
import { open, type Selection } from './selection';
import type { SilenceActions } from './useSilenceActions';
import classes from './SelectionBar.module.css';

const hour = 3_600_000;
/** By how much the page offers to extend. */
export const extensions: readonly number[] = [hour, 4 * hour, 24 * hour];

/** So many are not expired by one click. */
const many = 20;

interface Props {
  readonly selection: Selection;
  /** How many of them the list does not show, as far as that is known. */
  readonly unlisted: number;
  readonly may: boolean;
  readonly actions: SilenceActions;
  readonly onClear: () => void;
  /** These are over, so that there is nothing left to do with them. */
  readonly onOver: (ids: readonly string[]) => void;
}

/** What can be done with all that is selected. */
export function SelectionBar({ selection, unlisted, may, actions, onClear, onOver }: Props) {
  const [isSure, setSure] = useState(false);
  const mayNot = useMayNot('silence');
  if (selection.size === 0) {
    return null;
  }
  const endable = open(selection);
  return (
    <div className={classes['bar']} role="region" aria-label="Selected silences">
      <strong role="status">
        {countText(selection.size, 'silence')} selected
        {unlisted === 0 ? null : <span className="quiet"> ({numberText(unlisted)} not in this list)</span>}
      </strong>
      <CloseButton aria-label="Select none" onClick={onClear} />
      {mayNot ? <span className="quiet">You may not change silences.</span> : null}
      {may && endable.length === 0 ? <span className="quiet">They are over already.</span> : null}
      {may && endable.length > 0 ? (
        <span className={classes['actions']}>
          <span className={classes['extend']} role="group" aria-label="Extend">
            <IconClockPlus size={18} aria-hidden />
            {extensions.map((millis) => (
              <Button
                key={millis}
                size="xs"
                variant="default"
                // Not disabled: that would take the focus away while the server is at work. A press does nothing then.
                data-disabled={actions.isBusy}
                aria-disabled={actions.isBusy}
                aria-label={`Extend ${countText(endable.length, 'silence')} by ${durationText(millis)}`}
                onClick={() => void actions.extend(endable, millis)}
              >
                +{durationText(millis)}
              </Button>
            ))}
          </span>
          <Button
            size="xs"
            color="red.9"
            leftSection={<IconTrash size={16} aria-hidden />}
            data-disabled={actions.isBusy}
            aria-disabled={actions.isBusy}
            onBlur={() => setSure(false)}
            onClick={() => {
              if (endable.length < many || isSure) {
                setSure(false);
                void actions.expire(endable).then(onOver);
              } else {
                setSure(true);
              }
            }}
          >
            {isSure && endable.length >= many ? 'Yes, expire' : 'Expire'} {numberText(endable.length)}
          </Button>
        </span>
      ) : null}
    </div>
  );
}
