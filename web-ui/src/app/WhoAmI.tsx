import { IconCheck, IconEye, IconKeyboard, IconUserCircle, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { permissions, type Me, type Permission } from '../server/answers';
import { meQuery } from '../server/queries';
import { Popup } from './Popup';
import classes from './WhoAmI.module.css';

const meanings: Readonly<Record<Permission, string>> = {
  read: 'See alerts and silences',
  post: 'Post alerts',
  silence: 'Set and end silences',
  test: 'Send test notifications',
  admin: 'Reload the configuration',
};

/** How the server knows the caller, as a sentence's end. */
function proofOf({ kind }: Me): string {
  switch (kind) {
    case 'user':
      return 'known by a password';
    case 'certificate':
      return 'known by a client certificate';
    case 'proxied':
      return 'named by the proxy';
    default:
      return 'the server knows no name';
  }
}

function Facts({ me, name }: { readonly me: Me; readonly name: string }) {
  return (
    <>
      <p className={classes['identity']}>{name}</p>
      <p className="quiet">
        {proofOf(me)}
        {me.address === undefined ? null : <>, at {me.address}</>}
      </p>
      <ul className={classes['permissions']} aria-label="What you may do">
        {permissions.map((each) => {
          const may = me.permissions.includes(each);
          return (
            <li key={each} data-may={may}>
              {may ? <IconCheck size={16} aria-hidden /> : <IconX size={16} aria-hidden />}
              <span className="visually-hidden">{may ? 'May: ' : 'May not: '}</span>
              {meanings[each]}
            </li>
          );
        })}
      </ul>
      {me.permissions.includes('silence') ? null : (
        <p className="quiet">Silences are set by callers with the permission “silence” (--web.permit).</p>
      )}
    </>
  );
}

/** Who the server takes the caller for, and what they may do. */
export function WhoAmI({ help }: { readonly help: () => void }) {
  const { data: me } = useQuery(meQuery());
  const name = me === undefined ? '' : (me.name ?? 'Anonymous');
  const isReadOnly = me !== undefined && !me.permissions.includes('silence');
  return (
    <Popup
      label={`You: ${name || 'not known yet'}${isReadOnly ? ', read-only' : ''}`}
      face={
        <>
          <IconUserCircle size={20} aria-hidden />
          <span className={classes['name']}>{name}</span>
          {isReadOnly ? (
            <span className={classes['readOnly']}>
              <IconEye size={14} aria-hidden /> <span className={classes['name']}>Read-only</span>
            </span>
          ) : null}
        </>
      }
    >
      {(close) => (
        <div className={classes['facts']}>
          {me === undefined ? <p>The server has not said who you are.</p> : <Facts me={me} name={name} />}
          <p className={classes['more']}>
            <button
              type="button"
              className={classes['shortcuts']}
              onClick={() => {
                close();
                help();
              }}
            >
              <IconKeyboard size={18} aria-hidden /> Keyboard shortcuts
            </button>
          </p>
        </div>
      )}
    </Popup>
  );
}
