import { Drawer } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { SilencesAddress } from '../address/address';
import { goTo } from '../address/useAddress';
import { Failure } from '../parts/Failure';
import { Loading } from '../parts/Loading';
import { UndoHere } from '../parts/toasts';
import { silenceStates } from '../server/answers';
import { silencesQuery } from '../server/queries';
import { SilenceDetails } from './SilenceDetails';
import { UnknownSilence } from './UnknownSilence';
import type { SilenceActions } from './useSilenceActions';
import classes from './SilenceDrawer.module.css';

interface Props {
  readonly address: SilencesAddress;
  readonly may: boolean;
  readonly actions: SilenceActions;
}

/** Back to the row that it was opened from, wherever that is by now. */
function focusRow(id: string): void {
  document.querySelector<HTMLElement>(`[data-silence="${CSS.escape(id)}"]`)?.focus();
}

/** All about one silence, beside the list. */
export function SilenceDrawer({ address, may, actions }: Props) {
  const id = address.open;
  const { placeholderData: _, ...query } = silencesQuery({ id: [id], state: silenceStates });
  const { data, error, refetch } = useQuery(query);
  const silence = data?.silences[0];
  const close = (): void => {
    goTo({ ...address, open: '' });
    requestAnimationFrame(() => focusRow(id));
  };
  return (
    <Drawer.Root opened onClose={close} position="right" size={620} returnFocus={false} transitionProps={{ duration: 120 }}>
      <Drawer.Overlay backgroundOpacity={0.25} />
      <Drawer.Content data-shortcuts="Everywhere,Silence" aria-label="Silence">
        {/* A header element would be taken for the page's banner. */}
        <div className={classes['header']}>
          <Drawer.Title className={classes['title'] ?? ''}>Silence</Drawer.Title>
          <Drawer.CloseButton aria-label="Close" />
        </div>
        <Drawer.Body>
          <UndoHere />
          {error !== null && silence === undefined ? (
            <Failure title="The silence cannot be shown" error={error} retry={() => void refetch()} />
          ) : null}
          {data === undefined && error === null ? <Loading what="the silence" /> : null}
          {data !== undefined && silence === undefined ? <UnknownSilence id={id} /> : null}
          {silence === undefined ? null : <SilenceDetails silence={silence} may={may} actions={actions} />}
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}
