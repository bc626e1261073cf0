import { ActionIcon, Autocomplete, Checkbox, NativeSelect, Pill, TagsInput, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { matcherText, matchersText } from '../matchers/matchers';
import { numberText } from '../parts/numbers';
import { visibleLine } from '../parts/visible';
import type { Suggestion } from '../server/answers';
import { isPattern, matcherOf, operators, operatorText, problemOf, withOperator, type Row } from './rows';
import { useSuggestions } from './useSuggestions';
import classes from './SilenceForm.module.css';

interface Props {
  readonly row: Row;
  /** The others that are on: only labels of alerts that they leave are offered. */
  readonly others: readonly Row[];
  /** Whether what is missing is to be said. */
  readonly isChecked: boolean;
  readonly onChange: (row: Row) => void;
  readonly onRemove: () => void;
}

/** Suggestions stand beside their field, within the page's content, where those who listen to the page find them. */
const inPlace = { withinPortal: false } as const;

function distinct(suggestions: readonly Suggestion[], kind: Suggestion['kind']): readonly Suggestion[] {
  const seen = new Set<string>();
  return suggestions.filter((each) => each.kind === kind && !seen.has(each.text) && seen.add(each.text));
}

/** Shows how many alerts have what is offered. */
function optionOf(offered: readonly Suggestion[]) {
  return function Option({ option }: { readonly option: { readonly value: string } }) {
    const count = offered.find(({ text }) => text === option.value)?.count;
    return (
      <span className={classes['option']}>
        <span>{visibleLine(option.value)}</span>
        {count === undefined ? null : <span className="quiet">{numberText(count)}</span>}
      </span>
    );
  };
}

/** One matcher: on or off, a label, an operator, and values or a pattern. */
export function MatcherRow({ row, others, isChecked, onChange, onRemove }: Props) {
  const problem = isChecked && row.isOn ? problemOf(row) : undefined;
  const name = row.name.trim();
  return (
    <li className={classes['row']} data-on={row.isOn} data-matcher={row.key}>
      <Checkbox
        className={classes['toggle'] ?? ''}
        checked={row.isOn}
        aria-label={name === '' ? 'Use this matcher' : `Use ${matcherText(matcherOf(row))}`}
        onChange={(event) => onChange({ ...row, isOn: event.currentTarget.checked })}
      />
      <NameInput row={row} others={others} error={name === '' ? problem : undefined} onChange={onChange} />
      <NativeSelect
        className={classes['operator'] ?? ''}
        aria-label={`Operator of ${name === '' ? 'the matcher' : name}`}
        value={row.operator}
        data={operators.map((value) => ({ value, label: operatorText(value, row.values.length) }))}
        onChange={(event) => {
          const operator = operators.find((each) => each === event.currentTarget.value);
          if (operator !== undefined) {
            onChange(withOperator(row, operator));
          }
        }}
      />
      {isPattern(row.operator) ? (
        <TextInput
          className={classes['values'] ?? ''}
          classNames={{ input: 'mono' }}
          aria-label={`Pattern for ${name}`}
          placeholder="node-.*"
          value={row.values[0] ?? ''}
          onChange={(event) => onChange({ ...row, values: [event.currentTarget.value] })}
        />
      ) : (
        <ValuesInput row={row} others={others} error={name === '' ? undefined : problem} onChange={onChange} />
      )}
      <ActionIcon
        className={classes['remove'] ?? ''}
        variant="subtle"
        color="gray"
        aria-label={name === '' ? 'Remove this matcher' : `Remove ${matcherText(matcherOf(row))}`}
        onClick={onRemove}
      >
        <IconX size={18} aria-hidden />
      </ActionIcon>
    </li>
  );
}

interface InputProps {
  readonly row: Row;
  readonly others: readonly Row[];
  readonly error: string | undefined;
  readonly onChange: (row: Row) => void;
}

function filterOf(others: readonly Row[]): readonly string[] {
  const text = matchersText(others.map(matcherOf));
  return text === '' ? [] : [text];
}

function NameInput({ row, others, error, onChange }: InputProps) {
  const [isFocused, setFocused] = useState(false);
  const offered = distinct(useSuggestions(row.name, filterOf(others), isFocused), 'name');
  return (
    <Autocomplete
      className={classes['name'] ?? ''}
      withScrollArea={false}
      comboboxProps={inPlace}
      classNames={{ options: classes['options'] ?? '' }}
      // The list would cover what stands below, whoever just passes by. Typing, an arrow or a click opens it.
      openOnFocus={false}
      aria-label="Label"
      placeholder="label"
      value={row.name}
      error={error}
      data={offered.map(({ text }) => text)}
      filter={({ options }) => options}
      renderOption={optionOf(offered)}
      onFocus={() => setFocused(true)}
      onBlur={() => setFocused(false)}
      onChange={(name) => onChange({ ...row, name })}
    />
  );
}

function ValuesInput({ row, others, error, onChange }: InputProps) {
  const [isFocused, setFocused] = useState(false);
  const [typed, setTyped] = useState('');
  const name = row.name.trim();
  const text = matcherText({ name, value: typed, isRegex: false, isEqual: true }).replace(/"$/, '');
  const offered = distinct(useSuggestions(text, filterOf(others), isFocused && name !== ''), 'value');
  return (
    <TagsInput
      className={classes['values'] ?? ''}
      withScrollArea={false}
      comboboxProps={inPlace}
      classNames={{ options: classes['options'] ?? '', inputField: (row.values.length === 0 ? undefined : classes['besideValues']) ?? '' }}
      aria-label={name === '' ? 'Values' : `Values of ${name}`}
      placeholder={row.values.length === 0 ? 'value' : ''}
      value={[...row.values]}
      error={error}
      splitChars={[]}
      isDuplicate={(value, values) => values.includes(value)}
      searchValue={typed}
      onSearchChange={setTyped}
      data={offered.map((each) => each.text)}
      filter={({ options }) => options}
      renderOption={optionOf(offered)}
      renderPill={({ value, onRemove, disabled }) => (
        <Pill
          withRemoveButton={disabled !== true}
          {...(onRemove === undefined ? {} : { onRemove })}
          {...(disabled === undefined ? {} : { disabled })}
        >
          {value === undefined || value === '' ? <em>no value</em> : visibleLine(value)}
        </Pill>
      )}
      onFocus={() => setFocused(true)}
      onBlur={() => setFocused(false)}
      onChange={(values) => onChange({ ...row, values })}
    />
  );
}
