import { IconChevronRight, IconClock, IconMail } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { memo, useState } from 'react';
import { printAddress, type AlertsAddress } from '../address/address';
import { labelPairs } from '../matchers/matchers';
import { LabelChip } from '../parts/LabelChip';
import { LinkedText } from '../parts/LinkedText';
import { SeverityMark } from '../parts/SeverityMark';
import { StateMark } from '../parts/StateMark';
import type { Alert, AlertGroup } from '../server/answers';
import { alertsQuery, type AlertSelection } from '../server/queries';
import { TimeText } from '../time/TimeText';
import { AlertRow } from './AlertRow';
import classes from './GroupCard.module.css';
import { useListActions } from './listing';
import { countText, numberText } from './numbers';
import { commonState, countedStates, groupTitle, summaryOf } from './rows';
import { SelectBox } from './SelectBox';
import { SilenceLink } from './SilenceLink';
import { silenceOfGroup } from './silencing';

/** So many alerts of a group are shown at most; all are in the table. */
export const mostInCard = 100;

interface Props {
  readonly id: string;
  readonly group: AlertGroup;
  readonly alerts: readonly Alert[];
  readonly isExpanded: boolean;
  readonly selected: ReadonlyMap<string, Alert>;
  /** The stop of the keys, if it is in this card. */
  readonly current: string | undefined;
  /** The group in the table, with all of its alerts. */
  readonly inTable: AlertsAddress;
  readonly onFold: (id: string, isExpanded: boolean) => void;
  readonly onMore: (id: string) => void;
}
