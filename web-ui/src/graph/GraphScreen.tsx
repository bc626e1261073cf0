import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { emptyPanel, panelsMost, type GraphAddress, type Panel } from '../address/address';
import { goTo } from '../address/useAddress';
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

/** Expressions below each other, all of them in the address. */
function Queries({ panels }: { readonly panels: readonly Panel[] }) {
  const show = (next: readonly Panel[]): void => goTo({ screen: 'graph', panels: next });
  const last = panels.at(-1) ?? emptyPanel;
  return (
    <>
      <Heading title="Query" />
      {panels.map((panel, index) => (
        <QueryPanel
          // Panels have nothing but their places to be told by.
          key={index}
          panel={panel}
          number={panels.length === 1 ? undefined : index + 1}
          onPanel={(next) => show(panels.with(index, next))}
          {...(panels.length === 1 ? {} : { onRemove: () => show(panels.toSpliced(index, 1)) })}
        />
      ))}
      {last.expr === '' || panels.length >= panelsMost ? null : (
        <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => show([...panels, { ...last, expr: '' }])}>
          Add an expression
        </Button>
      )}
    </>
  );
}
