/** The three parts of drawing: library, canvas with preview, properties. */
import type { Place } from '@anshao/core/forms/design/parts.ts';
import { App } from 'antd';
import { type ChangeEvent, useEffect, useMemo, useRef, useState } from 'react';
import { uploadFile } from '../records/uploads.ts';
import { Canvas, isInText } from './canvas/Canvas.tsx';
import { DropMarks } from './canvas/DropMarks.tsx';
import { useDesign, useDrawn } from './design-store.ts';
import { createDragging } from './dragging.ts';
import { DraggingContext } from './dragging-context.ts';
import { LinkedForms } from './LinkedForms.tsx';
import { Palette } from './palette/Palette.tsx';
import { commandFor, paletteItems } from './palette/palette-items.ts';
import { placeForNew } from './placing.ts';
import { Preview } from './preview/Preview.tsx';
import { Properties } from './properties/Properties.tsx';
import { d } from './text.ts';

export function Workbench() {
  const design = useDesign();
  const { message } = App.useApp();
  const canvas = useRef<HTMLElement>(null);
  const chooser = useRef<HTMLInputElement>(null);
  const [picturePlace, setPicturePlace] = useState<Place | undefined>(undefined);
  const dragging = useMemo(
    () =>
      createDragging(
        design,
        () => canvas.current,
        (place) => {
          setPicturePlace(place);
          chooser.current?.click();
        },
      ),
    [design],
  );

  const addPicture = async (event: ChangeEvent<HTMLInputElement>) => {
    const [file] = event.target.files ?? [];
    event.target.value = '';
    if (!file) return;
    try {
      const id = await uploadFile(file);
      const { definition, selection } = design.get().history;
      const at = picturePlace ?? placeForNew(definition, selection, false);
      const item = paletteItems.find((one) => one.id === 'picture');
      if (item) design.perform(commandFor(item, definition, at, id));
    } catch (error) {
      message.error(error instanceof Error ? error.message : d('uploadFailed'));
    } finally {
      setPicturePlace(undefined);
    }
  };

  // On the whole page: the focus may be on the bar above, or nowhere.
  useEffect(() => {
    const undoKeys = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || !(event.target instanceof Element)) return;
      if (isInText(event.target) || event.target.closest('[role="dialog"]')) return;
      const key = event.key.toLowerCase();
      if (key === 'z' && !event.shiftKey) design.undo();
      else if (key === 'y' || key === 'z') design.redo();
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', undoKeys);
    return () => document.removeEventListener('keydown', undoKeys);
  }, [design]);

  return (
    <DraggingContext value={dragging}>
      <div className="dz-bench">
        <Palette onPicture={() => chooser.current?.click()} />
        <Canvas scroller={canvas} />
        <Preview />
        <Properties />
      </div>
      <input
        ref={chooser}
        type="file"
        accept="image/*"
        className="visually-hidden"
        aria-label={d('choosePicture')}
        tabIndex={-1}
        onChange={(event) => void addPicture(event)}
      />
      <DropMarks />
      <LinkedForms />
      <Announcer />
    </DraggingContext>
  );
}

function Announcer() {
  const said = useDrawn((state) => state.said);
  return (
    <div className="visually-hidden" role="status" aria-live="polite">
      {said}
    </div>
  );
}
