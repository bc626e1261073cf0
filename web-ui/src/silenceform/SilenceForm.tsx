import { Button, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { allSilences, newSilence } from '../address/address';
import { goBack } from '../address/useAddress';
import { isBehindDialog } from '../keys/shortcuts';
import { Failure } from '../parts/Failure';
import { Notice } from '../parts/Notice';
import { countText } from '../parts/numbers';
import type { Silence } from '../server/answers';
import { meQuery } from '../server/queries';
import { useMayNot } from '../server/me';
import { RequestFailure } from '../server/request';
import { serverNow, useNow } from '../time/clock';
import { hasSeveralSets } from '../silences/orders';
import { Matchers as MatcherSets } from '../silences/Matchers';
import { Annotations } from './Annotations';
import { annotationsOf } from './annotations';
import { Changes } from './Changes';
import { Matchers, type Unread } from './Matchers';
import { Narrow } from './Narrow';
import { PeriodFields } from './PeriodFields';
import { Preview, usePreview } from './Preview';
import type { Origin } from './breadth';
import { firstOf, orderFrom, problemsOf, type Field } from './check';
import { isOvertaken, versionOf, type Draft } from './draft';
import { Overtaken } from './Overtaken';
import { endOf, startOf } from './period';
import { matchersOf } from './rows';
import { useDraft } from './useDraft';
import { notDone, useSubmit } from './useSubmit';
import classes from './SilenceForm.module.css';

interface Props {
  /** Under which the draft is kept. */
  readonly address: string;
  readonly initial: Draft;
  /** The silence that is changed, as it is by now. */
  readonly known?: Silence;
  /** Asks the server how that silence is; undefined if it does not know it any more. */
  readonly look?: () => Promise<Silence | undefined>;
  readonly unread?: Unread | undefined;
  readonly origin?: Origin;
}

const places: Readonly<Record<Field, string>> = {
  matchers: '[data-matcher] input:not([type=checkbox]), [data-field=matchers] textarea',
  period: '[data-field=period] input',
  createdBy: '[data-field=createdBy]',
  comment: '[data-field=comment]',
  annotations: '[data-field=annotations] input',
};

/** A silence as it will be: who and why, what it matches, how long; with what it keeps back beside it. */
export function SilenceForm({ address, initial, known, look, unread, origin = newSilence }: Props) {
  const { draft, change, isRestored, discard, drop, keepAgain } = useDraft(address, initial);
  const who = useQuery(meQuery());
  const mayNot = useMayNot('silence');
  const [isChecked, setChecked] = useState(false);
  const [isHeldUp, setHeldUp] = useState(false);
  const form = useRef<HTMLDivElement>(null);
  const overtakenBy = known !== undefined && isOvertaken(draft, known) ? known : undefined;
  const matchers = matchersOf(draft.rows);
  // Its matchers stay as they are.
  const fixed = known !== undefined && hasSeveralSets(known) ? known : undefined;
  const preview = usePreview(matchers, origin, fixed);
  const matched = preview.isOld || preview.error !== null ? undefined : preview.page?.total;
  const { isBusy, error, send } = useSubmit(known, matched, initial.createdBy, drop, keepAgain);
  const problems = isChecked ? problemsOf(draft, serverNow()) : {};

  const focus = (field: Field | undefined): void => {
    if (field !== undefined) {
      form.current?.querySelector<HTMLElement>(places[field])?.focus();
    }
  };
  /** For buttons that leave with what they stand in: where the form is filled in most. */
  const discardHere = (): void => {
    discard();
    focus('comment');
  };
  const submit = (): void => {
    const missing = firstOf(problemsOf(draft, serverNow()));
    setChecked(true);
    if (mayNot || missing !== undefined) {
      focus(missing);
    } else {
      send(orderFrom(draft, known, serverNow()), isUpToDate);
    }
  };
  /** Whether nobody has changed the silence behind the form; otherwise the form asks what to do. */
  const isUpToDate = async (): Promise<boolean> => {
    const current = await look?.();
    const isOld = current !== undefined && isOvertaken(draft, current);
    setHeldUp(isOld);
    return !isOld;
  };
  useEffect(() => {
    if (isHeldUp && overtakenBy !== undefined) {
      form.current?.querySelector<HTMLElement>('[data-overtaken] button')?.focus();
      setHeldUp(false);
    }
  }, [isHeldUp, overtakenBy]);

  // Whoever comes from an alert has to say why and is done.
  useEffect(() => {
    focus(unread === undefined ? (firstOf(problemsOf(draft, serverNow())) ?? 'comment') : 'matchers');
    // Once, when the form appears.
  }, []);

  // What comes in above it moves the field that has the focus out of sight.
  const isPreviewed = preview.page !== undefined;
  useEffect(() => {
    const focused = document.activeElement;
    if (isPreviewed && focused !== null && form.current?.contains(focused) === true) {
      focused.scrollIntoView({ block: 'nearest' });
    }
  }, [isPreviewed]);

  const latest = useRef(submit);
  useEffect(() => {
    latest.current = submit;
  });
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.repeat && !isBehindDialog()) {
        event.preventDefault();
        latest.current();
      }
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, []);

  return (
    <div className={classes['columns']} ref={form}>
      <div>
        {mayNot ? (
          <div className={classes['note']}>
            <Notice tone="warning" title="You may not make silences">
              <p>
                The server does not let {who.data?.name ?? 'you'} change silences; whoever runs it can permit that with <code>--web.permit</code>.
              </p>
            </Notice>
          </div>
        ) : null}
        {overtakenBy === undefined ? null : (
          <Overtaken
            by={overtakenBy}
            onTakeOver={discardHere}
            onKeep={() => {
              change({ basedOn: versionOf(overtakenBy) });
              focus('comment');
            }}
          />
        )}
        {known?.state === 'expired' && overtakenBy === undefined ? (
          <div className={classes['note']}>
            <Notice tone="note" title="This silence is over">
              <p>Sending this form makes a new one like it.</p>
            </Notice>
          </div>
        ) : null}
        {isRestored ? (
          <div className={classes['note']}>
            <Notice
              tone="note"
              title="As you left it"
              actions={
                <Button size="xs" variant="default" onClick={discardHere}>
                  Discard it
                </Button>
              }
            >
              <p>What you had written here is still there.</p>
            </Notice>
          </div>
        ) : null}
        <fieldset className={classes['all']} disabled={mayNot} aria-label={known === undefined ? 'New silence' : 'Silence'}>
          {/* First: who comes from an alert has to fill in this alone, and sees below it what is silenced. */}
          <Part title="Who and why">
            <div className={classes['who']}>
              <TextInput
                label="Creator"
                data-field="createdBy"
                autoComplete="username"
                value={draft.createdBy}
                error={problems.createdBy}
                onChange={(event) => change({ createdBy: event.currentTarget.value })}
              />
              <Textarea
                label="Comment"
                data-field="comment"
                description="Why, and where to read more: addresses become links."
                inputWrapperOrder={['label', 'input', 'description', 'error']}
                autosize
                minRows={2}
                value={draft.comment}
                error={problems.comment}
                onChange={(event) => change({ comment: event.currentTarget.value })}
              />
            </div>
          </Part>
          {fixed === undefined ? (
            <Part title="Alerts with all of" field="matchers">
              <Matchers
                rows={draft.rows}
                problem={problems.matchers}
                isChecked={isChecked}
                unread={unread}
                onChange={(rows) => change({ rows })}
              />
              <Narrow rows={draft.rows} page={preview.page} onChange={(rows) => change({ rows })} />
            </Part>
          ) : (
            <Part title="Alerts with all of any of these sets">
              <div className={classes['sets']}>
                <MatcherSets silence={fixed} />
                <p className="quiet">
                  These stay as they are: silences with several sets of matchers come from elsewhere, and API v2, which this form uses, writes one set
                  only. For others, expire this silence and make a new one for each set.
                </p>
              </div>
            </Part>
          )}
          <Part title="How long" field="period">
            <PeriodFields
              period={draft.period}
              hasBegun={known?.state === 'active'}
              onChange={(period) => change({ period })}
            />
          </Part>
          <div className={classes['part']}>
            <Annotations annotations={draft.annotations} problem={problems.annotations} onChange={(annotations) => change({ annotations })} />
          </div>
        </fieldset>
        <div className={classes['send']}>
          {error === undefined ? null : <Refusal error={error} isChange={known !== undefined} />}
          {mayNot ? null : (
            <Button onClick={submit} loading={isBusy} title="Ctrl+Enter">
              {known === undefined || known.state === 'expired' ? 'Create silence' : 'Save changes'}
            </Button>
          )}
          <Button variant="default" onClick={() => goBack({ ...allSilences, open: known?.id ?? '' })}>
            Cancel
          </Button>
          {preview.page === undefined ? null : <span className={classes['reach']}>{countText(preview.page.total, 'alert')}</span>}
          {mayNot ? null : <span className={classes['keys']}>Ctrl+Enter</span>}
        </div>
      </div>
      <aside className={classes['aside']}>
        <Preview matchers={matchers} preview={preview} isFixed={fixed !== undefined} />
        {known === undefined || known.state === 'expired' ? null : <ChangesNow known={known} draft={draft} />}
      </aside>
    </div>
  );
}

