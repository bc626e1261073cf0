import { Button, Textarea } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { withSuggestion } from '../alerts/draft';
import { matchersText } from '../matchers/matchers';
import type { Suggestion } from '../server/answers';
import { numberText } from '../parts/numbers';
import { completionsQuery } from '../server/queries';
import { useCursorAt } from '../parts/useCursorAt';
import { Where } from '../parts/Where';
import { matchersOf, nextKey, rowsOf, type Row } from './rows';
import classes from './SilenceForm.module.css';

interface Props {
  readonly rows: readonly Row[];
  /** What the text begins with in place of the rows. */
  readonly initial: string | undefined;
  readonly onRows: (rows: readonly Row[]) => void;
  readonly onCancel: () => void;
}

const settleMillis = 120;
const suggestionsShown = 8;

/** All matchers as one text, as the command line and links have them. */
export function TextEntry({ rows, initial, onRows, onCancel }: Props) {
  const [text, setText] = useState(initial ?? matchersText(matchersOf(rows)));
  const [cursor, setCursor] = useState(text.length);
  const field = useRef<HTMLTextAreaElement>(null);
  const putCursor = useCursorAt(field);
  useEffect(() => {
    const end = field.current?.value.length ?? 0;
    field.current?.focus();
    field.current?.setSelectionRange(end, end);
  }, []);
  const [settled] = useDebouncedValue(text, settleMillis);
  const { data, isPlaceholderData } = useQuery(completionsQuery(settled, Math.min(cursor, settled.length)));
  // Until the answer is there, the one shown is about what was written before.
  const isCurrent = settled === text && !isPlaceholderData;
  const write = (next: string, at: number): void => {
    setText(next);
    setCursor(at);
  };
  const take = (suggestion: Suggestion): void => {
    const next = withSuggestion(text, suggestion);
    write(next.text, next.cursor);
    field.current?.focus();
    putCursor(next.cursor);
  };
  const apply = (): void => {
    if (data !== undefined && isCurrent && data.error === undefined) {
      const off = rows.filter(({ isOn }) => !isOn);
      onRows([...rowsOf(data.matchers, nextKey(rows)), ...off]);
    }
  };
  const leave = (event: KeyboardEvent): void => {
    // Escape also ends what an input method offers.
    if (event.key === 'Escape' && !event.nativeEvent.isComposing) {
      event.preventDefault();
      onCancel();
    }
  };
  const error = isCurrent && text.trim() !== '' ? data?.error : undefined;
  // Who is in the middle of a matcher is offered how it goes on.
  const isUnfinished = error !== undefined && error.offset >= text.trimEnd().length && (data?.suggestions.length ?? 0) > 0;
  return (
    <div className={classes['text']} onKeyDown={leave}>
      <Textarea
        ref={field}
        label="Matchers"
        classNames={{ input: 'mono' }}
        autosize
        minRows={2}
        placeholder={'{alertname="DiskFull", instance=~"db-.*"}'}
        value={text}
        onChange={(event) => write(event.currentTarget.value, event.currentTarget.selectionStart)}
        onSelect={(event) => setCursor(event.currentTarget.selectionStart)}
        error={error === undefined || isUnfinished ? undefined : <Where text={settled} error={error} />}
      />
      {data === undefined || !isCurrent || data.suggestions.length === 0 ? null : (
        <ul className={classes['suggestions']} aria-label="Suggestions">
          {data.suggestions.slice(0, suggestionsShown).map((suggestion) => (
            <li key={`${suggestion.kind} ${suggestion.text}`}>
              <button type="button" className={classes['value']} onClick={() => take(suggestion)}>
                <span className="mono">{suggestion.text === '' ? '""' : suggestion.text}</span>
                {suggestion.count === undefined ? null : <span className="quiet">{numberText(suggestion.count)}</span>}
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className={classes['buttons']}>
        <Button size="xs" disabled={!isCurrent || data === undefined || error !== undefined} onClick={apply}>
          Use these
        </Button>
        <Button size="xs" variant="subtle" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </div>
  );
}
