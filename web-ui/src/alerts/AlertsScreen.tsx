import { IconFilter } from '@tabler/icons-react';
import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { printAddress, viewOf, type AlertsAddress, type AlertView } from '../address/address';
import { changeAddress, currentAddress } from '../address/useAddress';
import { partOf } from '../app/parts';
import { setPreferences, usePreferences } from '../app/preferences';
import { useMatches } from '../app/useMatches';
import { Failure } from '../parts/Failure';
import { Heading } from '../parts/Heading';
import type { Pick } from '../parts/LabelChip';
import { Notice } from '../parts/Notice';
import { tellFailure } from '../parts/toasts';
import { useMay, useMayNot } from '../server/me';
import { alertsQuery, statusQuery } from '../server/queries';
import { RequestFailure } from '../server/request';
import classes from './AlertsScreen.module.css';
import { useAnnouncement } from './announcing';
import { groupingOf, headerQuery } from './asked';
import { CardList } from './CardList';
import { Facets } from './Facets';
import { editMatchers, type FilterEdit } from './filterEdit';
import { FilterField } from './FilterField';
import { chosenValues, toggledValue, withoutChosen, withPick } from './filters';
import { FlatList } from './FlatList';
import { writtenFilter } from './knownMatchers';
import { ListContext, moveFocus, neighbours, stopOf, type ListActions, type Neighbours, type Stop } from './listing';
import type { ListHandle, ListProps, ShownList } from './lists';
import { NothingToShow } from './NoMatch';
import { countText } from '../parts/numbers';
import { ReceiverChip, ReceiverSelect } from './ReceiverSelect';
import { meantReceiver } from './receivers';
import { Results } from './Results';
import { SelectionBar } from './SelectionBar';
import { hasNoState, selectionOf, shownOf, sortFor, type AddressEdit } from './selection';
import stateClasses from './States.module.css';
import { Severities, Strip } from './Strip';
import toolClasses from './Toolbar.module.css';
import { useFilter } from './useFilter';
import { useListKeys } from './useListKeys';
import { useReading } from './useReading';
import { useSelected } from './useSelected';
import { ViewSwitch } from './ViewSwitch';

const alertDrawer = partOf(() => import('../alert/AlertDrawer'));
const facetSheet = partOf(() => import('./FacetSheet'));

const nothingShown: ShownList = { key: undefined, count: 0, changes: 0, release: () => undefined };
const nothingAround: Neighbours = { next: undefined, previous: undefined };
/** Stands for any in an address; links of thousands of rows differ in it alone. */
const noFingerprint = '0000000000000000';
/** How long the focus waits for the first row of a list that may have none. */
const framesToDraw = 60;

function change(edit: AddressEdit, replace = false): void {
  changeAddress('alerts', edit, replace);
}

/** As {@link editMatchers}, and tells where that fails. */
async function editOrTell(client: QueryClient, edit: FilterEdit, more?: Partial<AlertsAddress>): Promise<boolean> {
  try {
    return await editMatchers(client, edit, more);
  } catch (error: unknown) {
    tellFailure('The filter could not be changed', error);
    return false;
  }
}

function setSearch(search: string): void {
  // Back undoes a search as a whole, not each of its letters.
  const now = currentAddress();
  change((address) => ({ ...address, search }), now.screen === 'alerts' && now.search !== '');
}

function setReceiver(receiver: string): void {
  change((address) => ({ ...address, receiver }));
}

function setView(view: AlertView): void {
  setPreferences({ view });
  change((address) => ({ ...address, view, sort: '' }));
}

function open(fingerprint: string): void {
  change((address) => ({ ...address, open: fingerprint }));
}

/** The next one of the list in the drawer: Back leaves it, however many were looked at. */
function step(fingerprint: string): void {
  change((address) => ({ ...address, open: fingerprint }), true);
}

/** The frame around the screen says when the server is out of reach. */
function isUnreachable(error: Error): boolean {
  return error instanceof RequestFailure && error.isUnreachable;
}

