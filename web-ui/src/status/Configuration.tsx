import { Button } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { Suspense, useState } from 'react';
import { partOf } from '../app/parts';
import { Loading } from '../parts/Loading';
import { Mark } from '../parts/Mark';
import { Notice } from '../parts/Notice';
import { numberText } from '../parts/numbers';
import type { Status } from '../server/answers';
import { TimeText } from '../time/TimeText';
import { Facts } from './Facts';
import { Problems } from './Problems';
import { ReloadButton } from './ReloadButton';
import { Section } from './Section';
import classes from './status.module.css';

const text = partOf(() => import('./ConfigurationText'));

type Of = Status['configuration'];

function Pending({ pending }: { readonly pending: NonNullable<Of['pending']> }) {
  return (
    <div className={classes['spaced']}>
      <Notice
        tone="bad"
        title={
          <>
            The configuration file could not be loaded{' '}
            <span className={classes['since']}>
              · <TimeText at={pending.failedAt} />
            </span>
          </>
        }
      >
        {pending.problems.length === 0 ? <p>{pending.message}</p> : <Problems problems={pending.problems} />}
        <p className="quiet">What is in force, loaded before, stays so until the file is mended and reloaded.</p>
      </Notice>
    </div>
  );
}

/** Which configuration is in force, what is wrong with the one that is not, and its text. */
export function Configuration({ configuration }: { readonly configuration: Of }) {
  const [isTextOpen, setTextOpen] = useState(false);
  const { file, hash, loadedAt, warnings, pending } = configuration;
  const Chevron = isTextOpen ? IconChevronDown : IconChevronRight;
  return (
    <Section name="configuration" aside={<ReloadButton />}>
      {pending === undefined ? null : <Pending pending={pending} />}
      <Facts
        facts={[
          ['In force', pending === undefined ? <Mark tone="good">the file as it was loaded last</Mark> : <Mark tone="warning">the one loaded before</Mark>],
          ['File', <span className="mono">{file}</span>],
          ['Loaded', loadedAt === undefined ? undefined : <TimeText at={loadedAt} />],
          ['Hash', hash === undefined ? undefined : <span className="mono">{hash}</span>],
        ]}
      />
      {warnings.length === 0 ? null : (
        <div className={classes['spaced']}>
          <Notice
            tone="warning"
            title={`${warnings.length === 1 ? 'A warning' : `${numberText(warnings.length)} warnings`} of the configuration in force`}
          >
            <Problems problems={warnings} />
          </Notice>
        </div>
      )}
      <Button
        size="xs"
        variant="subtle"
        px={6}
        leftSection={<Chevron size={16} aria-hidden />}
        aria-expanded={isTextOpen}
        onClick={() => setTextOpen(!isTextOpen)}
      >
        {isTextOpen ? 'Hide the text' : 'Show the text, secrets masked'}
      </Button>
      {isTextOpen ? (
        <Suspense fallback={<Loading what="the configuration" />}>
          <text.Part configuration={configuration} />
        </Suspense>
      ) : null}
    </Section>
  );
}
