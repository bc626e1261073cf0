import { Button } from '@mantine/core';
import { IconPlus, IconTextSize } from '@tabler/icons-react';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { MatcherError } from '../server/answers';
import { MatcherRow } from './MatcherRow';
import { TextEntry } from './TextEntry';
import { blankRow, isBlank, nextKey, problemOf, type Row } from './rows';
import classes from './SilenceForm.module.css';

export interface Unread {
  readonly text: string;
  readonly error: MatcherError;
}

interface Props {
  readonly rows: readonly Row[];
  readonly problem: string | undefined;
  readonly isChecked: boolean;
  /** Matchers of the address that cannot be read, to be put right. */
  readonly unread: Unread | undefined;
  readonly onChange: (rows: readonly Row[]) => void;
}

/** The matchers: one row each, or all of them as a text. */
export function Matchers({ rows, problem, isChecked, unread, onChange }: Props) {
  const [isText, setText] = useState(unread !== undefined);
  const list = useRef<HTMLUListElement>(null);
  const asText = useRef<HTMLButtonElement>(null);
  const [isBack, setBack] = useState(false);
  // The text takes the focus; what had opened it gets it back.
  useEffect(() => {
    if (isBack) {
      asText.current?.focus();
    }
  }, [isBack]);
  const close = (): void => {
    setText(false);
    setBack(true);
  };
  const open = (): void => {
    setText(true);
    setBack(false);
  };
  // The row that gets the focus once it is there, and before the next key, which is meant for it.
  const wanted = useRef<Row['key']>(undefined);
  useLayoutEffect(() => {
    if (wanted.current !== undefined) {
      list.current?.querySelector<HTMLElement>(`[data-matcher="${wanted.current}"] input:not([type=checkbox])`)?.focus();
      wanted.current = undefined;
    }
  }, [rows]);
  const add = (): void => {
    const row = blankRow(nextKey(rows));
    wanted.current = row.key;
    onChange([...rows, row]);
  };
  const remove = (row: Row): void => {
    const left = rows.filter((each) => each !== row);
    const [first = blankRow(nextKey(rows)), ...others] = left;
    wanted.current = first.key;
    onChange([first, ...others]);
  };
  if (isText) {
    return (
      <TextEntry
        rows={rows}
        initial={unread?.text}
        onRows={(next) => {
          onChange(next);
          close();
        }}
        onCancel={close}
      />
    );
  }
  return (
    <>
      <ul className={classes['rows']} ref={list} aria-label="Matchers">
        {rows.map((row) => (
          <MatcherRow
            key={row.key}
            row={row}
            others={rows.filter((each) => each !== row && each.isOn && !isBlank(each) && problemOf(each) === undefined)}
            isChecked={isChecked && !(isBlank(row) && rows.length > 1)}
            onChange={(next) => onChange(rows.map((each) => (each === row ? next : each)))}
            onRemove={() => remove(row)}
          />
        ))}
      </ul>
      {isChecked && problem !== undefined ? (
        <p className={classes['problem']} role="alert">
          {problem}
        </p>
      ) : null}
      <div className={classes['buttons']}>
        <Button variant="default" size="xs" leftSection={<IconPlus size={16} aria-hidden />} onClick={add}>
          Add matcher
        </Button>
        <Button ref={asText} variant="subtle" size="xs" leftSection={<IconTextSize size={16} aria-hidden />} onClick={open}>
          Write them as text
        </Button>
      </div>
    </>
  );
}
