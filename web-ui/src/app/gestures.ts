/** What the pointer does with a key held, which nothing on the screen says; and keys that work only where the focus is in a list. */

export interface Gesture {
  /** Keys and what is done with them, such as `Alt` and `click`. */
  readonly how: readonly string[];
  readonly does: string;
}

const range: Gesture = { how: ['Shift', 'click on a box'], does: 'Select up to here' };

const alerts: readonly Gesture[] = [
  { how: ['↓', '↑'], does: 'The next alert, the one before' },
  { how: ['Esc'], does: 'Select nothing' },
  { how: ['click on a label'], does: 'Add it to the filter' },
  { how: ['Alt', 'click on a label'], does: 'Exclude it' },
  { how: ['Ctrl', 'click on a label'], does: 'Only it is left' },
  { how: ['Ctrl', 'click on a state or a severity'], does: 'Only that is shown' },
  range,
];

/** Those of the screen whose shortcuts are in these sections; `isMac` for the name that its keyboards have for the key. */
export function gesturesOf(sections: readonly string[], isMac: boolean): readonly Gesture[] {
  const all = sections.includes('Alerts') ? alerts : sections.includes('Silences') ? [range] : [];
  return all.map(({ how, does }) => ({ how: how.map((each) => (isMac && each === 'Ctrl' ? 'Cmd' : each)), does }));
}
