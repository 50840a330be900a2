import { type ComponentType, useEffect, useState } from 'react';
import { formText } from './form-text.ts';

/**
 * A control whose code comes when it is first drawn; until then a grey shape of its height stands there, so that nothing
 * jumps. Without signal the code may not come: that is said, with a way to try again, and the rest of the form works on.
 * @param height in px; 0 for what lies over the page
 */
export function later<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  height: number,
): ComponentType<Props> {
  let loaded: ComponentType<Props> | undefined;
  return function Later(props: Props) {
    const [state, setState] = useState<'loading' | 'here' | 'failed'>(loaded ? 'here' : 'loading');
    useEffect(() => {
      if (state !== 'loading') return;
      let isOver = false;
      load().then(
        (component) => {
          loaded = component;
          if (!isOver) setState('here');
        },
        () => !isOver && setState('failed'),
      );
      return () => {
        isOver = true;
      };
    }, [state]);
    const Loaded = loaded;
    if (Loaded) return <Loaded {...props} />;
    if (state !== 'failed')
      return height > 0 ? <div className="skeleton" style={{ height }} aria-hidden="true" /> : null;
    return (
      <p className="problem" role="alert">
        {formText('notLoaded')}
        <button type="button" className="fc-btn" onClick={() => setState('loading')}>
          {formText('retryUpload')}
        </button>
      </p>
    );
  };
}
