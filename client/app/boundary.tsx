import i18next from 'i18next';
import { Component, type ReactNode } from 'react';
import { Failed } from '../ui/state-message.tsx';

/** What breaks inside says so in place, and the rest of the page goes on. */
export class Boundary extends Component<{ readonly children: ReactNode }, { failure: Error | null }> {
  override state = { failure: null as Error | null };

  static getDerivedStateFromError(failure: Error) {
    return { failure };
  }

  override render() {
    const { failure } = this.state;
    if (!failure) return this.props.children;
    return (
      <div className="map-wait">
        <Failed
          error={new Error(`${i18next.t('error.part')} (${failure.message})`)}
          onRetry={() => this.setState({ failure: null })}
        />
      </div>
    );
  }
}
