import { Loader } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { amtoolSnippet, curlSnippet, prometheusSnippet } from './snippets';
import classes from './States.module.css';
import toolClasses from './Toolbar.module.css';

function Snippet({ what, text }: { readonly what: string; readonly text: string }) {
  const [isCopied, setCopied] = useState(false);
  const shown = useRef<HTMLPreElement>(null);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
      setTimeout(() => setCopied(false), 3_000);
    } catch {
      // The browser, or whoever uses it, does not let pages write to the clipboard: marked, the text is one key from being copied.
      if (shown.current !== null) {
        window.getSelection()?.selectAllChildren(shown.current);
      }
    }
  };
  return (
    <div className={classes['snippet']}>
      <pre ref={shown}>{text}</pre>
      {/* Pages that came over plain http from afar have no clipboard. */}
      {window.isSecureContext ? (
        <button type="button" className={`${toolClasses['button']} ${classes['copy']}`} aria-label={`Copy ${what}`} onClick={() => void copy()}>
          {isCopied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
          {isCopied ? 'Copied' : 'Copy'}
        </button>
      ) : null}
    </div>
  );
}

/** Tells a newcomer what to do next: nothing has ever come in. */
export default function FirstVisit() {
  const page = window.location.href;
  return (
    <section className={classes['guide']} aria-labelledby="first-visit">
      <h2 id="first-visit">Waiting for the first alert</h2>
      <p>The server runs and is ready. Two steps are left.</p>
      <h3>1. Have Prometheus send its alerts here</h3>
      <p>
        Add this to <code>prometheus.yml</code> and reload Prometheus. Other senders, such as Grafana, Loki or vmalert, take the same
        address.
      </p>
      <Snippet what="the Prometheus configuration" text={prometheusSnippet(page)} />
      <h3>2. Or send a test alert now</h3>
      <p>With amtool, which is in the same folder as the server:</p>
      <Snippet what="the amtool command" text={amtoolSnippet(page)} />
      <p style={{ marginTop: 12 }}>Or with curl:</p>
      <Snippet what="the curl command" text={curlSnippet(page)} />
      <h3>What happens then</h3>
      <p>
        The alert appears here by itself. Which receivers hear of it, and when, is decided by the routes in{' '}
        <a href="#/status">the configuration</a>; what is known and need not be heard of is kept back by <a href="#/silences">silences</a>.
      </p>
      <p className={classes['waiting']} role="status">
        <Loader size="sm" aria-hidden /> Waiting for an alert…
      </p>
    </section>
  );
}
