import { IconKeyboard } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Suspense, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { allAlerts, printAddress, type Address } from '../address/address';
import { useAddress } from '../address/useAddress';
import activeIcon from '../favicon-active.svg';
import quietIcon from '../favicon.svg';
import { useShortcut } from '../keys/shortcuts';
import { Loading } from '../parts/Loading';
import { tellFailure } from '../parts/toasts';
import { alertsQuery } from '../server/queries';
import { Banners } from './Banners';
import { awaitHeading } from './headings';
import { LiveMark } from './LiveMark';
import { Navigation } from './Navigation';
import { fetchAhead, partOf } from './parts';
import { Screen } from './Screen';
import { ScreenBoundary } from './ScreenBoundary';
import classes from './Shell.module.css';
import { ThemeSwitch } from './ThemeSwitch';
import { setActiveAlerts } from './title';
import { WhoAmI } from './WhoAmI';
import { ZoneMark } from './ZoneMark';

const help = partOf(() => import('./HelpDialog'));

/** How many alerts somebody should look at; also in the window's title and icon. */
function useActiveAlerts(): number {
  const { data } = useQuery(alertsQuery({}, { limit: 0 }));
  // Those that their groups have not looked at yet are as active as the others.
  const count = data === undefined ? 0 : data.states.active + data.states.unprocessed;
  useEffect(() => setActiveAlerts(count, { quiet: quietIcon, active: activeIcon }), [count]);
  const isAnswered = data !== undefined;
  useEffect(() => {
    if (isAnswered) {
      void fetchAhead();
    }
  }, [isAnswered]);
  return count;
}

/** Has the heading of the next screen take the focus; the first one leaves it where the browser has put it. */
function useFocusOnChange(screen: Address['screen']): void {
  const before = useRef(screen);
  // Before the effects of the new heading.
  useLayoutEffect(() => {
    if (before.current !== screen) {
      before.current = screen;
      awaitHeading();
    }
  }, [screen]);
}

/** What stands around every screen. */
export function Shell() {
  const address = useAddress();
  const activeAlerts = useActiveAlerts();
  const [isHelpOpen, setHelpOpen] = useState(false);
  const openHelp = (): void =>
    void help.fetch().then(
      () => setHelpOpen(true),
      (error: unknown) => tellFailure('The shortcuts cannot be shown', error),
    );
  useFocusOnChange(address.screen);
  useShortcut({ keys: '?', does: 'Show these shortcuts', section: 'Everywhere' }, openHelp);
  return (
    <div className={classes['frame']}>
      <header className={classes['header']}>
        <a className="skip-link" href="#main" onClick={skip}>
          Skip to the content
        </a>
        <a className={classes['brand']} href={printAddress(allAlerts)} aria-label="Tocsin: alerts">
          <img src={quietIcon} width={28} height={28} alt="" />
          <span className={classes['name']}>Tocsin</span>
        </a>
        <div className={classes['tools']}>
          <LiveMark />
          <ZoneMark />
          <ThemeSwitch />
          <WhoAmI help={openHelp} />
          <button
            type="button"
            className={classes['help']}
            aria-label="Keyboard shortcuts"
            title="Keyboard shortcuts (?)"
            onClick={openHelp}
          >
            <IconKeyboard size={20} aria-hidden />
          </button>
        </div>
      </header>
      <Navigation address={address} activeAlerts={activeAlerts} />
      <main className={classes['main']} id="main" tabIndex={-1}>
        <Banners screen={address.screen} />
        <ScreenBoundary key={address.screen}>
          <Suspense fallback={<Loading what="the page" />}>
            <Screen address={address} />
          </Suspense>
        </ScreenBoundary>
      </main>
      {isHelpOpen ? (
        <Suspense fallback={null}>
          <help.Part close={() => setHelpOpen(false)} />
        </Suspense>
      ) : null}
    </div>
  );
}

/** The fragment is the page's address, so the link must not change it. */
function skip(event: { preventDefault: () => void }): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}