interface PartProps {
  readonly title: string;
  readonly field?: Field;
  readonly children: ReactNode;
}

function Part({ title, field, children }: PartProps) {
  const id = useId();
  return (
    <section className={classes['part']} aria-labelledby={id} data-field={field}>
      <h2 id={id} className={classes['partTitle']}>
        {title}
      </h2>
      {children}
    </section>
  );
}

function ChangesNow({ known, draft }: { readonly known: Silence; readonly draft: Draft }) {
  const now = useNow();
  const wanted = {
    matchers: hasSeveralSets(known) ? known.matchers : matchersOf(draft.rows),
    start: startOf(draft.period, now),
    end: endOf(draft.period, now),
    createdBy: draft.createdBy.trim(),
    comment: draft.comment.trim(),
    annotations: annotationsOf(draft.annotations),
  };
  return <Changes known={known} wanted={wanted} now={now} />;
}

/** What the server said; after silence from it nobody knows whether it has done it. */
function Refusal({ error, isChange }: { readonly error: unknown; readonly isChange: boolean }) {
  const isUnknown = error instanceof RequestFailure && error.isUnreachable;
  return (
    <div className={classes['refusal']}>
      <Failure title={notDone(isChange)} error={error} />
      {isUnknown ? <p className="quiet">If only the answer got lost, it is made all the same: look at the list before you send it again.</p> : null}
    </div>
  );
}
