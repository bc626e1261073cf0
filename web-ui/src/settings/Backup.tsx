import { Button, Group } from '@mantine/core';
import { IconDownload, IconRotate, IconUpload } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { exportPreferences, importPreferences, preferences, resetPreferences, setPreferences } from '../app/preferences';
import { Notice } from '../parts/Notice';
import { tellDone } from '../parts/toasts';
import { reasonOf } from '../server/request';
import classes from './settings.module.css';

/** A file of settings is some hundred bytes. */
const maxBytes = 100_000;

function download(): void {
  const address = URL.createObjectURL(new Blob([exportPreferences()], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = 'tocsin-settings.json';
  link.click();
  URL.revokeObjectURL(address);
}

async function problemsOf(file: File): Promise<readonly string[]> {
  if (file.size > maxBytes) {
    return ['the file is too large for one of settings'];
  }
  try {
    return importPreferences(await file.text());
  } catch (error) {
    return [reasonOf(error)];
  }
}

/** Takes the settings to another browser, or back to how they were. */
export function Backup() {
  const input = useRef<HTMLInputElement>(null);
  const [problems, setProblems] = useState<readonly string[]>([]);
  const read = async (file: File): Promise<void> => {
    const before = preferences();
    const found = await problemsOf(file);
    setProblems(found);
    if (found.length === 0) {
      tellDone('The settings of the file are in force', { label: 'Undo', run: () => setPreferences(before) });
    }
  };
  const reset = (): void => {
    const before = preferences();
    resetPreferences();
    setProblems([]);
    tellDone('The settings are as in the beginning', { label: 'Undo', run: () => setPreferences(before) });
  };
  return (
    <>
      <Group gap="xs">
        <Button size="sm" variant="default" leftSection={<IconDownload size={16} aria-hidden />} onClick={download}>
          Export to a file
        </Button>
        <Button size="sm" variant="default" leftSection={<IconUpload size={16} aria-hidden />} onClick={() => input.current?.click()}>
          Import a file
        </Button>
        <Button size="sm" variant="default" leftSection={<IconRotate size={16} aria-hidden />} onClick={reset}>
          Reset
        </Button>
      </Group>
      <input
        ref={input}
        type="file"
        accept="application/json,.json"
        hidden
        aria-label="A file of settings"
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          if (file !== undefined) {
            void read(file);
          }
          // So that the same file can be chosen again.
          event.currentTarget.value = '';
        }}
      />
      <div role="alert">
        {problems.length === 0 ? null : (
          <div className={classes['problems']}>
            <Notice tone="bad" title="Nothing was imported">
              <ul>
                {problems.map((problem) => (
                  <li key={problem}>{problem}</li>
                ))}
              </ul>
            </Notice>
          </div>
        )}
      </div>
    </>
  );
}
