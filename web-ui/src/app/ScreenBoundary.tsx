import { Button } from '@mantine/core';
import { Component, useEffect, useRef, type ReactNode } from 'react';
import { Heading } from '../parts/Heading';
import { Notice } from '../parts/Notice';
import { useLive } from '../server/live';
import { reasonOf } from '../server/request';
import { PartMissing, renewParts } from './parts';

interface Props {
  readonly children: ReactNode;
}

interface State {
  readonly error?: unknown;
  readonly isBroken: boolean;
}

/** How often a part that is missing is asked for again by itself: a server of another version will not have it. */
const againMax = 3;

/** Tells when the server is heard again. */
function OnceHeard({ onHeard }: { readonly onHeard: () => void }) {
  const { heardAt } = useLive();
  const before = useRef(heardAt);
  useEffect(() => {
    if (heardAt !== before.current) {
      before.current = heardAt;
      onHeard();
    }
  });
  return null;
}

/** A crash of one screen leaves the navigation and says what can be done. */
export class ScreenBoundary extends Component<Props, State> {
  override state: State = { isBroken: false };
  private timesAgain = 0;

  static getDerivedStateFromError(error: unknown): State {
    return { error, isBroken: true };
  }

  private readonly again = (): void => {
    renewParts();
    this.setState({ error: undefined, isBroken: false });
  };

  private readonly againByItself = (): void => {
    if (this.timesAgain < againMax) {
      this.timesAgain += 1;
      this.again();
    }
  };

  override render(): ReactNode {
    const { error, isBroken } = this.state;
    if (!isBroken) {
      return this.props.children;
    }
    const isMissing = error instanceof PartMissing;
    return (
      <>
        <Heading title={isMissing ? 'This screen could not be loaded' : 'This screen has failed'} />
        {isMissing ? <OnceHeard onHeard={this.againByItself} /> : null}
        <Notice
          role="alert"
          tone="bad"
          detail={reasonOf(error)}
          actions={
            <>
              <Button size="xs" variant="default" onClick={this.again}>
                {isMissing ? 'Try again' : 'Show it again'}
              </Button>
              <Button size="xs" onClick={() => window.location.reload()}>
                Load the page anew
              </Button>
            </>
          }
        >
          <p>
            {isMissing
              ? 'The server may be out of reach: then it is tried again by itself once it answers. If it runs another version by now, load the page anew.'
              : 'That is a defect of the page, not of your alerts. The other screens still work; what the server does is not affected.'}
          </p>
        </Notice>
      </>
    );
  }
}
