import { Button } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { Heading } from '../parts/Heading';
import { Notice } from '../parts/Notice';
import { reasonOf } from '../server/request';
import { PartMissing } from './parts';

interface Props {
  readonly children: ReactNode;
}

interface State {
  readonly error?: unknown;
  readonly isBroken: boolean;
}

/** A crash of one screen leaves the navigation and says what can be done. */
export class ScreenBoundary extends Component<Props, State> {
  override state: State = { isBroken: false };

  static getDerivedStateFromError(error: unknown): State {
    return { error, isBroken: true };
  }

  override render(): ReactNode {
    const { error, isBroken } = this.state;
    if (!isBroken) {
      return this.props.children;
    }
    const isMissing = error instanceof PartMissing;
    return (
      <>
        <Heading title={isMissing ? 'This screen could not be loaded' : 'This screen has failed'} />
        <Notice
          role="alert"
          tone="bad"
          detail={reasonOf(error)}
          actions={
            <>
              {isMissing ? null : (
                <Button size="xs" variant="default" onClick={() => this.setState({ error: undefined, isBroken: false })}>
                  Show it again
                </Button>
              )}
              <Button size="xs" onClick={() => window.location.reload()}>
                Load the page anew
              </Button>
            </>
          }
        >
          <p>
            {isMissing
              ? 'The server may run another version by now, or be out of reach. Load the page anew once it answers.'
              : 'That is a defect of the page, not of your alerts. The other screens still work; what the server does is not affected.'}
          </p>
        </Notice>
      </>
    );
  }
}
