import { ActionIcon, CloseButton, Switch, TextInput } from '@mantine/core';
import { IconChartAreaLine, IconChartLine, IconChevronLeft, IconChevronRight, IconMinus, IconPlus, IconTable, type Icon } from '@tabler/icons-react';
import { useState } from 'react';
import { graphTabs, type GraphTab, type Panel, type PanelEdit } from '../address/address';
import { usePreferences } from '../app/preferences';
import { serverNow } from '../time/clock';
import { parseDuration } from '../time/spans';
import { readWall, wallText } from '../time/zones';
import { momentText, nextRange, readMoment, shifted, usualStep } from './asking';
import classes from './graph.module.css';

const tabs: Readonly<Record<GraphTab, { readonly word: string; readonly icon: Icon }>> = {
  table: { word: 'Table', icon: IconTable },
  graph: { word: 'Graph', icon: IconChartLine },
};

interface Props {
  readonly panel: Panel;
  readonly onPanel: (edit: PanelEdit) => void;
  readonly isLive: boolean;
  readonly onLive: (isLive: boolean) => void;
}

/** How the answer is shown: as a table of one moment, or as a graph of a stretch of time. */
export function Controls({ panel, onPanel, isLive, onLive }: Props) {
  const change = (part: Partial<Panel>): void => onPanel((now) => ({ ...now, ...part }));
  const { tab, isStacked } = panel;
  const isNow = (tab === 'table' ? panel.moment : panel.end) === '';
  return (
    <div className={classes['controls']}>
      <div className={classes['tabs']} role="group" aria-label="Shown as">
        {graphTabs.map((each) => {
          const { word, icon: Shape } = tabs[each];
          return (
            <button key={each} type="button" className={classes['tab']} aria-pressed={each === tab} onClick={() => change({ tab: each })}>
              <Shape size={16} aria-hidden />
              {word}
            </button>
          );
        })}
      </div>
      {tab === 'table' ? (
        <MomentField label="Moment" text={panel.moment} onText={(moment) => change({ moment })} />
      ) : (
        <>
          <span className={classes['joined']}>
            <ActionIcon variant="default" size={30} aria-label="Shorter range" title="Shorter range" onClick={() => onPanel((now) => ({ ...now, range: nextRange(now.range, false) }))}>
              <IconMinus size={15} aria-hidden />
            </ActionIcon>
            <WrittenField label="Range" className={classes['short']} text={panel.range} onText={(range) => change({ range })} />
            <ActionIcon variant="default" size={30} aria-label="Longer range" title="Longer range" onClick={() => onPanel((now) => ({ ...now, range: nextRange(now.range, true) }))}>
              <IconPlus size={15} aria-hidden />
            </ActionIcon>
          </span>
          <span className={classes['joined']}>
            <ActionIcon variant="default" size={30} aria-label="Earlier" title="Earlier" onClick={() => onPanel((now) => shifted(now, false, serverNow()))}>
              <IconChevronLeft size={15} aria-hidden />
            </ActionIcon>
            <MomentField label="Until" text={panel.end} onText={(end) => change({ end })} />
            <ActionIcon
              variant="default"
              size={30}
              aria-label="Later"
              title="Later"
              disabled={panel.end === ''}
              onClick={() => onPanel((now) => shifted(now, true, serverNow()))}
            >
              <IconChevronRight size={15} aria-hidden />
            </ActionIcon>
          </span>
          <WrittenField
            label="Step"
            className={classes['short']}
            placeholder={`${usualStep((parseDuration(panel.range) ?? 0) / 1000)}s`}
            text={panel.step}
            onText={(step) => change({ step })}
          />
          <div className={classes['tabs']} role="group" aria-label="Drawn as">
            <button type="button" className={classes['tab']} aria-label="Lines" title="Lines" aria-pressed={!isStacked} onClick={() => change({ isStacked: false })}>
              <IconChartLine size={16} aria-hidden />
            </button>
            <button
              type="button"
              className={classes['tab']}
              aria-label="Stacked"
              title="Stacked: the upper edge is the sum"
              aria-pressed={isStacked}
              onClick={() => change({ isStacked: true })}
            >
              <IconChartAreaLine size={16} aria-hidden />
            </button>
          </div>
        </>
      )}
      <Switch
        size="sm"
        className={classes['live'] ?? ''}
        label="Keep current"
        checked={isLive && isNow}
        disabled={!isNow}
        title={isNow ? 'Ask again and again' : 'Only what ends now can be kept current'}
        onChange={(event) => onLive(event.currentTarget.checked)}
      />
    </div>
  );
}

interface FieldProps {
  readonly label: string;
  readonly text: string;
  readonly placeholder?: string;
  readonly className?: string | undefined;
  readonly onText: (text: string) => void;
}

/** A text that counts once it is finished: at Enter, or when the field is left. */
function WrittenField({ label, text, placeholder, className, onText }: FieldProps) {
  const [typed, setTyped] = useState<string>();
  const settle = (): void => {
    if (typed !== undefined && typed.trim() !== text) {
      onText(typed.trim());
    }
    setTyped(undefined);
  };
  return (
    <TextInput
      size="xs"
      className={className ?? ''}
      aria-label={label}
      leftSection={<span className={classes['inner']}>{label}</span>}
      leftSectionWidth={label.length * 7 + 22}
      placeholder={placeholder}
      value={typed ?? text}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') {
          settle();
        }
      }}
      onBlur={settle}
    />
  );
}

/** A moment by the clocks of the person's zone; empty for now. */
function MomentField({ label, text, onText }: FieldProps) {
  const { zone } = usePreferences();
  const [typed, setTyped] = useState<string>();
  const millis = readMoment(text);
  const shown = millis === undefined ? '' : wallText(millis, zone);
  return (
    <TextInput
      size="xs"
      type={typed === undefined && text === '' ? 'text' : 'datetime-local'}
      className={classes['moment'] ?? ''}
      aria-label={`${label}; empty for now`}
      leftSection={<span className={classes['inner']}>{label}</span>}
      leftSectionWidth={label.length * 7 + 24}
      placeholder="now"
      value={typed ?? shown}
      rightSection={
        text === '' ? null : (
          <CloseButton
            size="xs"
            aria-label={`${label}: now`}
            title="Now"
            onClick={() => {
              setTyped(undefined);
              onText('');
            }}
          />
        )
      }
      onFocus={() => setTyped(shown)}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        const read = readWall(event.currentTarget.value, zone);
        if (read !== undefined) {
          onText(momentText(read.millis));
        }
      }}
      onBlur={() => setTyped(undefined)}
    />
  );
}
