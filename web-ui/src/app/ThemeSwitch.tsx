import { IconCheck, IconMoon, IconSun, IconBrightness, type Icon } from '@tabler/icons-react';
import { Popup } from './Popup';
import { setPreferences, themes, usePreferences, type Theme } from './preferences';
import classes from './ThemeSwitch.module.css';
import { themeWords } from './themes';

const icons: Readonly<Record<Theme, Icon>> = { auto: IconBrightness, light: IconSun, dark: IconMoon };

/** Light, dark, or as the system is. */
export function ThemeSwitch() {
  const { theme } = usePreferences();
  const Shape = icons[theme];
  return (
    <Popup label={`Theme: ${themeWords[theme]}`} face={<Shape size={20} aria-hidden />}>
      {(close) =>
        themes.map((each) => {
          const Each = icons[each];
          return (
            <button
              key={each}
              type="button"
              className={classes['choice']}
              aria-pressed={each === theme}
              onClick={() => {
                setPreferences({ theme: each });
                close();
              }}
            >
              <Each size={18} aria-hidden />
              <span>{themeWords[each]}</span>
              {each === theme ? <IconCheck size={16} aria-hidden /> : null}
            </button>
          );
        })
      }
    </Popup>
  );
}
