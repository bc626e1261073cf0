import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconCopy, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { memo, useDeferredValue, useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { Failure } from '../parts/Failure';
import { Loading } from '../parts/Loading';
import { tellDone } from '../parts/toasts';
import type { Status } from '../server/answers';
import { configurationQuery } from '../server/queries';
import classes from './status.module.css';
import { linesWith, pieces } from './yaml';

/** Lines are drawn in blocks, so that the browser may leave out those out of sight. */
const blockLines = 100;

const Line = memo(function Line({ text, number, hit }: { readonly text: string; readonly number: number; readonly hit: 'no' | 'yes' | 'now' }) {
  return (
    <span className={classes['codeLine']} data-number={number} data-hit={hit}>
      {pieces(text).map((piece, index) => (
        <span key={index} data-kind={piece.kind}>
          {piece.text}
        </span>
      ))}
      {'\n'}
    </span>
  );
});

function blocksOf(lines: readonly string[]): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(lines.length / blockLines) }, (_, index) =>
    lines.slice(index * blockLines, (index + 1) * blockLines),
  );
}

/** The configuration in force as the server writes it, with numbered lines, to be searched and copied. */
export default function ConfigurationText({ configuration }: { readonly configuration: Pick<Status['configuration'], 'hash' | 'loadedAt'> }) {
  const { data, error, refetch } = useQuery(configurationQuery(configuration));
  const [words, setWords] = useState('');
  const [chosen, setChosen] = useState(0);
  const sought = useDeferredValue(words);
  const box = useRef<HTMLDivElement>(null);
  const text = data ?? '';
  const lines = useMemo(() => text.replace(/\n$/, '').split('\n'), [text]);
  const hits = useMemo(() => linesWith(lines, sought), [lines, sought]);
  const hitSet = useMemo(() => new Set(hits), [hits]);
  const current = hits.length === 0 ? undefined : hits[chosen % hits.length];

  useEffect(() => {
    if (current !== undefined) {
      box.current?.querySelector(`[data-number="${current + 1}"]`)?.scrollIntoView({ block: 'nearest' });
    }
  }, [current]);

  if (error !== null) {
    return <Failure title="The configuration cannot be shown" error={error} retry={() => void refetch()} />;
  }
  if (data === undefined) {
    return <Loading what="the configuration" />;
  }
  const step = (by: number): void => setChosen(hits.length === 0 ? 0 : (chosen + by + hits.length) % hits.length);
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') {
      event.preventDefault();
      step(event.shiftKey ? -1 : 1);
    }
  };
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      tellDone('The configuration was copied');
    } catch {
      // Browsers let pages write to the clipboard over https and on this machine only.
      const lined = box.current;
      if (lined !== null) {
        window.getSelection()?.selectAllChildren(lined);
        lined.focus();
        tellDone('The text is selected: copy it with Ctrl C');
      }
    }
  };
  return (
    <div>
      <div className={classes['codeTools']} role="search" aria-label="The configuration">
        <TextInput
          size="xs"
          aria-label="Find in the configuration"
          placeholder="Find"
          leftSection={<IconSearch size={16} aria-hidden />}
          value={words}
          onChange={(event) => {
            setWords(event.currentTarget.value);
            setChosen(0);
          }}
          onKeyDown={onKey}
        />
        <ActionIcon variant="default" size={30} aria-label="Line before with it" disabled={hits.length === 0} onClick={() => step(-1)}>
          <IconArrowUp size={16} aria-hidden />
        </ActionIcon>
        <ActionIcon variant="default" size={30} aria-label="Next line with it" disabled={hits.length === 0} onClick={() => step(1)}>
          <IconArrowDown size={16} aria-hidden />
        </ActionIcon>
        <span role="status" className="quiet">
          {sought.trim() === '' ? '' : hits.length === 0 ? 'no line' : `line ${(chosen % hits.length) + 1} of ${hits.length}`}
        </span>
        <Button size="xs" variant="default" ml="auto" leftSection={<IconCopy size={16} aria-hidden />} onClick={() => void copy()}>
          Copy
        </Button>
      </div>
      <div className={classes['code']} ref={box} tabIndex={0} role="region" aria-label="The configuration in force">
        <pre>
          {blocksOf(lines).map((block, index) => (
            <code key={index} className={classes['codeBlock']}>
              {block.map((line, at) => {
                const number = index * blockLines + at;
                return (
                  <Line
                    key={number}
                    text={line}
                    number={number + 1}
                    hit={number === current ? 'now' : hitSet.has(number) ? 'yes' : 'no'}
                  />
                );
              })}
            </code>
          ))}
        </pre>
      </div>
    </div>
  );
}
