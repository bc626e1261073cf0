import { Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useId, useRef, useState, type KeyboardEvent } from 'react';
import { namesQuery } from '../evaluator/queries';
import { useShortcut } from '../keys/shortcuts';
import { nextActive } from '../parts/choosing';
import { Mistake } from '../parts/Mistake';
import { listId, optionId, Suggestions } from '../parts/Suggestions';
import { useCursorAt } from '../parts/useCursorAt';
import { visibleValue } from '../parts/visible';
import { placeAt, suggestionsAt, withSuggestion, type Place, type Suggestion } from './completion';
import classes from './graph.module.css';
import type { Mistake as Located } from './mistake';

interface Props {
  /** What the field is called. */
  readonly name: string;
  /** Whether the shortcut leads here. */
  readonly isFirst: boolean;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly onRun: () => void;
  /** What the server found wrong in this text. */
  readonly mistake: Located | undefined;
}

const kindWords: Readonly<Record<Suggestion['kind'], string>> = {
  metric: 'metric',
  function: 'function',
  aggregation: 'aggregation',
  word: 'keyword',
  label: 'label',
  value: 'value',
};

/** Names that can stand at a place; nothing is asked for without one. */
function useKnown(place: Place | undefined): readonly string[] {
  const label = place?.kind === 'name' ? '__name__' : place?.kind === 'value' ? place.label : undefined;
  const metric = place === undefined || place.kind === 'name' ? '' : place.metric;
  return useQuery({ ...namesQuery(label, metric), enabled: place !== undefined }).data ?? [];
}

/** The field for an expression, with suggestions for what is being typed. */
export function ExpressionField({ name, isFirst, text, onText, onRun, mistake }: Props) {
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const putCursor = useCursorAt(field);
  const [cursor, setCursor] = useState(text.length);
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  useShortcut({ keys: '/', does: 'Go to the expression', section: 'Query' }, () => field.current?.focus(), isFirst);

  const place = isOpen ? placeAt(text, cursor) : undefined;
  const known = useKnown(place);
  const suggestions = place === undefined ? [] : suggestionsAt(place, known);
  const isShown = suggestions.length > 0;

  const change = (next: string, at: number): void => {
    onText(next);
    setCursor(at);
    setActive(-1);
    setOpen(true);
  };

  const take = (suggestion: Suggestion): void => {
    if (place === undefined) {
      return;
    }
    const taken = withSuggestion(text, cursor, place, suggestion);
    change(taken.text, taken.cursor);
    setOpen(suggestion.kind !== 'value');
    field.current?.focus();
    putCursor(taken.cursor);
  };

  const pressed = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.nativeEvent.isComposing) {
      return;
    }
    const chosen = isShown ? suggestions[active] : undefined;
    if (isShown && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      setActive(nextActive(active, suggestions.length, event.key));
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      if (chosen === undefined) {
        setOpen(false);
        onRun();
      } else {
        take(chosen);
      }
    } else if (event.key === 'Tab' && !event.shiftKey && isShown && (chosen !== undefined || (place?.typed ?? '') !== '')) {
      const first = chosen ?? suggestions[0];
      if (first !== undefined) {
        event.preventDefault();
        take(first);
      }
    } else if (event.key === 'Escape') {
      if (isShown) {
        setOpen(false);
      } else {
        field.current?.blur();
      }
    }
  };

  return (
    <div className={classes['field']}>
      <Textarea
        ref={field}
        aria-label={name}
        aria-autocomplete="list"
        aria-controls={isShown ? listId(id) : undefined}
        aria-activedescendant={isShown && active >= 0 ? optionId(id, active) : undefined}
        aria-invalid={mistake !== undefined}
        aria-describedby={mistake === undefined ? undefined : `${id}-mistake`}
        placeholder="Expression, such as rate(http_requests_total[5m]) (Enter runs it, Shift Enter begins a line)"
        classNames={{ input: classes['input'] ?? '' }}
        error={mistake !== undefined}
        withErrorStyles
        autosize
        minRows={1}
        maxRows={14}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        value={text}
        onChange={(event) => change(event.currentTarget.value, event.currentTarget.selectionStart)}
        onSelect={(event) => setCursor(event.currentTarget.selectionStart)}
        onKeyDown={pressed}
        onBlur={() => setOpen(false)}
      />
      <Suggestions
        id={id}
        offered={suggestions.map(({ kind, text: word }) => ({ key: `${kind} ${word}`, text: visibleValue(word), aside: kindWords[kind] }))}
        active={active}
        onTake={(index) => {
          const suggestion = suggestions[index];
          if (suggestion !== undefined) {
            take(suggestion);
          }
        }}
        isCode
      />
      <p className="visually-hidden" role="status">
        {isShown ? `${suggestions.length} suggestions` : ''}
      </p>
      {mistake === undefined ? null : (
        <Mistake id={`${id}-mistake`} text={text} offset={mistake.offset} length={mistake.length}>
          <p>
            {mistake.message} (line {mistake.line}, column {mistake.column})
          </p>
        </Mistake>
      )}
    </div>
  );
}
