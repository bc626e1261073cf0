import { Loader } from '@mantine/core';

/** @param what completes "Loading" */
export function Loading({ what }: { readonly what: string }) {
  return (
    <p role="status" style={{ display: 'flex', gap: 12, alignItems: 'center' }}>
      <Loader size="sm" aria-hidden /> Loading {what}…
    </p>
  );
}
