import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { printAddress, type Address } from '../address/address';
import { Notice } from '../parts/Notice';
import { tryAgain, useLive } from '../server/live';
import { clusterQuery, meQuery, statusQuery } from '../server/queries';
import { TimeText } from '../time/TimeText';
import { bannersOf, type Banner } from './banners';
import classes from './Banners.module.css';

function Shown({ banner }: { readonly banner: Banner }) {
  const { tone, title, text, detail, since, link, retry } = banner;
  return (
    <Notice
      tone={tone}
      title={
        <>
          {title}
          {since === undefined ? null : (
            // The age changes all the time, which nobody needs to be told.
            <span className={classes['since']} aria-live="off">
              {' '}
              · <TimeText at={since} />
            </span>
          )}
        </>
      }
      detail={detail}
      actions={
        <>
          {retry === undefined ? null : (
            <Button size="xs" variant="default" onClick={tryAgain}>
              Try again
            </Button>
          )}
          {link === undefined ? null : <a href={printAddress(link.target)}>{link.label}</a>}
        </>
      }
    >
      <p className={link === undefined ? undefined : classes['told']}>{text}</p>
    </Notice>
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
        <Shown key={banner.id} banner={banner} />
      ))}
    </section>
  );
}
