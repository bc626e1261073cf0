import { Drawer } from '@mantine/core';
import type { ComponentProps, ReactNode } from 'react';
import { Facets } from './Facets';

interface Props extends ComponentProps<typeof Facets> {
  readonly onClose: () => void;
  /** Stands above the labels. */
  readonly children: ReactNode;
}

/** The label values on screens that have no room for them beside the list. */
export default function FacetSheet({ onClose, children, ...facets }: Props) {
  return (
    <Drawer opened onClose={onClose} position="left" title="Labels" size="min(340px, 90vw)" closeButtonProps={{ 'aria-label': 'Close' }}>
      <div style={{ display: 'grid', gap: 16, marginBottom: 16 }}>{children}</div>
      <Facets {...facets} />
    </Drawer>
  );
}
