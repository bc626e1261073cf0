import { IconLayoutList, IconList, IconTable } from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import { alertViews, viewWords, type AlertView } from '../address/address';
import classes from './Toolbar.module.css';

const icons: Readonly<Record<AlertView, Icon>> = { cards: IconLayoutList, table: IconTable, compact: IconList };

/** How densely the alerts are shown. */
export function ViewSwitch({ view, onView }: { readonly view: AlertView; readonly onView: (view: AlertView) => void }) {
  return (
    <div className={classes['views']} role="group" aria-label="View">
      {alertViews.map((each) => {
        const text = viewWords[each];
        const Shape = icons[each];
        return (
          <button key={each} type="button" className={classes['view']} aria-pressed={each === view} title={text} onClick={() => onView(each)}>
            <Shape size={16} aria-hidden />
            <span className={classes['onlyWide']}>{text}</span>
          </button>
        );
      })}
    </div>
  );
}
