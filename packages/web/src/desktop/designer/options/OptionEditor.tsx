/**
 * The options of a choice, one per row. Only the rows in sight are drawn, so that 5,000 options scroll as smoothly as
 * five. Rows are sorted by dragging their grip or with Alt and the arrows.
 */
import { mostOptions } from '@anshao/core/forms/choices.ts';
import type { Option } from '@anshao/core/forms/contract.ts';
import type { PartRef } from '@anshao/core/forms/design/parts.ts';
import { Button, Input, Modal } from 'antd';
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import { Icon } from '../../../base/icons.tsx';
import { useDesign } from '../design-store.ts';
import { useIsPublished } from '../designed-form.ts';
import { d } from '../text.ts';
import { OptionRow } from './OptionRow.tsx';
import { areStarting, freeCode, pastedOptions } from './pasted-options.ts';

const rowHeight = 36;
const tallest = 10;
/** Drawn above and below what is seen. */
const spare = 4;

export interface OptionEditorProps {
  readonly path: PartRef;
  readonly options: readonly Option[];
  readonly appearance: 'buttons' | 'list' | 'colours' | 'scores' | undefined;
}

export function OptionEditor({ path, options, appearance }: OptionEditorProps) {
  const design = useDesign();
  const isPublished = useIsPublished(path);
  const list = useRef<HTMLDivElement>(null);
  const [scrolled, setScrolled] = useState(0);
  const [dropAt, setDropAt] = useState<number | undefined>(undefined);
  // Its name is what one types next.
  const [added, setAdded] = useState<string | undefined>(undefined);
  const [pasting, setPasting] = useState<string | undefined>(undefined);
  const from = Math.max(0, Math.floor(scrolled / rowHeight) - spare);
  const shown = options.slice(from, from + tallest + 2 * spare);

  const moveTo = (code: string, position: number) => {
    const rest = options.filter((option) => option.code !== code);
    const after = rest[Math.min(position, rest.length) - 1]?.code ?? null;
    design.perform({ do: 'moveOption', field: path, code, after });
  };
  const positionAt = (clientY: number): number => {
    const bounds = list.current?.getBoundingClientRect();
    if (!bounds || !list.current) return 0;
    const y = clientY - bounds.top + list.current.scrollTop;
    return Math.max(0, Math.min(options.length, Math.round(y / rowHeight)));
  };
  const drag = (event: PointerEvent<HTMLElement>, index: number) => {
    if (event.button !== 0) return;
    const { code } = options[index] as Option;
    const grip = event.currentTarget;
    grip.setPointerCapture(event.pointerId);
    let to = index;
    const follow = (moved: globalThis.PointerEvent) => {
      to = positionAt(moved.clientY);
      setDropAt(to);
    };
    const end = () => {
      grip.removeEventListener('pointermove', follow);
      grip.removeEventListener('pointerup', drop);
      grip.removeEventListener('pointercancel', end);
      setDropAt(undefined);
    };
    const drop = () => {
      end();
      // Positions count the row itself, which leaves its place.
      if (to !== index && to !== index + 1) moveTo(code, to > index ? to - 1 : to);
    };
    grip.addEventListener('pointermove', follow);
    grip.addEventListener('pointerup', drop);
    grip.addEventListener('pointercancel', end);
  };
  const keys = (event: KeyboardEvent, index: number) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    event.stopPropagation();
    const next = event.key === 'ArrowUp' ? index - 1 : index + 1;
    const option = options[index];
    if (option && next >= 0 && next < options.length) moveTo(option.code, next);
  };
  const add = () => {
    const codes = new Set(options.map((option) => option.code));
    const code = freeCode(codes);
    const label = d('optionNumber', { n: options.length + 1 });
    const option: Option = { code, label, status: 'active' };
    design.perform({ do: 'addOptions', field: path, options: [option], after: options.at(-1)?.code ?? null });
    setAdded(code);
    requestAnimationFrame(() => {
      if (list.current) list.current.scrollTop = list.current.scrollHeight;
    });
  };
  // What stands there only so that the field is not empty makes way.
  const kept = !isPublished && areStarting(options) ? [] : options;
  const fresh = pasting === undefined ? [] : pastedOptions(pasting, kept).slice(0, mostOptions - kept.length);
  const paste = () => {
    if (kept === options)
      design.perform({ do: 'addOptions', field: path, options: fresh, after: options.at(-1)?.code ?? null });
    else design.perform({ do: 'setField', field: path, set: { options: fresh } });
    setPasting(undefined);
  };

  return (
    <div className="dz-options">
      <div
        ref={list}
        className="dz-option-list"
        style={{ height: Math.min(options.length, tallest) * rowHeight }}
        onScroll={(event) => setScrolled(event.currentTarget.scrollTop)}
      >
        <div style={{ height: options.length * rowHeight, position: 'relative' }}>
          {shown.map((option, index) => (
            <div key={option.code} className="dz-option" style={{ top: (from + index) * rowHeight, height: rowHeight }}>
              {/* Sorting by keyboard is Alt with arrows in the row's own input. */}
              <span className="dz-option-grip" aria-hidden="true" onPointerDown={(event) => drag(event, from + index)}>
                <Icon name="grip" size={14} />
              </span>
              <OptionRow
                path={path}
                option={option}
                withScore={appearance === 'scores' || option.score !== undefined}
                isKept={isPublished}
                isNew={option.code === added}
                onNamed={() => setAdded(undefined)}
                onKeyDown={(event) => keys(event, from + index)}
              />
            </div>
          ))}
          {dropAt === undefined ? null : <div className="dz-option-line" style={{ top: dropAt * rowHeight }} />}
        </div>
      </div>
      <div className="dz-condition-add">
        <Button
          type="link"
          size="small"
          disabled={options.length >= mostOptions}
          icon={<Icon name="add" size={14} />}
          onClick={add}
        >
          {d('addOption')}
        </Button>
        <Button type="link" size="small" onClick={() => setPasting('')}>
          {d('pasteOptions')}
        </Button>
        {options.length > tallest ? <small>{d('optionCount', { count: options.length })}</small> : null}
      </div>
      <Modal
        open={pasting !== undefined}
        title={d('pasteOptions')}
        okText={d('addOptionsCount', { count: fresh.length })}
        okButtonProps={{ disabled: fresh.length === 0 }}
        onCancel={() => setPasting(undefined)}
        onOk={paste}
        destroyOnHidden
      >
        <p>{d('pasteOptionsWhy')}</p>
        <Input.TextArea
          aria-label={d('pasteOptions')}
          rows={12}
          value={pasting ?? ''}
          onChange={(event) => setPasting(event.target.value)}
        />
      </Modal>
    </div>
  );
}
