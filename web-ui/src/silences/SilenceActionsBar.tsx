import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconClockPlus, IconPencil, IconRepeat, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { baseOf, type Copy } from '../copy/commands';
import { CopyByHand, CopyMenu } from '../copy/CopyMenu';
import { useShortcut } from '../keys/shortcuts';
import type { Silence } from '../server/answers';
import { useMayNot } from '../server/me';
import { durationText } from '../time/spans';
import { extensions } from './SelectionBar';
import { copiesOf } from './copies';
import { againLink, editLink } from './links';
import type { SilenceActions } from './useSilenceActions';
import classes from './SilenceDetails.module.css';

interface Props {
  readonly silence: Silence;
  readonly may: boolean;
  readonly actions: SilenceActions;
}

/** What can be done with a silence. */
export function SilenceActionsBar({ silence, may, actions }: Props) {
  const isOver = silence.state === 'expired';
  const canChange = may && !isOver;
  const mayNot = useMayNot('silence');
  const [byHand, setByHand] = useState<Copy>();
  useShortcut({ keys: 'e', does: 'Edit the silence', section: 'Silence' }, () => (window.location.hash = editLink(silence)), !mayNot && !isOver);
  return (
    <div>
      <div className={classes['actions']}>
        {canChange ? (
          <Button component="a" href={editLink(silence)} variant="default" size="xs" leftSection={<IconPencil size={16} aria-hidden />}>
            Edit
          </Button>
        ) : null}
        {canChange ? (
          <Menu position="bottom-start">
            <Menu.Target>
              <Button
                variant="default"
                size="xs"
                data-disabled={actions.isBusy}
                aria-disabled={actions.isBusy}
                leftSection={<IconClockPlus size={16} aria-hidden />}
                rightSection={<IconChevronDown size={14} aria-hidden />}
              >
                Extend
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {extensions.map((millis) => (
                <Menu.Item key={millis} onClick={() => void actions.extend([silence], millis)}>
                  by {durationText(millis)}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        ) : null}
        {canChange ? (
          <Button
            variant="light"
            color="red"
            size="xs"
            data-disabled={actions.isBusy}
            aria-disabled={actions.isBusy}
            leftSection={<IconTrash size={16} aria-hidden />}
            onClick={() => void actions.expire([silence])}
          >
            Expire now
          </Button>
        ) : null}
        {may && isOver ? (
          <Button component="a" href={againLink(silence)} size="xs" leftSection={<IconRepeat size={16} aria-hidden />}>
            Silence again
          </Button>
        ) : null}
        <CopyMenu copies={copiesOf(silence, baseOf(window.location.href))} section="Silence" byHand={setByHand} />
      </div>
      {byHand === undefined ? null : <CopyByHand copy={byHand} onClose={() => setByHand(undefined)} />}
      {mayNot ? <p className="quiet">You may look at silences, but not change them.</p> : null}
    </div>
  );
}
