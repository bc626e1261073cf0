import { IconSearch, IconX } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useShortcut } from '../keys/shortcuts';
import { matcherText, operatorOf, type WrittenMatcher } from '../matchers/matchers';
import { tellFailure } from '../parts/toasts';
import type { MatcherError, Suggestion } from '../server/answers';
import { completionsQuery } from '../server/queries';
import { draftKind, markedParts, restBeforeSearch, searchOf, withSuggestion } from './draft';
import { joined, replaced, without } from './filters';
import classes from './FilterField.module.css';
import { useRested } from './useShown';

/** A filter that the server refuses, as the address has it. */
export interface Refused {
  readonly text: string;
  readonly error: MatcherError;
}

interface Props {
  /** What the address's filter means; undefined while nobody knows. */
  readonly matchers: readonly WrittenMatcher[] | undefined;
  readonly filter: string;
  readonly refused: Refused | undefined;
  readonly search: string;
  readonly onMatchers: (matchers: readonly WrittenMatcher[]) => void;
  readonly onSearch: (search: string) => void;
  readonly onClear: () => void;
  /** Leaves the field for the list. */
  readonly onLeave: () => void;
  /** Whether there is something else to clear. */
  readonly hasMore: boolean;
  /** More chips, before those of the matchers. */
  readonly children?: ReactNode;
}

const restBeforeAsking = 60;

function ErrorText({ id, text, error }: { readonly id: string; readonly text: string; readonly error: MatcherError }) {
  const [before, wrong, after] = markedParts(text, error.offset, error.length);
  return (
    <div id={id} className={classes['error']} role="alert">
      <p className={classes['wrong']}>
        {before}
        <mark>{wrong}</mark>
        {after}
      </p>
      <p>
        {error.message} (character {error.offset + 1})
      </p>
      {error.hint === undefined ? null : <p className="quiet">{error.hint}</p>}
    </div>
  );
}

