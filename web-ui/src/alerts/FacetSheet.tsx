import { Drawer } from '@mantine/core';
import type { ComponentProps } from 'react';
import { Facets } from './Facets';

/** The label values on screens that have no room for them beside the list. */
export default function FacetSheet({ onClose, ...facets }: ComponentProps<typeof Facets> & { readonly onClose: () => void }) {
  return (
    <Drawer opened onClose={onClose} position="left" title="Labels" size="min(340px, 90vw)" closeButtonProps={{ 'aria-label': 'Close' }}>
      <Facets {...facets} />
    </Drawer>
  );
}