/** The latest that was there. */
function useKept<T>(value: T | undefined): T | undefined {
  const [kept, setKept] = useState(value);
  useEffect(() => {
    if (value !== undefined) {
      setKept(value);
    }
  }, [value]);
  return value ?? kept;
}

/** What clicks do to the matchers. Where it is not known yet what the filter means, the list of the one before is still shown, and clicked on. */
function useLabelClicks() {
  const client = useQueryClient();
  return useMemo(
    () => ({
      edit: (edit: FilterEdit): Promise<boolean> => editOrTell(client, edit),
      pick: (name: string, value: string, pick: Pick): void => void editOrTell(client, (before) => withPick(before, name, value, pick)),
      /** Of the alert that is open: the list that it narrows is what is to be seen then. */
      pickInDrawer: (name: string, value: string, pick: Pick): void =>
        void editOrTell(client, (before) => withPick(before, name, value, pick), { open: '' }),
      drop: (name: string, value: string): void => void editOrTell(client, (before) => toggledValue(before, name, value)),
    }),
    [client],
  );
}

/** The list of alerts, what narrows it, and what can be done with them. */
export function AlertsScreen({ address }: { readonly address: AlertsAddress }) {
  const client = useQueryClient();
  const clicks = useLabelClicks();
  const preferences = usePreferences();
  const maySilence = useMay('silence');
  const mayNotSilence = useMayNot('silence');
  const isWide = useMatches('(min-width: 1101px)');
  const view = viewOf(address, preferences.view);
  const sort = sortFor(view, address.sort);
  const by = groupingOf(address, view);

  // What is open in the drawer narrows nothing.
  const selectionKey = JSON.stringify(selectionOf(address));
  const selection = useMemo(() => selectionOf(address), [selectionKey]);
  const listKey = JSON.stringify([view, sort, by, selectionKey]);

  const header = useQuery(headerQuery(selection));
  const kept = useKept(header.data);
  const { matchers, refused } = useFilter(address, header.isPlaceholderData ? undefined : header.data, header.error);
  // What another filter left is no answer to one that means nothing.
  const isReceiverRefused = address.receiver !== '' && refused === undefined && header.error instanceof RequestFailure && header.error.status === 400;
  const isRefused = refused !== undefined || isReceiverRefused;
  const answer = useMemo(() => (kept === undefined || isRefused ? undefined : shownOf(kept, address)), [kept, isRefused, address]);
  const chosen = chosenValues(matchers ?? [], 'severity');
  const unchosen = useQuery({
    ...alertsQuery(selectionOf(address, writtenFilter(withoutChosen(matchers ?? [], 'severity'))), { limit: 0 }),
    enabled: chosen.length > 0,
  });

  const receivers = useQuery(statusQuery()).data?.receivers;
  const meant = receivers === undefined ? address.receiver : meantReceiver(address.receiver, receivers.map(({ name }) => name));
  useEffect(() => {
    if (meant !== address.receiver) {
      change((now) => ({ ...now, receiver: meant }), true);
    }
  }, [meant, address.receiver]);

  const area = useRef<HTMLDivElement>(null);
  const handle = useRef<ListHandle>(null);
  const isReading = useReading(area);
  const [shown, setShown] = useState(nothingShown);
  const [current, setCurrent] = useState<string>();
  const [isInList, setInList] = useState(false);
  const [isLeaving, setLeaving] = useState(false);
  const [isSheetOpen, setSheetOpen] = useState(false);
  const stops = useRef(new Map<string, Stop>()).current;
  const { chosen: chosenAlerts, toggle, clear } = useSelected(selection, by, handle);

  const refresh = useCallback(() => {
    shown.release();
    void client.invalidateQueries({ queryKey: ['alerts'] });
  }, [client, shown]);
  useListKeys({ area, stops, current, chosen: chosenAlerts, maySilence: !mayNotSilence, isInList, toggle, clear, open, refresh });

  // From the filter to the first of the alerts that it leaves, once they are there.
  useEffect(() => {
    if (!isLeaving || shown.key !== listKey) {
      return undefined;
    }
    // The list is known before its rows are drawn.
    let frame = 0;
    const leave = (framesLeft: number): void => {
      if ((area.current !== null && moveFocus(area.current, undefined, 1)) || framesLeft === 0) {
        setLeaving(false);
      } else {
        frame = requestAnimationFrame(() => leave(framesLeft - 1));
      }
    };
    leave(framesToDraw);
    return () => cancelAnimationFrame(frame);
  }, [isLeaving, shown.key, listKey]);

  // Another list begins at its top.
  const shownKey = useRef(shown.key);
  useEffect(() => {
    if (shown.key !== undefined && shownKey.current !== undefined && shown.key !== shownKey.current && area.current !== null) {
      const { top } = area.current.getBoundingClientRect();
      if (top < 0) {
        window.scrollBy(0, top - 200);
      }
    }
    shownKey.current = shown.key;
  }, [shown.key]);

  const [around, setAround] = useState(nothingAround);
  useEffect(() => {
    setAround(address.open === '' || area.current === null ? nothingAround : neighbours(area.current, address.open));
  }, [address.open, shown]);

  const someAlert = printAddress({ ...address, open: noFingerprint });
  const actions = useMemo(
    (): ListActions => ({
      maySilence,
      hrefOf: (fingerprint) => someAlert.replace(noFingerprint, fingerprint),
      open,
      pick: clicks.pick,
      toggle,
      stops,
    }),
    [maySilence, someAlert, clicks, toggle, stops],
  );

  const announcement = useAnnouncement(answer === undefined ? '' : `${countText(answer.total, 'alert')} shown`);
  const list: ListProps = { listKey, selection, sort, matchers, chosen: chosenAlerts, current, isHeld: isReading, onShown: setShown };
  const facets = { facets: answer?.facets ?? [], matchers: matchers ?? [], onPick: clicks.pick, onDrop: clicks.drop };
  const severities = (chosen.length > 0 ? (unchosen.data ?? answer) : answer)?.severities ?? [];
  const isEmpty = answer !== undefined && answer.total === 0;
  const hasNoList = hasNoState(address) || isRefused;
  return (
    <div className={classes['screen']}>
      <Heading title="Alerts">
        <ViewSwitch view={view} onView={setView} />
      </Heading>
      <div className={classes['filterBar']}>
        <FilterField
          matchers={matchers}
          filter={address.filter}
          refused={refused}
          search={address.search}
          onEdit={clicks.edit}
          onSearch={setSearch}
          onClear={() => change((now) => ({ ...now, filter: '', search: '', receiver: '' }))}
          onLeave={() => setLeaving(true)}
          hasMore={address.receiver !== ''}
        >
          <ReceiverChip receiver={address.receiver} onReceiver={setReceiver} />
        </FilterField>
        {isWide ? (
          <ReceiverSelect receiver={address.receiver} onReceiver={setReceiver} />
        ) : (
          <button
            type="button"
            className={toolClasses['button']}
            style={{ minHeight: 40 }}
            aria-haspopup="dialog"
            onPointerEnter={facetSheet.prepare}
            onClick={() => setSheetOpen(true)}
          >
            <IconFilter size={18} aria-hidden />
            <span className={toolClasses['onlyWide']}>Labels</span>
          </button>
        )}
      </div>
      <div className={classes['strip']}>
        {answer === undefined ? null : (
          <Strip
            address={address}
            states={answer.states}
            severities={severities}
            matchers={matchers}
            onAddress={change}
            onEdit={clicks.edit}
          />
        )}
      </div>
      <p className="visually-hidden" role="status">
        {announcement}
      </p>
      {isReceiverRefused && header.error !== null ? (
        <Notice
          role="alert"
          tone="bad"
          title={`No receiver can be found by ${address.receiver}`}
          actions={
            <a className={toolClasses['button']} href={printAddress({ ...address, receiver: '' })}>
              Show all receivers
            </a>
          }
        >
          <p>It is no name of a receiver, and cannot be read as a regular expression: {header.error.message}</p>
        </Notice>
      ) : null}
      {header.error !== null && !isRefused && !(answer !== undefined && isUnreachable(header.error)) ? (
        <Failure
          title={answer === undefined ? 'The alerts cannot be shown' : 'The alerts are not up to date'}
          error={header.error}
          retry={refresh}
        />
      ) : null}
      <div className={classes['body']} data-without-facets={isWide && !isEmpty ? undefined : true}>
        {isWide && !isEmpty ? (
          <nav className={classes['facets']} aria-label="Labels">
            {answer === undefined ? null : <Facets {...facets} />}
          </nav>
        ) : null}
        <div className={classes['content']}>
          {answer === undefined || isEmpty ? null : (
            <Results
              address={address}
              view={view}
              answer={answer}
              matchers={matchers}
              groups={view === 'cards' && shown.key === listKey ? shown.count : undefined}
              isExpanded={preferences.groupsExpanded}
              maySilence={maySilence}
              onAddress={change}
            />
          )}
          {shown.changes > 0 && !hasNoList ? (
            <div className={classes['changes']}>
              <button type="button" onClick={shown.release}>
                {countText(shown.changes, 'change')}: show
              </button>
            </div>
          ) : null}
          <div
            ref={area}
            className={classes['list']}
            data-stale={shown.key !== undefined && shown.key !== listKey ? true : undefined}
            onFocus={(event) => {
              setInList(true);
              setCurrent(stopOf(event.target) ?? current);
            }}
            onBlur={(event) => {
              if (!event.currentTarget.contains(event.relatedTarget)) {
                setInList(false);
              }
            }}
          >
            <ListContext value={actions}>
              {isEmpty ? (
                <NothingToShow answer={answer} address={address} />
              ) : hasNoList ? null : view === 'cards' ? (
                <CardList {...list} address={address} by={by} isExpanded={preferences.groupsExpanded} handle={handle} />
              ) : (
                <FlatList
                  key={view}
                  {...list}
                  form={view}
                  onSort={(sort) => change((now) => ({ ...now, sort }))}
                  handle={handle}
                />
              )}
            </ListContext>
          </div>
          {shown.key === undefined && header.error === null && !isEmpty ? <Skeleton /> : null}
        </div>
      </div>
      {chosenAlerts.alerts.size > 0 ? <SelectionBar chosen={chosenAlerts} maySilence={maySilence} onClear={clear} /> : null}
      <Suspense fallback={null}>
        {isSheetOpen ? (
          <facetSheet.Part {...facets} onClose={() => setSheetOpen(false)}>
            <Severities address={address} severities={severities} matchers={matchers} onEdit={clicks.edit} />
            <ReceiverSelect receiver={address.receiver} onReceiver={setReceiver} />
          </facetSheet.Part>
        ) : null}
        {address.open === '' ? null : (
          <alertDrawer.Part
            fingerprint={address.open}
            onClose={() => change((now) => ({ ...now, open: '' }))}
            onNext={around.next === undefined ? undefined : () => around.next !== undefined && step(around.next)}
            onPick={clicks.pickInDrawer}
            onPrevious={around.previous === undefined ? undefined : () => around.previous !== undefined && step(around.previous)}
          />
        )}
      </Suspense>
    </div>
  );
}

/** Stands where the alerts will be. */
function Skeleton() {
  return (
    <div className={stateClasses['skeleton']}>
      <p className="visually-hidden" role="status">
        Loading the alerts…
      </p>
      {[0, 1, 2, 3].map((each) => (
        <div key={each} className={stateClasses['bone']} aria-hidden />
      ))}
    </div>
  );
}
