import { Button } from '@mantine/core';
import { IconArrowsDiagonal, IconArrowsDiagonalMinimize2, IconGavel } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { allRules, printAddress, ruleKinds, type RuleKind, type RulesAddress } from '../address/address';
import { changeAddress } from '../address/useAddress';
import ofEvaluator from '../evaluator/evaluator.module.css';
import { Gate } from '../evaluator/Gate';
import { rulesQuery } from '../evaluator/queries';
import { SearchField } from '../evaluator/SearchField';
import { isNever, settingText, tookText } from '../evaluator/times';
import { Empty } from '../parts/Empty';
import { Failure } from '../parts/Failure';
import { FigureSwitch } from '../parts/FigureSwitch';
import { Heading } from '../parts/Heading';
import { Loading } from '../parts/Loading';
import { countText } from '../parts/numbers';
import { visibleLine } from '../parts/visible';
import { TimeText } from '../time/TimeText';
import { KindMark, kindMeanings } from './KindMark';
import { kindsOf, shownRules, withKind, type Group, type Row } from './rows';
import { RuleRow } from './RuleRow';
import classes from './rules.module.css';

/** Of rules that need nobody only the line is shown at first. */
function isOpenAtFirst({ rule }: Row): boolean {
  return kindsOf(rule).some((kind) => kind === 'firing' || kind === 'pending' || kind === 'failing');
}

/** What was opened or closed by hand; all others are as they begin, or as they were all set last. */
interface Opened {
  readonly all: boolean | undefined;
  readonly own: ReadonlyMap<string, boolean>;
}

const asTheyBegin: Opened = { all: undefined, own: new Map() };

export default function RulesScreen({ address }: { readonly address: RulesAddress }) {
  return (
    <Gate title="Rules">
      <Rules address={address} />
    </Gate>
  );
}

/** Rules by file and group, with what became of each. */
function Rules({ address }: { readonly address: RulesAddress }) {
  const { data, error, refetch } = useQuery(rulesQuery());
  const [opened, setOpened] = useState(asTheyBegin);
  const change = (part: Partial<RulesAddress>, replace = false): void => changeAddress('rules', (now) => ({ ...now, ...part }), replace);
  const { search, kind, rule, group, file } = address;
  const shown = useMemo(
    () => (data === undefined ? undefined : shownRules(data, { search, kind, rule, group, file })),
    [data, search, kind, rule, group, file],
  );
  // Whoever came for one rule wants to read it.
  const isOpen = (row: Row): boolean => opened.own.get(row.id) ?? opened.all ?? (rule !== '' || isOpenAtFirst(row));
  const open = useCallback(
    (id: string, isOpened: boolean): void => setOpened((before) => ({ ...before, own: new Map(before.own).set(id, isOpened) })),
    [],
  );
  return (
    <>
      <Heading title="Rules">
        <span className={classes['tools']}>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconArrowsDiagonal size={15} aria-hidden />}
            onClick={() => setOpened({ all: true, own: new Map() })}
          >
            Expand all
          </Button>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconArrowsDiagonalMinimize2 size={15} aria-hidden />}
            onClick={() => setOpened({ all: false, own: new Map() })}
          >
            Collapse all
          </Button>
        </span>
      </Heading>
      <div className={ofEvaluator['filters']} role="search" aria-label="Rules">
        <div className={ofEvaluator['figures']} role="group" aria-label="Kinds of rules that are shown">
          {ruleKinds.map((kind: RuleKind) => (
            <FigureSwitch
              key={kind}
              count={shown?.counts[kind]}
              isOn={address.kind.includes(kind)}
              title={kindMeanings[kind]}
              onClick={() => changeAddress('rules', (now) => ({ ...now, kind: withKind(now.kind, kind) }))}
            >
              <KindMark kind={kind} />
            </FigureSwitch>
          ))}
        </div>
        <SearchField
          label="Search in names, expressions, labels and annotations"
          section="Rules"
          search={address.search}
          onSearch={(search, isFirst) => change({ search }, !isFirst)}
        />
      </div>
      <Narrowed address={address} />
      {error === null ? null : <Failure title="The rules cannot be shown" error={error} retry={() => void refetch()} />}
      {shown === undefined ? (
        error === null ? (
          <Loading what="rules" />
        ) : null
      ) : (
        <>
          <p className="visually-hidden" role="status">
            {countText(shown.total, 'rule is', 'rules are')} shown
          </p>
          {shown.files.map(({ file, groups }) => (
            <section key={file} className={classes['file']} aria-label={`File ${file}`}>
              <h2 className={classes['fileName']}>{visibleLine(file)}</h2>
              {groups.map((each) => (
                <OneGroup key={each.group.name} shown={each} isOpen={isOpen} onOpen={open} />
              ))}
            </section>
          ))}
          {shown.total > 0 || shown.files.length > 0 ? null : <Nothing all={shown.all} />}
        </>
      )}
    </>
  );
}

/** What the list is narrowed to by the address, and the way out of that. */
function Narrowed({ address }: { readonly address: RulesAddress }) {
  const { rule, group, file } = address;
  if (rule === '' && group === '' && file === '') {
    return null;
  }
  const parts = [
    ...(rule === '' ? [] : [['rule', rule] as const]),
    ...(group === '' ? [] : [['group', group] as const]),
    ...(file === '' ? [] : [['file', file] as const]),
  ];
  return (
    <p className={classes['narrowed']}>
      Only{' '}
      {parts.map(([what, name], index) => (
        <span key={what}>
          {index === 0 ? '' : ', '}
          {what} <b>{visibleLine(name)}</b>
        </span>
      ))}
      <a href={printAddress({ ...address, rule: '', group: '', file: '' })}>Show all rules</a>
    </p>
  );
}

interface GroupProps {
  readonly shown: Group;
  readonly isOpen: (row: Row) => boolean;
  readonly onOpen: (id: string, isOpen: boolean) => void;
}

function OneGroup({ shown: { group, rows }, isOpen, onOpen }: GroupProps) {
  return (
    <section className={ofEvaluator['box']} aria-label={`Group ${group.name}`}>
      <div className={ofEvaluator['boxLine']}>
        <h3 className={ofEvaluator['boxName']}>{visibleLine(group.name)}</h3>
        <span className="quiet">
          every {settingText(group.interval)}
          {group.limit === 0 ? null : ` · at most ${countText(group.limit, 'result')} of a rule`}
          {isNever(group.lastEvaluation) ? (
            ' · not evaluated yet'
          ) : (
            <>
              {' '}
              · evaluated <TimeText at={group.lastEvaluation} />, took {tookText(group.evaluationTime)}
            </>
          )}
        </span>
      </div>
      {rows.length === 0 ? <p className={classes['none']}>It has no rules.</p> : null}
      <ul className={classes['rules']}>
        {rows.map((row) => (
          <RuleRow key={row.id} row={row} isOpen={isOpen(row)} onOpen={onOpen} />
        ))}
      </ul>
    </section>
  );
}

function Nothing({ all }: { readonly all: number }) {
  return all === 0 ? (
    <Empty icon={<IconGavel size={40} />} title="No rules">
      <p>
        <code>rule_files</code> in prometheus.yml names files with rules: alerts to fire, and expressions to record.
      </p>
    </Empty>
  ) : (
    <Empty icon={<IconGavel size={40} />} title="No rule fits">
      <p>{countText(all, 'rule is', 'rules are')} there, but none has all that is asked for.</p>
      <Button component="a" variant="default" href={printAddress(allRules)}>
        Show all rules
      </Button>
    </Empty>
  );
}
