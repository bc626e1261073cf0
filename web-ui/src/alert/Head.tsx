import { ActionIcon, Button } from '@mantine/core';
import { IconBook, IconChartLine, IconCheck, IconChevronDown, IconChevronUp, IconExternalLink, IconGavel, IconVolumeOff, IconX } from '@tabler/icons-react';
import { newSilence, printAddress } from '../address/address';
import { goTo } from '../address/useAddress';
import { linkTarget } from '../address/links';
import { expressionOf, placeOf } from '../evaluator/addresses';
import type { Copy } from '../copy/commands';
import { CopyMenu } from '../copy/CopyMenu';
import { useShortcut } from '../keys/shortcuts';
import { equalTo, labelPairs, matchersText } from '../matchers/matchers';
import { SeverityMark } from '../parts/SeverityMark';
import { StateMark } from '../parts/StateMark';
import type { Alert, Labels } from '../server/answers';
import { TimeText } from '../time/TimeText';
import classes from './alert.module.css';
import { linkName, linksOf, runbookOf } from './annotations';
import type { Source } from './source';

interface StepProps {
  readonly onNext: (() => void) | undefined;
  readonly onPrevious: (() => void) | undefined;
  readonly onClose: () => void;
}

/** Moves through the list, and leaves. */
export function Steps({ onNext, onPrevious, onClose }: StepProps) {
  useShortcut({ keys: 'j', does: 'Next alert of the list', section: 'Alert details' }, () => onNext?.(), onNext !== undefined);
  useShortcut({ keys: 'k', does: 'Previous alert of the list', section: 'Alert details' }, () => onPrevious?.(), onPrevious !== undefined);
  return (
    <div className={classes['steps']}>
      {onNext === undefined && onPrevious === undefined ? null : (
        <>
          <ActionIcon variant="subtle" color="gray" size={32} aria-label="Previous alert (k)" title="Previous alert (k)" disabled={onPrevious === undefined} onClick={onPrevious}>
            <IconChevronUp size={18} aria-hidden />
          </ActionIcon>
          <ActionIcon variant="subtle" color="gray" size={32} aria-label="Next alert (j)" title="Next alert (j)" disabled={onNext === undefined} onClick={onNext}>
            <IconChevronDown size={18} aria-hidden />
          </ActionIcon>
        </>
      )}
      <ActionIcon variant="subtle" color="gray" size={32} aria-label="Close (Esc)" title="Close (Esc)" onClick={onClose}>
        <IconX size={18} aria-hidden />
      </ActionIcon>
    </div>
  );
}

interface MarksProps {
  readonly alert: Alert | undefined;
  readonly labels: Labels;
  readonly isResolved: boolean;
}

/** Severity and state in words. */
export function Marks({ alert, labels, isResolved }: MarksProps) {
  return (
    <>
      <SeverityMark severity={alert?.severity ?? labels['severity']} />
      {isResolved ? (
        <span className={classes['resolved']}>
          <IconCheck size={16} aria-hidden /> Resolved
        </span>
      ) : alert === undefined ? null : (
        <StateMark state={alert.state} />
      )}
    </>
  );
}

interface SinceProps {
  readonly startsAt: string | undefined;
  readonly resolvedAt: string | undefined;
  readonly updatedAt: string | undefined;
}

export function Since({ startsAt, resolvedAt, updatedAt }: SinceProps) {
  return (
    <p className={classes['since']}>
      {resolvedAt === undefined ? null : (
        <span>
          Resolved <TimeText at={resolvedAt} as="ago" />
        </span>
      )}
      {startsAt === undefined ? null : (
        <span>
          {resolvedAt === undefined ? (
            <>
              Fires for <TimeText at={startsAt} as="age" isFixed />, since{' '}
            </>
          ) : (
            'Fired from '
          )}
          <TimeText at={startsAt} as="moment" />
        </span>
      )}
      {updatedAt === undefined || resolvedAt !== undefined ? null : (
        <span>
          updated <TimeText at={updatedAt} as="ago" />
        </span>
      )}
    </p>
  );
}

function OutLink({ href, children, icon }: { readonly href: string; readonly children: string; readonly icon: 'book' | 'out' }) {
  const Shape = icon === 'book' ? IconBook : IconExternalLink;
  return (
    <Button component="a" href={href} target="_blank" rel="noopener noreferrer" variant="default" size="xs" leftSection={<Shape size={16} aria-hidden />}>
      {children}
    </Button>
  );
}

interface ActionsProps {
  readonly alert: Alert | undefined;
  readonly labels: Labels;
  readonly isResolved: boolean;
  /** Where it comes from. */
  readonly source: Source;
  readonly copies: readonly Copy[];
  readonly byHand: (copy: Copy) => void;
  readonly maySilence: boolean;
}

/** What can be done about it. */
export function Actions({ alert, labels, isResolved, source, copies, byHand, maySilence }: ActionsProps) {
  const form = { ...newSilence, filter: matchersText(equalTo(Object.fromEntries(labelPairs(labels)))) };
  useShortcut({ keys: 's', does: 'Silence the alert', section: 'Alert details' }, () => goTo(form), maySilence);
  const annotations = alert?.annotations ?? {};
  const runbook = runbookOf(annotations);
  const generator = linkTarget(alert?.generatorURL);
  return (
    <div className={classes['actions']}>
      {maySilence ? (
        <Button
          component="a"
          href={printAddress(form)}
          size="xs"
          variant={isResolved ? 'default' : 'filled'}
          leftSection={<IconVolumeOff size={16} aria-hidden />}
          title="Silence (s)"
        >
          Silence
        </Button>
      ) : (
        <span className={classes['hint']}>You may look, but not silence.</span>
      )}
      {runbook === undefined ? null : (
        <OutLink href={runbook} icon="book">
          Runbook
        </OutLink>
      )}
      {source.place === undefined ? null : (
        <Button component="a" href={printAddress(placeOf(source.place))} variant="default" size="xs" leftSection={<IconGavel size={16} aria-hidden />}>
          Rule
        </Button>
      )}
      {source.expr !== undefined ? (
        <Button component="a" href={printAddress(expressionOf(source.expr))} variant="default" size="xs" leftSection={<IconChartLine size={16} aria-hidden />}>
          Query
        </Button>
      ) : generator === undefined ? null : (
        <OutLink href={generator} icon="out">
          Source
        </OutLink>
      )}
      {linksOf(annotations).map(({ name, target }) => (
        <OutLink key={name} href={target} icon="out">
          {linkName(name)}
        </OutLink>
      ))}
      <CopyMenu copies={copies} section="Alert details" byHand={byHand} />
    </div>
  );
}
