import { ActionIcon, Button, Textarea, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useId, useLayoutEffect, useRef } from 'react';
import { withBlank, type Annotation } from './annotations';
import classes from './SilenceForm.module.css';

interface Props {
  readonly annotations: readonly Annotation[];
  readonly problem: string | undefined;
  readonly onChange: (annotations: readonly Annotation[]) => void;
}

/** Names and values that go with the silence, such as a ticket's number; most silences have none. */
export function Annotations({ annotations, problem, onChange }: Props) {
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  // Once it is there, and before the next key, which is meant for it.
  const isAdded = useRef(false);
  useLayoutEffect(() => {
    if (isAdded.current) {
      isAdded.current = false;
      list.current?.querySelector<HTMLElement>('li:last-child input')?.focus();
    }
  }, [annotations]);
  const add = (): void => {
    isAdded.current = true;
    onChange(withBlank(annotations));
  };
  const remove = (annotation: Annotation): void => {
    onChange(annotations.filter((each) => each !== annotation));
    list.current?.querySelector<HTMLElement>('[data-add]')?.focus();
  };
  return (
    <div ref={list} className={classes['annotations']} role="group" aria-labelledby={id} data-field="annotations">
      <span id={id} className={classes['annotationsTitle']}>
        Annotations
      </span>
      {annotations.length === 0 ? null : (
        <ul className={classes['rows']}>
          {annotations.map((annotation) => {
            const change = (part: Partial<Annotation>): void => onChange(annotations.map((each) => (each === annotation ? { ...each, ...part } : each)));
            const name = annotation.name.trim();
            return (
              <li key={annotation.key} className={classes['annotation']}>
                <TextInput
                  aria-label="Name of the annotation"
                  placeholder="name"
                  value={annotation.name}
                  onChange={(event) => change({ name: event.currentTarget.value })}
                />
                <Textarea
                  aria-label={name === '' ? 'Value of the annotation' : `Value of ${name}`}
                  placeholder="value"
                  autosize
                  minRows={1}
                  value={annotation.value}
                  onChange={(event) => change({ value: event.currentTarget.value })}
                />
                <ActionIcon
                  className={classes['remove'] ?? ''}
                  variant="subtle"
                  color="gray"
                  aria-label={name === '' ? 'Remove this annotation' : `Remove the annotation ${name}`}
                  onClick={() => remove(annotation)}
                >
                  <IconX size={18} aria-hidden />
                </ActionIcon>
              </li>
            );
          })}
        </ul>
      )}
      {problem === undefined ? null : (
        <p className={classes['problem']} role="alert">
          {problem}
        </p>
      )}
      <div className={classes['buttons']}>
        <Button variant="default" size="xs" leftSection={<IconPlus size={16} aria-hidden />} data-add onClick={add}>
          Add annotation
        </Button>
      </div>
    </div>
  );
}
