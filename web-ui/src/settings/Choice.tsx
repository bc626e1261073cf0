import { useId } from 'react';
import classes from './settings.module.css';

interface Props<T extends string | number> {
  /** The question. */
  readonly label: string;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly value: T;
  readonly onChange: (value: T) => void;
}

/** One of a few, all in sight. */
export function Choice<T extends string | number>({ label, options, value, onChange }: Props<T>) {
  const id = useId();
  return (
    <fieldset className={classes['choice']}>
      <legend>{label}</legend>
      <div className={classes['options']}>
        {options.map((option) => (
          <label key={option.value} className={classes['option']}>
            <input type="radio" name={id} checked={option.value === value} onChange={() => onChange(option.value)} />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
