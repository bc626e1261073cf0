import { CloseButton, Group, Select, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useRef, type ReactNode } from 'react';
import type { SilencesAddress } from '../address/address';
import { changeAddress } from '../address/useAddress';
import { useShortcut } from '../keys/shortcuts';
import { FigureSwitch } from '../parts/FigureSwitch';
import { useSettled } from '../parts/useSettled';
import { silenceStates, type SilencePage } from '../server/answers';
import { shownStates, withState } from './filters';
import { silenceStateMeanings, SilenceStateMark } from './SilenceStateMark';
import classes from './SilenceFilters.module.css';

interface Props {
  readonly address: SilencesAddress;
  readonly header: SilencePage | undefined;
  /** What is wrong with the matchers, if anything is. */
  readonly filterError: ReactNode;
}

/** What narrows the list; all of it is in the address. */
export function SilenceFilters({ address, header, filterError }: Props) {
  const search = useRef<HTMLInputElement>(null);
  const change = (part: Partial<SilencesAddress>, replace = false): void => changeAddress('silences', (now) => ({ ...now, ...part }), replace);
  const [searchText, setSearchText] = useSettled(address.search, (text) => change({ search: text }, address.search !== ''));
  const [filterText, setFilterText] = useSettled(address.filter, (text) => change({ filter: text }, address.filter !== ''));
  useShortcut({ keys: '/', does: 'Search', section: 'Silences' }, () => search.current?.focus());

  const shown = shownStates(address.state);
  const creators = header?.creators ?? [];
  const choices = creators.some(({ value }) => value === address.creator) || address.creator === ''
    ? creators
    : [{ value: address.creator, count: 0 }, ...creators];
  return (
    <div className={classes['filters']} role="search" aria-label="Silences">
      <Group gap={6} role="group" aria-label="States that are shown">
        {silenceStates.map((state) => (
          <FigureSwitch
            key={state}
            count={header?.states[state]}
            isOn={shown.includes(state)}
            title={silenceStateMeanings[state]}
            onClick={() => changeAddress('silences', (now) => ({ ...now, state: withState(now.state, state) }))}
          >
            <SilenceStateMark state={state} />
          </FigureSwitch>
        ))}
      </Group>
      <TextInput
        ref={search}
        className={classes['search'] ?? ''}
        aria-label="Search in matchers, comments, creators and ids"
        placeholder="Search"
        leftSection={<IconSearch size={16} aria-hidden />}
        rightSection={searchText === '' ? null : <CloseButton size="sm" aria-label="Clear the search" onClick={() => setSearchText('')} />}
        value={searchText}
        onChange={(event) => setSearchText(event.currentTarget.value)}
      />
      <TextInput
        className={classes['matchers'] ?? ''}
        aria-label="Only silences that have these matchers"
        placeholder={'Matchers: job="node"'}
        classNames={{ input: 'mono' }}
        value={filterText}
        error={filterError}
        rightSection={filterText === '' ? null : <CloseButton size="sm" aria-label="Clear the matchers" onClick={() => setFilterText('')} />}
        onChange={(event) => setFilterText(event.currentTarget.value)}
      />
      <Select
        className={classes['creator'] ?? ''}
        aria-label="Creator"
        placeholder="Anybody"
        searchable={creators.length > 6}
        clearable
        clearButtonProps={{ 'aria-label': 'Anybody' }}
        data={choices.filter(({ value }) => value !== '').map(({ value, count }) => ({ value, label: `${value} (${count})` }))}
        value={address.creator === '' ? null : address.creator}
        onChange={(value) => change({ creator: value ?? '' })}
      />
    </div>
  );
}
