import { TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { readWall, wallText } from '../time/zones';

interface Props {
  readonly label: string;
  readonly millis: number;
  readonly zone: string;
  readonly error?: ReactNode;
  readonly disabled?: boolean;
  readonly onMillis: (millis: number) => void;
}

const notes = {
  exact: undefined,
  skipped: 'The clocks are put forward then and never show this time: the moment as much later is taken.',
  twice: 'The clocks are put back then and show this time twice: the first is taken.',
} as const;

/** A date and a time by the clocks of a zone. */
export function WallInput({ label, millis, zone, error, disabled = false, onMillis }: Props) {
  // What is being typed is not corrected meanwhile.
  const [typed, setTyped] = useState<string>();
  const read = typed === undefined ? undefined : readWall(typed, zone);
  return (
    <TextInput
      type="datetime-local"
      label={label}
      value={typed ?? wallText(millis, zone)}
      disabled={disabled}
      error={typed !== undefined && read === undefined ? 'Not a date and a time yet.' : error}
      description={read === undefined ? undefined : notes[read.kind]}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      onChange={(event) => {
        const text = event.currentTarget.value;
        setTyped(text);
        const moment = readWall(text, zone);
        if (moment !== undefined) {
          onMillis(moment.millis);
        }
      }}
      onBlur={() => {
        if (read?.kind !== 'skipped' && read?.kind !== 'twice') {
          setTyped(undefined);
        }
      }}
    />
  );
}
