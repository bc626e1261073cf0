import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconClockPlus, IconCopy, IconPencil, IconRepeat, IconTrash } from '@tabler/icons-react';
import { useShortcut } from '../keys/shortcuts';
import { tellDone, tellFailure } from '../parts/toasts';
import type { Silence } from '../server/answers';
import { durationText } from '../time/spans';
import { extensions } from './SelectionBar';
import { copiesOf, type Copied } from './copies';
import { againLink, editLink } from './links';
import { isChangeable } from './orders';
import type { SilenceActions } from './useSilenceActions';
import classes from './SilenceDetails.module.css';

interface Props {
  readonly silence: Silence;
  readonly may: boolean;
  readonly actions: SilenceActions;
}

async function copy({ label, text }: Copied): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    tellDone(`${label} copied.`);
  } catch {
    // Browsers offer the clipboard over https and on the own machine only.
    tellFailure(`${label} could not be copied`, 'the browser does not let this page use the clipboard');
  }
}

/** What can be done with a silence. */
export function SilenceActionsBar({ silence, may, actions }: Props) {
  const isOver = silence.state === 'expired';
  const canChange = may && !isOver && isChangeable(silence);
  const again = againLink(silence);
  useShortcut({ keys: 'e', does: 'Edit the silence', section: 'Silence' }, () => (window.location.hash = editLink(silence)), canChange);
  return (
    <div>
      <div className={classes['actions']}>
        {canChange ? (
          <Button component="a" href={editLink(silence)} variant="default" size="sm" leftSection={<IconPencil size={16} aria-hidden />}>
            Edit
          </Button>
        ) : null}
        {canChange ? (
          <Menu position="bottom-start">
            <Menu.Target>
              <Button
                variant="default"
                size="sm"
                disabled={actions.isBusy}
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
        {may && !isOver ? (
          <Button
            variant="light"
            color="red"
            size="sm"
            loading={actions.isBusy}
            leftSection={<IconTrash size={16} aria-hidden />}
            onClick={() => void actions.expire([silence])}
          >
            Expire now
          </Button>
        ) : null}
        {may && isOver && again !== undefined ? (
          <Button component="a" href={again} size="sm" leftSection={<IconRepeat size={16} aria-hidden />}>
            Silence again
          </Button>
        ) : null}
        <Menu position="bottom-start">
          <Menu.Target>
            <Button variant="default" size="sm" leftSection={<IconCopy size={16} aria-hidden />} rightSection={<IconChevronDown size={14} aria-hidden />}>
              Copy
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {copiesOf(silence, window.location.href).map((each) => (
              <Menu.Item key={each.label} onClick={() => void copy(each)}>
                {each.label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </div>
      {!may ? <p className="quiet">You may look at silences, but not change them.</p> : null}
      {may && !isChangeable(silence) ? (
        <p className="quiet">
          It has several sets of matchers, as no form makes them: what made it can change it, here it can be expired only.
        </p>
      ) : null}
    </div>
  );
}
