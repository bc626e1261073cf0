import { Drawer } from '@mantine/core';

interface Props {
  readonly fingerprint: string;
  readonly onClose: () => void;
  /** Opens the alert that the list shows after this one; absent at its end. */
  readonly onNext?: (() => void) | undefined;
  readonly onPrevious?: (() => void) | undefined;
}

/** All about one alert, beside the list that it was opened from. */
export default function AlertDrawer({ fingerprint, onClose }: Props) {
  return (
    <Drawer opened onClose={onClose} position="right" title="Alert" size={560}>
      <span className="mono">{fingerprint}</span>
    </Drawer>
  );
}
