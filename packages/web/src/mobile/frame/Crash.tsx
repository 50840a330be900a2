import { Component, type ReactNode } from 'react';
import { Failure } from './states.tsx';

/** Catches what no page expected (also a part of the app that could not be loaded); the drafts are safe by then. */
export class Crash extends Component<{ children: ReactNode }, { error: unknown }> {
  override state: { error: unknown } = { error: undefined };

  static getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error };
  }

  override render(): ReactNode {
    if (this.state.error === undefined) return this.props.children;
    return (
      <div className="screen">
        <main className="page">
          <Failure error={this.state.error} retry={() => window.location.reload()} />
        </main>
      </div>
    );
  }
}
