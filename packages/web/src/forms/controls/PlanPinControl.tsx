import type { PlanPin } from '@anshao/core/forms/types/plan-pin.ts';
import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import { fileAddress } from '../../base/api.ts';
import { Icon } from '../../base/icons.tsx';
import { outgoingFile } from '../../files/outgoing.ts';
import { useShownFile } from '../../files/source.ts';
import type { FieldProps } from '../field-props.ts';
import { formText } from '../form-text.ts';
import './controls.css';

const zooms = [1, 2, 4] as const;
/** Share of the picture by which an arrow key moves the pin. */
const nudge = 0.01;

/** A pin on one of the form's plans: press where it is; enlarge to press more exactly. */
export function PlanPinControl({
  id,
  field,
  value,
  onChange,
  readOnly,
  describedBy,
  labelledBy,
}: FieldProps<'planPin'>) {
  const pin = asPin(value);
  const plans = field.plans ?? [];
  const [chosen, setChosen] = useState(pin?.plan ?? plans[0]?.file);
  const [zoom, setZoom] = useState<number>(1);
  const plan = plans.find(({ file }) => file === (pin?.plan ?? chosen));
  if (plans.length === 0) return <p className="note">{formText('noPlans')}</p>;
  const set = (x: number, y: number) => {
    if (plan) onChange({ plan: plan.file, x: inside(x), y: inside(y) });
  };
  const press = (event: PointerEvent<HTMLButtonElement>) => {
    if (readOnly) return;
    const box = event.currentTarget.getBoundingClientRect();
    set((event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
  };
  const move = (event: KeyboardEvent) => {
    const steps: Record<string, readonly [number, number]> = {
      ArrowRight: [nudge, 0],
      ArrowLeft: [-nudge, 0],
      ArrowUp: [0, -nudge],
      ArrowDown: [0, nudge],
    };
    const by = steps[event.key];
    if (!by || readOnly) return;
    event.preventDefault();
    set((pin?.x ?? 0.5) + by[0], (pin?.y ?? 0.5) + by[1]);
  };
  return (
    <div className="fc-plan">
      {plans.length > 1 && (
        <select
          className="inp fc-inp"
          aria-label={formText('whichPlan')}
          value={plan?.file}
          disabled={readOnly}
          onChange={(event) => {
            setChosen(event.target.value);
            if (pin) onChange(null);
          }}
        >
          {plans.map(({ file, name }) => (
            <option key={file} value={file}>
              {name}
            </option>
          ))}
        </select>
      )}
      {plan && (
        <div className="fc-plan-view" tabIndex={readOnly ? 0 : undefined}>
          <button
            id={id}
            type="button"
            className="fc-plan-sheet"
            style={{ width: `${zoom * 100}%` }}
            disabled={readOnly}
            aria-labelledby={labelledBy}
            aria-describedby={describedBy}
            onPointerUp={press}
            onKeyDown={move}
          >
            <PlanPicture file={plan.file} name={plan.name} />
            {pin && pin.plan === plan.file && (
              <span className="fc-plan-pin" style={{ left: `${pin.x * 100}%`, top: `${pin.y * 100}%` }}>
                <Icon name="pin" size={32} />
              </span>
            )}
          </button>
        </div>
      )}
      <div className="fc-row">
        <span className="note">{formText(pin ? 'pinSet' : 'pressPlan')}</span>
        <span className="sp" />
        {pin && !readOnly && (
          <button type="button" className="fc-btn" onClick={() => onChange(null)}>
            {formText('clear')}
          </button>
        )}
        {zooms.map((one) => (
          <button
            key={one}
            type="button"
            className={one === zoom ? 'fc-btn on' : 'fc-btn'}
            aria-pressed={one === zoom}
            aria-label={formText('enlarge', { n: one })}
            onClick={() => setZoom(one)}
          >
            {one}×
          </button>
        ))}
      </div>
    </div>
  );
}

function PlanPicture({ file, name }: { file: string; name: string }) {
  return outgoingFile(file) ? (
    <OwnPicture file={file} name={name} />
  ) : (
    <img src={fileAddress(file, 'full')} alt={name} draggable={false} />
  );
}

function OwnPicture({ file, name }: { file: string; name: string }) {
  const shown = useShownFile(file);
  return shown?.full ? <img src={shown.full} alt={name} draggable={false} /> : <span className="skeleton" />;
}

export function asPin(value: unknown): PlanPin | undefined {
  const { plan, x, y } = (value ?? {}) as Partial<PlanPin>;
  return typeof plan === 'string' && typeof x === 'number' && typeof y === 'number' ? { plan, x, y } : undefined;
}

function inside(share: number): number {
  return Math.round(Math.min(1, Math.max(0, share)) * 10_000) / 10_000;
}
