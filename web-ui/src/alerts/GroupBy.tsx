import { IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useId, useState, type FormEvent } from 'react';
import { completionsQuery } from '../server/queries';
import classes from './Toolbar.module.css';

interface Props {
  /** Labels to group by; undefined for the groups that routes make. */
  readonly by: readonly string[] | undefined;
  readonly onBy: (by: readonly string[] | undefined) => void;
}

/** Whether alerts are grouped as their routes say, or by labels of one's own choice. */
export function GroupBy({ by, onBy }: Props) {
  const id = useId();
  const [name, setName] = useState('');
  const names = useQuery({ ...completionsQuery('', 0), enabled: by !== undefined });
  const add = (event: FormEvent): void => {
    event.preventDefault();
    const wanted = name.trim();
    if (wanted !== '' && by?.includes(wanted) === false) {
      onBy([...by, wanted]);
    }
    setName('');
  };
  return (
    <div className={classes['tools']}>
      <label className={classes['labelled']}>
        <span className={classes['onlyWide']}>Group</span>
        <select
          className={classes['select']}
          value={by === undefined ? 'routes' : 'labels'}
          onChange={(event) => onBy(event.currentTarget.value === 'routes' ? undefined : [])}
        >
          <option value="routes">as routed</option>
          <option value="labels">by labels</option>
        </select>
      </label>
      {by === undefined ? null : (
        <>
          {by.map((each) => (
            <span key={each} className={classes['tag']}>
              {each}
              <button type="button" className={classes['remove']} aria-label={`Do not group by ${each}`} onClick={() => onBy(by.filter((other) => other !== each))}>
                <IconX size={14} aria-hidden />
              </button>
            </span>
          ))}
          <form onSubmit={add}>
            <input
              className={classes['text']}
              aria-label="Group by another label"
              placeholder="add a label"
              list={id}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
            />
            <datalist id={id}>
              {(names.data?.suggestions ?? [])
                .filter((each) => each.kind === 'name' && !by.includes(each.text))
                .map((each) => (
                  <option key={each.text} value={each.text} />
                ))}
            </datalist>
          </form>
        </>
      )}
    </div>
  );
}
