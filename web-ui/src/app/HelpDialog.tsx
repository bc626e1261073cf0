import { Kbd } from '@mantine/core';
import { Fragment } from 'react';
import { useShortcuts, type Shortcut } from '../keys/shortcuts';
import { Dialog } from '../parts/Dialog';
import { gesturesOf, type Gesture } from './gestures';
import { usePreferences } from './preferences';
import classes from './HelpDialog.module.css';

/** Sections in the order in which they were first named, each key once. */
function bySection(shortcuts: readonly Shortcut[]): ReadonlyMap<string, readonly Shortcut[]> {
  const sections = new Map<string, Shortcut[]>();
  for (const shortcut of shortcuts) {
    const section = sections.get(shortcut.section) ?? [];
    if (!section.some(({ keys }) => keys === shortcut.keys)) {
      section.push(shortcut);
    }
    sections.set(shortcut.section, section);
  }
  return sections;
}

const names: Readonly<Record<string, string>> = { Escape: 'Esc', ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→', ' ': 'Space' };

/** As the key is labelled; a capital letter takes Shift. */
function keyText(key: string): string {
  return names[key] ?? (/^[A-Z]$/.test(key) ? `Shift ${key}` : key);
}

function Keys({ keys }: { readonly keys: string }) {
  const parts = keys.split(' ');
  return (
    <>
      {parts.map((part, index) => (
        // A sequence never changes.
        <span key={index}>
          {index === 0 ? null : <span className="quiet"> then </span>}
          <Kbd>{keyText(part)}</Kbd>
        </span>
      ))}
    </>
  );
}

const modifiers: readonly string[] = ['Shift', 'Alt', 'Ctrl', 'Cmd', 'Esc', '↓', '↑'];

function How({ how }: Pick<Gesture, 'how'>) {
  return how.map((part) => (
    <Fragment key={part}>
      {modifiers.includes(part) ? <Kbd>{part}</Kbd> : <span>{part}</span>}{' '}
    </Fragment>
  ));
}

/** Every shortcut that works on the screen below it: those that are in force, so it is always true. */
export default function HelpDialog({ close }: { readonly close: () => void }) {
  const shortcuts = useShortcuts();
  const sections = bySection(shortcuts);
  const gestures = gesturesOf([...sections.keys()], /^Mac|iP(hone|ad)/.test(navigator.platform));
  const { shortcuts: areOn } = usePreferences();
  return (
    <Dialog close={close} title="Keyboard shortcuts" size="lg">
      <p className={classes['note']}>
        {areOn ? 'They work wherever the focus is, but in fields and dialogs.' : 'They are turned off.'}{' '}
        <a href="#/settings" onClick={close}>
          {areOn ? 'Turn them off in the settings' : 'Turn them on in the settings'}
        </a>
      </p>
      <div className={classes['sections']}>
        {[...sections].map(([section, entries]) => (
          <section key={section}>
            <h3 className={classes['title']}>{section}</h3>
            <dl className={classes['list']}>
              {entries.map(({ keys, does }) => (
                <div key={keys} className={classes['entry']}>
                  <dt>
                    <Keys keys={keys} />
                  </dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        {gestures.length === 0 ? null : (
          <section>
            <h3 className={classes['title']}>In the list</h3>
            <dl className={classes['list']}>
              {gestures.map(({ how, does }) => (
                <div key={`${how.join(' ')} ${does}`} className={classes['entry']}>
                  <dt>
                    <How how={how} />
                  </dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        )}
        <section>
          <h3 className={classes['title']}>In dialogs</h3>
          <dl className={classes['list']}>
            <div className={classes['entry']}>
              <dt>
                <Kbd>Esc</Kbd>
              </dt>
              <dd>Close what is open</dd>
            </div>
          </dl>
        </section>
      </div>
    </Dialog>
  );
}
