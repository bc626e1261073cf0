import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { emptyPanel, panelsMost, type GraphAddress, type Panel } from '../address/address';
import { changeAddress } from '../address/useAddress';
import { Gate } from '../evaluator/Gate';
import { Heading } from '../parts/Heading';
import { QueryPanel } from './QueryPanel';

export default function GraphScreen({ address }: { readonly address: GraphAddress }) {
  return (
    <Gate title="Query">
      <Queries panels={address.panels} />
    </Gate>
  );
}

function change(edit: (now: readonly Panel[]) => readonly Panel[]): void {
  changeAddress('graph', (now) => ({ ...now, panels: edit(now.panels) }));
}

/** Whether another expression may follow. */
function mayAdd(panels: readonly Panel[]): boolean {
  return (panels.at(-1) ?? emptyPanel).expr !== '' && panels.length < panelsMost;
}

/** Expressions below each other, all of them in the address. */
function Queries({ panels }: { readonly panels: readonly Panel[] }) {
  const add = (): void => change((now) => (mayAdd(now) ? [...now, { ...(now.at(-1) ?? emptyPanel), expr: '' }] : now));
  // Pressed twice before it is drawn, it still is one.
  const remove = (index: number): void => change((now) => (now.length === panels.length ? now.toSpliced(index, 1) : now));
  return (
    <>
      <Heading title="Query" />
      {panels.map((panel, index) => (
        <QueryPanel
          // Panels have nothing but their places to be told by.
          key={index}
          panel={panel}
          number={panels.length === 1 ? undefined : index + 1}
          onPanel={(edit) => change((now) => now.map((each, at) => (at === index ? edit(each) : each)))}
          {...(panels.length === 1 ? {} : { onRemove: () => remove(index) })}
        />
      ))}
      {!mayAdd(panels) ? null : (
        <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={add}>
          Add an expression
        </Button>
      )}
    </>
  );
}
