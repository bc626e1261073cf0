import { Drawer } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { SilencesAddress } from '../address/address';
import { changeAddress } from '../address/useAddress';
import { Failure } from '../parts/Failure';
import { Loading } from '../parts/Loading';
import { UndoHere } from '../parts/toasts';
import { useFocusBack } from '../parts/useFocusBack';
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

/** All about one silence, beside the list; each one begins anew. */
export function SilenceDrawer(props: Props) {
  const { open } = props.address;
  useFocusBack(`[data-silence="${CSS.escape(open)}"]`);
  return <Opened key={open} {...props} />;
}

function Opened({ address, may, actions }: Props) {
  const id = address.open;
  const { placeholderData: _, ...query } = silencesQuery({ id: [id], state: silenceStates });
  const { data, error, refetch } = useQuery(query);
  const silence = data?.silences[0];
  return (
    <Drawer.Root opened onClose={() => changeAddress('silences', (now) => ({ ...now, open: '' }))} position="right" size={620} returnFocus={false} transitionProps={{ duration: 120 }}>
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
