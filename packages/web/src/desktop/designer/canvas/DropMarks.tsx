/** What follows the pointer in a drag, and the line where it would be put. */

import { useDrag, useDragging } from '../dragging-context.ts';
import { DesignIcon } from '../icons.tsx';

export function DropMarks() {
  const dragging = useDragging();
  const drag = useDrag((now) => now);
  if (!drag) return null;
  const { dragged, over } = drag;
  return (
    <>
      <div
        className="dz-ghost"
        aria-hidden="true"
        ref={(element) => {
          dragging.ghost.current = element;
        }}
      >
        <DesignIcon name={dragged.kind === 'new' ? dragged.item.icon : 'grip'} size={16} />
        {dragged.label}
      </div>
      {over ? (
        <div
          className={over.line.isUpright ? 'dz-line upright' : 'dz-line'}
          aria-hidden="true"
          style={{
            left: over.line.left,
            top: over.line.top,
            [over.line.isUpright ? 'height' : 'width']: over.line.length,
          }}
        />
      ) : null}
    </>
  );
}
