import { allSilences, printAddress } from '../address/address';
import { History } from './History';
import classes from './SilenceDetails.module.css';

/** For an id that the server knows no silence of: it may have known one. */
export function UnknownSilence({ id }: { readonly id: string }) {
  return (
    <div className={classes['details']}>
      <p>
        There is no silence with the id <code>{id}</code>. Silences are forgotten some days after their end (
        <code>--data.retention</code>), and a change of the matchers makes a new one.
      </p>
      <h2 className={classes['title']}>What is still known of it</h2>
      <History id={id} none="Nothing: the id may be mistyped, or too long ago." />
      <p>
        <a href={printAddress(allSilences)}>See all silences</a>
      </p>
    </div>
  );
}
