import { Button, Textarea } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { matchersText } from '../matchers/matchers';
import type { MatcherError } from '../server/answers';
import { completionsQuery } from '../server/queries';
import { matchersOf, nextKey, rowsOf, type Row } from './rows';
import classes from './SilenceForm.module.css';

interface Props {
  readonly rows: readonly Row[];
  /** What the text begins with in place of the rows. */
  readonly initial: string | undefined;
  readonly onRows: (rows: readonly Row[]) => void;
  readonly onCancel: () => void;
}

/** All matchers as one text, as the command line and links have them. */
export function TextEntry({ rows, initial, onRows, onCancel }: Props) {
  const [text, setText] = useState(initial ?? matchersText(matchersOf(rows)));
  const [settled] = useDebouncedValue(text, 150);
  const { data } = useQuery({ ...completionsQuery(settled, settled.length), enabled: settled.trim() !== '' });
  const isCurrent = settled === text;
  const apply = (): void => {
    if (data !== undefined && isCurrent && data.error === undefined) {
      const off = rows.filter(({ isOn }) => !isOn);
      onRows([...rowsOf(data.matchers, nextKey(rows)), ...off]);
    }
  };
  const error = isCurrent && text.trim() !== '' ? data?.error : undefined;
  return (
    <>
      <Textarea
        label="Matchers"
        classNames={{ input: 'mono' }}
        autosize
        minRows={2}
        data-autofocus
        placeholder={'{alertname="DiskFull", instance=~"db-.*"}'}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        error={error === undefined ? undefined : <Where text={settled} error={error} />}
      />
      <div className={classes['buttons']}>
        <Button size="xs" disabled={!isCurrent || data === undefined || error !== undefined} onClick={apply}>
          Use these
        </Button>
        <Button size="xs" variant="subtle" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </>
  );
}

/** What is wrong, and the place. */
function Where({ text, error: { message, offset, length, hint } }: { readonly text: string; readonly error: MatcherError }) {
  return (
    <span className={classes['where']}>
      <span className="mono">
        {text.slice(0, offset)}
        <mark>{text.slice(offset, offset + Math.max(1, length)) || '␣'}</mark>
        {text.slice(offset + Math.max(1, length))}
      </span>
      <span>
        {message}
        {hint === undefined ? '' : ` ${hint}`}
      </span>
    </span>
  );
}
