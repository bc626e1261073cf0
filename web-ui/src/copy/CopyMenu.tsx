import { Button, Menu, Textarea } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useShortcut } from '../keys/shortcuts';
import { tellDone } from '../parts/toasts';
import classes from './copy.module.css';
import type { Copy } from './commands';

/** Browsers let pages write to the clipboard over https and on this machine only. */
async function isWritten(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

interface Props {
  readonly copies: readonly Copy[];
  /** The section of shortcuts that it belongs to: `c` opens it. */
  readonly section: string;
  /** Asks to show a text for copying by hand. */
  readonly byHand: (copy: Copy) => void;
}

/** Offers several ways to copy something. */
export function CopyMenu({ copies, section, byHand }: Props) {
  const [isOpen, setIsOpen] = useState(false);
  useShortcut({ keys: 'c', does: 'Copy as …', section }, () => setIsOpen(true));
  const take = async (copy: Copy): Promise<void> => {
    if (await isWritten(copy.text)) {
      tellDone(`Copied: ${copy.label}`);
    } else {
      byHand(copy);
    }
  };
  return (
    <Menu opened={isOpen} onChange={setIsOpen} position="bottom-end" width={340} withinPortal={false}>
      <Menu.Target>
        <Button variant="default" size="xs" leftSection={<IconCopy size={16} aria-hidden />}>
          Copy
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {copies.map((copy) => (
          <Menu.Item key={copy.label} onClick={() => void take(copy)} rightSection={<span className={classes['hint']}>{copy.hint}</span>}>
            {copy.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Shows a text, selected, where the browser does not let pages copy. */
export function CopyByHand({ copy, onClose }: { readonly copy: Copy; readonly onClose: () => void }) {
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    // A menu that closes in the same moment takes the focus of that moment back.
    const timer = setTimeout(() => field.current?.focus());
    return () => clearTimeout(timer);
  }, [copy]);
  return (
    <div className={classes['byHand']}>
      <Textarea
        label={`${copy.label}: press Ctrl+C (⌘C)`}
        description="The browser lets pages copy by themselves over https only."
        value={copy.text}
        readOnly
        autosize
        minRows={2}
        maxRows={8}
        ref={field}
        onFocus={(event) => event.currentTarget.select()}
        classNames={{ input: 'mono' }}
      />
      <Button variant="default" size="xs" mt={8} onClick={onClose}>
        Done
      </Button>
    </div>
  );
}
