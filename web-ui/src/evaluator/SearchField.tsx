import { CloseButton, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useRef } from 'react';
import { useShortcut } from '../keys/shortcuts';
import { useSettled } from '../parts/useSettled';
import classes from './evaluator.module.css';

interface Props {
  /** Where it is looked, for those who do not see the field's place. */
  readonly label: string;
  /** The heading of its shortcut in the help. */
  readonly section: string;
  readonly search: string;
  /** @param isFirst whether nothing was looked for before */
  readonly onSearch: (search: string, isFirst: boolean) => void;
}

/** Words to look for; they become part of the address when their writer pauses. */
export function SearchField({ label, section, search, onSearch }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useSettled(search, (text) => onSearch(text, search === ''));
  useShortcut({ keys: '/', does: 'Search', section }, () => input.current?.focus());
  return (
    <TextInput
      ref={input}
      className={classes['search'] ?? ''}
      aria-label={label}
      placeholder="Search"
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={typed === '' ? null : <CloseButton size="sm" aria-label="Clear the search" onClick={() => setTyped('')} />}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
    />
  );
}
