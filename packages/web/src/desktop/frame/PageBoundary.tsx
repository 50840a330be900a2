/** A page that breaks (a bug, or a part that did not load) says so in its place; navigation stays usable. */
import { Button } from 'antd';
import { Component, type ReactNode } from 'react';
import { t } from '../text.ts';
import { Empty } from './states.tsx';

export class PageBoundary extends Component<{ children: ReactNode }, { broken: Error | null }> {
  override state = { broken: null as Error | null };

  static getDerivedStateFromError(broken: Error) {
    return { broken };
  }

  override render() {
    if (!this.state.broken) return this.props.children;
    return (
      <Empty
        icon="refresh"
        title={t('pageBroken')}
        action={
          <Button type="primary" onClick={() => location.reload()}>
            {t('reload')}
          </Button>
        }
      >
        {t('pageBrokenWhy')} {this.state.broken.message}
      </Empty>
    );
  }
}
