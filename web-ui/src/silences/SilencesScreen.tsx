import { Button } from '@mantine/core';
import { IconPlus, IconVolumeOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { allSilences, newSilence, printAddress, type SilencesAddress } from '../address/address';
import { goTo } from '../address/useAddress';
import { refusalOf } from '../alerts/useFilter';
import { useShortcut } from '../keys/shortcuts';
import { Empty } from '../parts/Empty';
import { Failure } from '../parts/Failure';
import { Heading } from '../parts/Heading';
import { Loading } from '../parts/Loading';
import { isFocusFree } from '../parts/useFocusBack';
import { Where } from '../parts/Where';
import { useMay, useMayNot } from '../server/me';
import { silencesQuery } from '../server/queries';
import { RequestFailure } from '../server/request';
import { SelectionBar } from './SelectionBar';
import { SilenceDrawer } from './SilenceDrawer';
import { SilenceFilters } from './SilenceFilters';
import { SilenceList } from './SilenceList';
import { isNarrowed, selectionOf } from './filters';
import { useRows, type Window } from './rows';
import { nothing, withoutIds } from './selection';
import { useSilenceActions } from './useSilenceActions';

const start: Window = { first: 0, last: 0 };

/** All silences, and beside them the one that the address names. */
export default function SilencesScreen({ address }: { readonly address: SilencesAddress }) {
  const may = useMay('silence');
  const mayNot = useMayNot('silence');
  const actions = useSilenceActions();
  const selection = selectionOf(address);
  const listed = JSON.stringify([selection, address.sort]);
  const [window, setWindow] = useState({ listed, range: start });
  // Another list is looked at from its beginning.
  const { rows, error, isOld, retry } = useRows(selection, address.sort, window.listed === listed ? window.range : start);
  // Here, as a list without silences is none: what was selected before stays.
  const [selected, setSelected] = useState(nothing);
  const bar = (unlisted: number): ReactNode => (
    <SelectionBar
      selection={selected}
      unlisted={unlisted}
      may={may}
      actions={actions}
      onClear={() => setSelected(nothing)}
      onOver={(ids) => setSelected((before) => withoutIds(before, ids))}
    />
  );
  // After the list, which has a row for it where there are any.
  const hadSelection = useRef(false);
  useEffect(() => {
    if (hadSelection.current && selected.size === 0 && isFocusFree()) {
      document.getElementById('main')?.focus({ preventScroll: true });
    }
    hadSelection.current = selected.size > 0;
  }, [selected]);
  useShortcut({ keys: 'n', does: 'New silence', section: 'Silences' }, () => goTo(newSilence), !mayNot);

  const filterError = error instanceof RequestFailure && error.status === 400 && address.filter !== '' ? error : undefined;
  // How many there are is no secret of matchers that nobody can read: those are counted that the rest of the address leaves.
  const { data: counted } = useQuery({ ...silencesQuery(selectionOf({ ...address, filter: '' }), { limit: 0 }), enabled: filterError !== undefined });
  return (
    <>
      <Heading title="Silences">
        {may ? (
          <Button component="a" href={printAddress(newSilence)} leftSection={<IconPlus size={18} aria-hidden />}>
            New silence
          </Button>
        ) : null}
      </Heading>
      <SilenceFilters
        address={address}
        header={filterError === undefined ? rows?.header : counted}
        filterError={filterError === undefined ? undefined : <Mistake filter={address.filter} error={filterError} />}
      />
      {error !== null && filterError === undefined ? <Failure title="The silences cannot be shown" error={error} retry={retry} /> : null}
      {rows === undefined && error === null ? <Loading what="silences" /> : null}
      {filterError === undefined ? null : (
        <>
          <Empty icon={<IconVolumeOff size={40} />} title="The matchers cannot be read">
            <p>Which silences are meant is not known, so none are shown. What is wrong is told below the field.</p>
            <Button component="a" variant="default" href={printAddress({ ...address, filter: '' })}>
              Clear the matchers
            </Button>
          </Empty>
          {bar(selected.size)}
        </>
      )}
      {rows !== undefined && filterError === undefined && rows.header.total === 0 ? (
        <>
          <NoSilences address={address} all={rows.header.all} may={may} />
          {bar(isOld ? 0 : selected.size)}
        </>
      ) : null}
      {rows !== undefined && filterError === undefined && rows.header.total > 0 ? (
        <SilenceList
          listed={listed}
          address={address}
          selectionOfList={selection}
          rows={rows}
          isOld={isOld}
          may={may}
          actions={actions}
          selection={selected}
          setSelection={setSelected}
          bar={bar}
          onWindow={(range) => setWindow({ listed, range })}
        />
      ) : null}
      {address.open === '' ? null : <SilenceDrawer address={address} may={may} actions={actions} />}
    </>
  );
}

/** What is wrong in the matchers, at its place if the server says where. */
function Mistake({ filter, error }: { readonly filter: string; readonly error: RequestFailure }) {
  const refused = refusalOf(filter.trim(), error);
  return refused === undefined ? error.message : <Where text={refused.text} error={refused.error} />;
}

interface NoneProps {
  readonly address: SilencesAddress;
  /** How many there are, whatever the address asks for. */
  readonly all: number;
  readonly may: boolean;
}

function NoSilences({ address, all, may }: NoneProps) {
  if (all > 0 && isNarrowed(address)) {
    return (
      <Empty icon={<IconVolumeOff size={40} />} title="No silence fits">
        <p>Nothing has all that is asked for, among the states that are shown.</p>
        <Button component="a" variant="default" href={printAddress({ ...allSilences, state: address.state })}>
          Clear the filters
        </Button>
      </Empty>
    );
  }
  return (
    <Empty icon={<IconVolumeOff size={40} />} title={all === 0 ? 'No silences' : 'No silences in these states'}>
      <p>
        A silence keeps notifications of the alerts that it matches back for a while: during planned work, or while somebody is on
        it already. The alerts themselves stay to be seen. You can make one here, or from an alert.
      </p>
      {may ? (
        <Button component="a" href={printAddress(newSilence)} leftSection={<IconPlus size={18} aria-hidden />}>
          New silence
        </Button>
      ) : null}
    </Empty>
  );
}
