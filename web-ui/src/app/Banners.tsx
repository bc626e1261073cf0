import { Button } from '@mantine/core';
import { IconAlertOctagon, IconAlertTriangle, IconInfoCircle, type Icon } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { printAddress, type Address } from '../address/address';
import { tryAgain, useLive } from '../server/live';
import { clusterQuery, meQuery, statusQuery } from '../server/queries';
import { TimeText } from '../time/TimeText';
import { bannersOf, type Banner } from './banners';
import classes from './Banners.module.css';

const icons: Readonly<Record<Banner['tone'], Icon>> = {
  bad: IconAlertOctagon,
  warning: IconAlertTriangle,
  note: IconInfoCircle,
};

function Notice({ banner }: { readonly banner: Banner }) {
  const Shape = icons[banner.tone];
  return (
    <div className={classes['banner']} data-tone={banner.tone} data-banner={banner.id}>
      <Shape className={classes['icon']} size={20} aria-hidden />
      <div className={classes['words']}>
        <strong>{banner.title}</strong>
        {banner.since === undefined ? null : (
          // The age changes all the time, which nobody needs to be told.
          <span className={classes['since']} aria-live="off">
            {' '}
            · <TimeText at={banner.since} />
          </span>
        )}
        {banner.detail === undefined ? null : <p className={classes['detail']}>{banner.detail}</p>}
        <p className={classes['text']}>{banner.text}</p>
      </div>
      {banner.retry === undefined ? null : (
        <Button size="xs" variant="default" onClick={tryAgain}>
          Try again
        </Button>
      )}
      {banner.link === undefined ? null : (
        <a className={classes['link']} href={printAddress(banner.link.target)}>
          {banner.link.label}
        </a>
      )}
    </div>
  );
}

/** What everybody should know, above every screen; what the screen itself tells is left to it. */
export function Banners({ screen }: { readonly screen: Address['screen'] }) {
  const live = useLive();
  const { data: me, error: meError } = useQuery(meQuery());
  const { data: status } = useQuery(statusQuery());
  const { data: cluster } = useQuery(clusterQuery());
  const banners = bannersOf({ live, me, meError, status, cluster }).filter(({ link }) => link?.target.screen !== screen);
  return (
    <section className={classes['banners']} aria-label="Notices" aria-live="polite">
      {banners.map((banner) => (
        <Notice key={banner.id} banner={banner} />
      ))}
    </section>
  );
}
