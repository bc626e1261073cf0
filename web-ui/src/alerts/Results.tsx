import { IconFoldDown, IconFoldUp, IconVolumeOff } from '@tabler/icons-react';
import { printAddress, type AlertsAddress, type AlertView } from '../address/address';
import { setPreferences } from '../app/preferences';
import type { WrittenMatcher } from '../matchers/matchers';
import type { AlertPage } from '../server/answers';
import classes from './AlertsScreen.module.css';
import { GroupBy } from './GroupBy';
import { countText, numberText } from '../parts/numbers';
import { alertSorts, groupSorts, sortFor, type AddressEdit } from './selection';
import { silenceOf } from './silencing';
import toolClasses from './Toolbar.module.css';

interface Props {
  readonly address: AlertsAddress;
  readonly view: AlertView;
  readonly answer: AlertPage;
  readonly matchers: readonly WrittenMatcher[] | undefined;
  /** Of groups; undefined where none are shown. */
  readonly groups: number | undefined;
  readonly isExpanded: boolean;
  readonly maySilence: boolean;
  readonly onAddress: (edit: AddressEdit) => void;
}

/** How many alerts there are, and in which order and grouping. */
export function Results({ address, view, answer, matchers, groups, isExpanded, maySilence, onAddress }: Props) {
  const isCards = view === 'cards';
  const labels = answer.facets.map(({ name }) => name).filter((name) => name !== 'alertname' && name !== 'severity');
  const sorts = isCards ? groupSorts : [...alertSorts, ...labels.map((name) => ({ sort: `label:${name}`, text: `By ${name}` }))];
  const sort = sortFor(view, address.sort);
  const choices = sorts.some((each) => each.sort === sort) ? sorts : [...sorts, { sort, text: sort }];
  const by = address.customGrouping ? address.group : undefined;
  return (
    <div className={classes['results']}>
      <div className={classes['summary']}>
        <span>
          <strong>{countText(answer.total, 'alert')}</strong>
          {answer.total === answer.all ? '' : ` of ${numberText(answer.all)}`}
          {groups === undefined ? '' : ` in ${countText(groups, 'group')}`}
        </span>
        {maySilence && matchers !== undefined && matchers.length > 0 && answer.total > 0 ? (
          <a className={toolClasses['quietLink']} href={printAddress(silenceOf(matchers))}>
            <IconVolumeOff size={15} aria-hidden /> Silence what matches
          </a>
        ) : null}
      </div>
      <div className={toolClasses['tools']}>
        {isCards ? (
          <>
            <GroupBy
              by={by}
              onBy={(next) => onAddress((now) => ({ ...now, customGrouping: next !== undefined, group: next ?? [] }))}
            />
            <button
              type="button"
              className={toolClasses['button']}
              onClick={() => setPreferences({ groupsExpanded: !isExpanded })}
            >
              {isExpanded ? <IconFoldUp size={16} aria-hidden /> : <IconFoldDown size={16} aria-hidden />}
              <span className={toolClasses['onlyWide']}>{isExpanded ? 'Collapse all' : 'Expand all'}</span>
            </button>
          </>
        ) : null}
        <label className={toolClasses['labelled']}>
          <span className="visually-hidden">Order</span>
          <select className={toolClasses['select']} value={sort} onChange={({ currentTarget: { value } }) => onAddress((now) => ({ ...now, sort: value }))}>
            {choices.map((each) => (
              <option key={each.sort} value={each.sort}>
                {each.text}
              </option>
            ))}
          </select>
        </label>
      </div>
    </div>
  );
}
