/** The library at the left: press, Enter or drag to put something on the canvas. */
import { Input } from 'antd';
import { memo, useMemo, useState } from 'react';
import { Icon } from '../../../base/icons.tsx';
import { showPart } from '../canvas/part-id.ts';
import { useDesign } from '../design-store.ts';
import { useDrag, useDragging } from '../dragging-context.ts';
import { DesignIcon } from '../icons.tsx';
import { useLatin } from '../latin.ts';
import { placeForNew } from '../placing.ts';
import { d } from '../text.ts';
import { commandFor, itemLabel, type PaletteItem, paletteItems, shelfWords, shelves } from './palette-items.ts';

export function Palette({ onPicture }: { onPicture: () => void }) {
  const [typed, setTyped] = useState('');
  const latin = useLatin();
  const names = useMemo(
    () => new Map(paletteItems.map((item) => [item.id, [itemLabel(item), latin?.initials(itemLabel(item)) ?? '']])),
    [latin],
  );
  const wanted = typed.trim().toLowerCase();
  const found = paletteItems.filter(
    (item) => wanted === '' || names.get(item.id)?.some((name) => name.toLowerCase().includes(wanted)),
  );
  return (
    <aside className="dz-library" aria-label={d('library')}>
      <Input
        prefix={<Icon name="search" size={16} />}
        placeholder={d('findControl')}
        aria-label={d('findControl')}
        allowClear
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      {shelves.map((shelf) => {
        const items = found.filter((item) => item.shelf === shelf);
        return items.length === 0 ? null : (
          <section key={shelf} aria-label={d(shelfWords[shelf])}>
            <h2>{d(shelfWords[shelf])}</h2>
            <div className="dz-items">
              {items.map((item) => (
                <Item key={item.id} item={item} onPicture={onPicture} />
              ))}
            </div>
          </section>
        );
      })}
      {found.length === 0 ? <p className="dz-quiet">{d('noControl')}</p> : null}
      <p className="dz-quiet" id="dz-keys">
        {d('libraryHint')}
      </p>
    </aside>
  );
}

const Item = memo(function Item({ item, onPicture }: { item: PaletteItem; onPicture: () => void }) {
  const design = useDesign();
  const dragging = useDragging();
  const isDragged = useDrag((drag) => drag?.dragged.kind === 'new' && drag.dragged.item.id === item.id);
  const label = itemLabel(item);
  const add = () => {
    if (dragging.wasDragging()) return;
    if (item.id === 'picture') return onPicture();
    const { definition, selection } = design.get().history;
    const at = placeForNew(definition, selection, item.kind === 'field');
    if (!design.perform(commandFor(item, definition, at))) return;
    design.say(d('added', { label }));
    const made = design.get().history.selection[0];
    if (made !== undefined) showPart(made);
  };
  return (
    <button
      type="button"
      className={isDragged ? 'dz-item dragged' : 'dz-item'}
      title={label}
      onPointerDown={(event) => dragging.press(event.nativeEvent, () => ({ kind: 'new', item, label }))}
      onClick={add}
    >
      <DesignIcon name={item.icon} size={16} />
      <span>{label}</span>
    </button>
  );
});
