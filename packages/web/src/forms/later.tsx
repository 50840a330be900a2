import { type ComponentType, lazy, Suspense } from 'react';

/**
 * A control whose code comes when it is first drawn; until then a grey shape of its height stands there, so that nothing
 * jumps.
 * @param height in px
 */
export function later<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  height: number,
): ComponentType<Props> {
  const Loaded = lazy(async () => ({ default: await load() })) as unknown as ComponentType<Props>;
  return function Later(props: Props) {
    return (
      <Suspense fallback={<div className="skeleton" style={{ height }} aria-hidden="true" />}>
        <Loaded {...props} />
      </Suspense>
    );
  };
}