/** One field for both: words are looked for while they are typed, matchers become chips. A combobox with a list of suggestions. */
export function FilterField(props: Props) {
  const { matchers, filter, refused, search, onMatchers, onSearch, onClear, onLeave, hasMore, children } = props;
  const client = useQueryClient();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [draft, setDraft] = useState(search);
  const [cursor, setCursor] = useState(search.length);
  const [editing, setEditing] = useState<number>();
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const [failed, setFailed] = useState<Refused>();

  useShortcut({ keys: '/', does: 'Filter the alerts', section: 'Alerts' }, () => input.current?.focus());

  const change = (text: string, at: number): void => {
    setDraft(text);
    setCursor(at);
    setActive(-1);
    setFailed(undefined);
    setOpen(true);
  };

  // Typing is answered at once; the server is asked, and the address changed, when it rests.
  const wanted = useRef(search);
  const sent = useRef<readonly string[]>([]);
  const send = useCallback(
    (text: string): void => {
      const next = searchOf(text);
      if (next !== wanted.current) {
        wanted.current = next;
        sent.current = [...sent.current, next];
        onSearch(next);
      }
    },
    [onSearch],
  );
  useEffect(() => {
    const timer = setTimeout(() => send(draft), restBeforeSearch(draft));
    return () => clearTimeout(timer);
  }, [draft, send]);

  // Back, or a link: the address has a search that was not typed here.
  useEffect(() => {
    const at = sent.current.indexOf(search);
    sent.current = sent.current.slice(at + 1);
    if (at < 0 && search !== wanted.current) {
      wanted.current = search;
      setDraft(search);
    }
  }, [search]);

  // A filter that cannot be read is shown as it is, to be put right.
  const refusedText = refused?.text;
  useEffect(() => {
    if (refusedText !== undefined) {
      setDraft(refusedText);
      setCursor(refusedText.length);
    }
  }, [refusedText]);

  const kind = draftKind(draft);
  const rested = useRested(draft, restBeforeAsking);
  const isAsking = isOpen && kind !== 'nothing' && !(kind === 'words' && /\s/.test(rested.trim()));
  const asked = useQuery({
    ...completionsQuery(rested, Math.min(cursor, rested.length), filter === '' || refused !== undefined ? [] : [filter]),
    enabled: isAsking && rested === draft,
  });
  const suggestions = isAsking && asked.data !== undefined && !asked.isPlaceholderData ? asked.data.suggestions : [];
  const isShown = suggestions.length > 0;
  const shownError: Refused | undefined = failed ?? (refused !== undefined && refused.text === draft ? refused : undefined);

  const reset = (): void => {
    setDraft('');
    setCursor(0);
    setActive(-1);
    setOpen(false);
    setFailed(undefined);
    setEditing(undefined);
  };

  const commit = async (text: string): Promise<void> => {
    const read = await client.fetchQuery(completionsQuery(text, text.length)).catch((error: unknown) => {
      tellFailure('The filter could not be read', error);
      return undefined;
    });
    if (read?.error !== undefined) {
      setFailed({ text, error: read.error });
      setOpen(false);
    } else if (read !== undefined) {
      const before = refused === undefined ? (matchers ?? []) : [];
      const after = editing === undefined ? joined(before, read.matchers) : replaced(before, editing, read.matchers);
      reset();
      onMatchers(after);
    }
  };

  const take = (suggestion: Suggestion): void => {
    const next = withSuggestion(draft, suggestion);
    change(next.text, next.cursor);
    input.current?.focus();
    // The field's own cursor follows its text.
    requestAnimationFrame(() => input.current?.setSelectionRange(next.cursor, next.cursor));
    if (suggestion.kind === 'value' && next.cursor === next.text.length) {
      void commit(next.text);
    }
  };

  const pressed = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.nativeEvent.isComposing) {
      return;
    }
    const chosen = isShown ? suggestions[active] : undefined;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setOpen(true);
      const count = suggestions.length;
      const step = event.key === 'ArrowDown' ? 1 : -1;
      // One place more than there are suggestions: none of them.
      setActive(count === 0 ? -1 : ((active + 1 + step + count + 1) % (count + 1)) - 1);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (chosen !== undefined) {
        take(chosen);
      } else if (kind === 'matcher') {
        void commit(draft);
      } else {
        setOpen(false);
        send(draft);
        onLeave();
      }
    } else if (event.key === 'Tab' && !event.shiftKey && isShown && (chosen !== undefined || kind === 'matcher')) {
      const first = chosen ?? suggestions[0];
      if (first !== undefined) {
        event.preventDefault();
        take(first);
      }
    } else if (event.key === 'Escape') {
      if (isShown) {
        setOpen(false);
      } else if (editing !== undefined || draft !== '') {
        reset();
      } else {
        input.current?.blur();
      }
    } else if (event.key === 'Backspace' && draft === '' && matchers !== undefined && matchers.length > 0 && editing === undefined) {
      onMatchers(without(matchers, matchers.length - 1));
    }
  };

  const edit = (matcher: WrittenMatcher, index: number): void => {
    const text = matcherText(matcher);
    setEditing(index);
    change(text, text.length);
    setOpen(false);
    input.current?.focus();
  };

  const isEmpty = draft === '' && (matchers ?? []).length === 0 && !hasMore;
  return (
    <div className={classes['box']}>
      <div className={classes['field']} data-wrong={shownError === undefined ? undefined : true} role="search" aria-label="Alerts">
        <IconSearch size={18} aria-hidden className={classes['icon']} />
        {children}
        {(matchers ?? []).map((matcher, index) =>
          index === editing ? null : (
            <span key={matcherText(matcher)} className={classes['chip']}>
              <button type="button" className={classes['text']} title={`Edit ${matcherText(matcher)}`} onClick={() => edit(matcher, index)}>
                <span className={classes['name']}>{matcher.name}</span>
                {operatorOf(matcher)}
                {matcher.value === '' ? '""' : matcher.value}
              </button>
              <button
                type="button"
                className={classes['remove']}
                aria-label={`Remove ${matcherText(matcher)}`}
                onClick={() => {
                  onMatchers(without(matchers ?? [], index));
                  input.current?.focus();
                }}
              >
                <IconX size={14} aria-hidden />
              </button>
            </span>
          ),
        )}
        <input
          ref={input}
          className={classes['input']}
          role="combobox"
          aria-label="Filter alerts"
          aria-expanded={isShown}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={isShown && active >= 0 ? `${id}-${active}` : undefined}
          aria-invalid={shownError !== undefined}
          aria-describedby={shownError === undefined ? undefined : `${id}-error`}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          placeholder={isEmpty ? 'Search, or filter: severity="critical"' : ''}
          value={draft}
          onChange={(event) => change(event.currentTarget.value, event.currentTarget.selectionStart ?? event.currentTarget.value.length)}
          onSelect={(event) => setCursor(event.currentTarget.selectionStart ?? 0)}
          onKeyDown={pressed}
          onBlur={() => setOpen(false)}
        />
        {isEmpty ? (
          <kbd className={classes['key']} aria-hidden>
            /
          </kbd>
        ) : (
          <button
            type="button"
            className={classes['clear']}
            aria-label="Clear the filter"
            title="Clear the filter"
            onClick={() => {
              reset();
              onClear();
              input.current?.focus();
            }}
          >
            <IconX size={16} aria-hidden />
          </button>
        )}
      </div>
      {shownError === undefined ? null : <ErrorText id={`${id}-error`} text={shownError.text} error={shownError.error} />}
      <ul id={`${id}-list`} role="listbox" aria-label="Suggestions" className={classes['popup']} hidden={!isShown}>
        {suggestions.map((suggestion, index) => (
          <li
            key={`${suggestion.kind} ${suggestion.text}`}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            className={classes['option']}
            // Before the field loses the focus.
            onPointerDown={(event) => {
              event.preventDefault();
              take(suggestion);
            }}
          >
            <span className={classes['optionText']}>{suggestion.kind === 'value' && suggestion.text === '' ? '""' : suggestion.text}</span>
            {suggestion.count === undefined ? null : <span className={classes['count']}>{suggestion.count}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}
