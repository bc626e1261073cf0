import { IconSearch, IconX } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useId, useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useShortcut } from '../keys/shortcuts';
import { matcherText, operatorOf, type WrittenMatcher } from '../matchers/matchers';
import { nextActive } from '../parts/choosing';
import { Mistake } from '../parts/Mistake';
import { listId, optionId, Suggestions } from '../parts/Suggestions';
import { tellFailure } from '../parts/toasts';
import { useCursorAt } from '../parts/useCursorAt';
import { visibleValue } from '../parts/visible';
import type { MatcherError, Suggestion } from '../server/answers';
import { completionsQuery, readingQuery } from '../server/queries';
import { draftOf, draftText, restBeforeSearch, withSuggestion } from './draft';
import { joined, replaced } from './filters';
import type { FilterEdit } from './filterEdit';
import classes from './FilterField.module.css';
import { shortened } from './rows';
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
  /** Changes the matchers of the address as they are by then: they may be others than those that are shown now. Says whether it could. */
  readonly onEdit: (edit: FilterEdit) => Promise<boolean>;
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

/** One field for both: words are looked for while they are typed, matchers become chips. A combobox with a list of suggestions. */
export function FilterField(props: Props) {
  const { matchers, filter, refused, search, onEdit, onSearch, onClear, onLeave, hasMore, children } = props;
  const client = useQueryClient();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const putCursor = useCursorAt(input);
  const [draft, setDraft] = useState(search);
  const [cursor, setCursor] = useState(search.length);
  const [editing, setEditing] = useState<WrittenMatcher>();
  // The words in front that were not typed here.
  const [given, setGiven] = useState(search);
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const [failed, setFailed] = useState<Refused>();
  const [known, setKnown] = useState('');

  useShortcut({ keys: '/', does: 'Filter the alerts', section: 'Alerts' }, () => input.current?.focus());

  const change = (text: string, at: number): void => {
    setDraft(text);
    setCursor(at);
    setActive(-1);
    setFailed(undefined);
    setKnown('');
    setOpen(true);
  };

  const isMatcher = editing !== undefined || refused !== undefined;
  const { words, matcherFrom } = draftOf(draft, given, isMatcher);
  const matcher = matcherFrom === undefined ? '' : draft.slice(matcherFrom);

  // Typing is answered at once; the server is asked, and the address changed, when it rests.
  const wanted = useRef(search);
  const sent = useRef<readonly string[]>([]);
  const send = useCallback(
    (next: string): void => {
      if (next !== wanted.current) {
        wanted.current = next;
        sent.current = [...sent.current, next];
        onSearch(next);
      }
    },
    [onSearch],
  );
  useEffect(() => {
    const timer = setTimeout(() => send(words), restBeforeSearch(words));
    return () => clearTimeout(timer);
  }, [words, send]);

  // Back, or a link: the address has a search that was not typed here.
  useEffect(() => {
    const at = sent.current.indexOf(search);
    sent.current = sent.current.slice(at + 1);
    if (at < 0 && search !== wanted.current) {
      wanted.current = search;
      setDraft(search);
      setGiven(search);
      setEditing(undefined);
    }
  }, [search]);

  // A filter that cannot be read is shown as it is, to be put right.
  const refusedText = refused?.text;
  useEffect(() => {
    if (refusedText === undefined) {
      return undefined;
    }
    const before = wanted.current;
    const text = draftText(before, refusedText);
    setDraft(text);
    setCursor(text.length);
    setGiven(before);
    // Another filter: what nobody has put right goes with the old one.
    return () => setDraft((now) => (now === text ? before : now));
  }, [refusedText]);

  // What is completed: the matcher, or the one word that may become one.
  const partFrom = matcherFrom ?? 0;
  const part = draft.slice(partFrom);
  const rested = useRested(part, restBeforeAsking);
  const isAsking = isOpen && part.trim() !== '' && !(matcherFrom === undefined && /\s/.test(rested.trim()));
  const asked = useQuery({
    ...completionsQuery(
      rested,
      Math.min(Math.max(0, cursor - partFrom), rested.length),
      filter === '' || refused !== undefined ? [] : [filter],
    ),
    enabled: isAsking && rested === part,
  });
  const suggestions = isAsking && asked.data !== undefined && !asked.isPlaceholderData ? asked.data.suggestions : [];
  const isShown = suggestions.length > 0;
  const shownError: Refused | undefined = failed ?? (refused !== undefined && refused.text === matcher ? refused : undefined);

  /** Leaves these words, and no matcher. */
  const reset = (left: string): void => {
    setDraft(left);
    setGiven(left);
    setCursor(left.length);
    setActive(-1);
    setOpen(false);
    setFailed(undefined);
    setEditing(undefined);
  };

  const latest = useRef(draft);
  useLayoutEffect(() => {
    latest.current = draft;
  });
  /** What a matcher that came or went leaves, while somebody may be typing behind it. */
  const rewrite = (text: string, words: string, nowEditing: WrittenMatcher | undefined): void => {
    setDraft(text);
    setGiven(words);
    setCursor(text.length);
    putCursor(text.length);
    setEditing(nowEditing);
  };
  /**
   * The matcher that ends `whole` becomes a chip: what was typed behind it meanwhile stays.
   *
   * @returns whether it was still there
   */
  const leave = (left: string, whole: string): boolean => {
    if (latest.current === whole) {
      reset(left);
      return true;
    }
    if (latest.current.startsWith(whole)) {
      rewrite(draftText(left, latest.current.slice(whole.length).trimStart()), left, undefined);
      return true;
    }
    return false;
  };
  /** The matcher that was to become a chip is there again, before what was typed meanwhile. */
  const putBack = (left: string, whole: string): void => {
    const since = latest.current.startsWith(left) ? latest.current.slice(left.length).trim() : '';
    rewrite(draftText(whole, since), given, editing);
  };

  // The draft whose matcher the server is asked about.
  const asking = useRef<string>(undefined);
  /** @param whole the draft, of these words and the matcher behind them */
  const commit = async (left: string, text: string, whole: string): Promise<void> => {
    if (asking.current === whole) {
      return;
    }
    asking.current = whole;
    const read = await client.fetchQuery(readingQuery(text)).catch((error: unknown) => {
      tellFailure('The filter could not be read', error);
      return undefined;
    });
    if (asking.current === whole) {
      asking.current = undefined;
    }
    if (read?.error !== undefined) {
      if (latest.current === whole) {
        setFailed({ text, error: read.error });
        setOpen(false);
      }
    } else if (read !== undefined) {
      const hasLeft = leave(left, whole);
      const isDone = await onEdit((before) => {
        if (editing !== undefined) {
          return replaced(before, editing, read.matchers);
        }
        const after = joined(before, read.matchers);
        // Said from here: only here it is known what the filter has, however soon after the page was opened.
        setKnown(after.length === before.length ? text.trim() : '');
        return after;
      });
      if (!isDone && hasLeft) {
        putBack(left, whole);
      }
    }
  };

  const take = (suggestion: Suggestion): void => {
    const next = withSuggestion(draft, suggestion, partFrom);
    change(next.text, next.cursor);
    input.current?.focus();
    putCursor(next.cursor);
    const taken = draftOf(next.text, given, isMatcher);
    if (suggestion.kind === 'value' && next.cursor === next.text.length && taken.matcherFrom !== undefined) {
      void commit(taken.words, next.text.slice(taken.matcherFrom), next.text);
    }
  };

  const drop = (dropped: WrittenMatcher): void => void onEdit((before) => replaced(before, dropped, []));

  const pressed = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.nativeEvent.isComposing) {
      return;
    }
    const chosen = isShown ? suggestions[active] : undefined;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setOpen(true);
      setActive(nextActive(active, suggestions.length, event.key));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (chosen !== undefined) {
        take(chosen);
      } else if (matcherFrom !== undefined) {
        void commit(words, matcher, draft);
      } else {
        setOpen(false);
        send(words);
        onLeave();
      }
    } else if (event.key === 'Tab' && !event.shiftKey && isShown && (chosen !== undefined || matcherFrom !== undefined)) {
      const first = chosen ?? suggestions[0];
      if (first !== undefined) {
        event.preventDefault();
        take(first);
      }
    } else if (event.key === 'Escape') {
      if (isShown) {
        setOpen(false);
      } else if (editing !== undefined || draft !== '') {
        reset(matcherFrom === undefined ? '' : words);
      } else {
        input.current?.blur();
      }
    } else if (event.key === 'Backspace' && draft === '' && matchers !== undefined && editing === undefined) {
      const last = matchers.at(-1);
      if (last !== undefined) {
        drop(last);
      }
    }
  };

  const edit = (edited: WrittenMatcher): void => {
    const text = draftText(words, matcherText(edited));
    setGiven(words);
    setEditing(edited);
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
        {(matchers ?? []).map((each) =>
          editing !== undefined && matcherText(each) === matcherText(editing) ? null : (
            <span key={matcherText(each)} className={classes['chip']}>
              <button type="button" className={classes['text']} title={`Edit ${matcherText(each)}`} onClick={() => edit(each)}>
                <span className={classes['name']}>{each.name}</span>
                {operatorOf(each)}
                {visibleValue(each.value)}
              </button>
              <button
                type="button"
                className={classes['remove']}
                aria-label={`Remove ${matcherText(each)}`}
                onClick={() => {
                  drop(each);
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
          aria-controls={listId(id)}
          aria-autocomplete="list"
          aria-activedescendant={isShown && active >= 0 ? optionId(id, active) : undefined}
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
              reset('');
              onClear();
              input.current?.focus();
            }}
          >
            <IconX size={16} aria-hidden />
          </button>
        )}
      </div>
      {shownError === undefined ? null : (
        <Mistake id={`${id}-error`} text={shownError.text} offset={shownError.error.offset} length={shownError.error.length}>
          <p>
            {shownError.error.message} (character {shownError.error.offset + 1})
          </p>
          {shownError.error.hint === undefined ? null : <p className="quiet">{shownError.error.hint}</p>}
        </Mistake>
      )}
      <p className={known === '' ? 'visually-hidden' : classes['known']} role="status">
        {known === '' ? '' : `The filter has ${shortened(known)} already`}
      </p>
      <Suggestions
        id={id}
        offered={suggestions.map(({ kind, text, count }) => ({
          key: `${kind} ${text}`,
          text: kind === 'value' && text === '' ? '""' : text,
          ...(count === undefined ? {} : { aside: count }),
        }))}
        active={active}
        onTake={(index) => {
          const suggestion = suggestions[index];
          if (suggestion !== undefined) {
            take(suggestion);
          }
        }}
      />
    </div>
  );
}
