/** The record beside its list: head with the way to the neighbours, scrolling body, one primary action at the foot. */
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { Icon } from '../../base/icons.tsx';
import { ScrollRegion } from '../frame/ScrollRegion.tsx';
import { t } from '../text.ts';

export function SidePanel({
  title,
  note,
  head,
  close,
  previous,
  next,
  foot,
  flush,
  children,
}: {
  title: ReactNode;
  note?: ReactNode;
  head?: ReactNode;
  close: () => void;
  previous?: () => void;
  next?: () => void;
  foot?: ReactNode;
  /** True when the body brings its own spacing. */
  flush?: boolean;
  children: ReactNode;
}) {
  return (
    <aside className="side-panel" aria-label={typeof title === 'string' ? title : t('details')}>
      <div className="panel-head">
        <h2 className="cut">{title}</h2>
        {note ? <span className="quiet-text small-text">{note}</span> : null}
        <span className="spread" />
        {head}
        {previous ? (
          <Button
            type="text"
            size="small"
            aria-label={t('previous')}
            icon={<Icon name="up" size={16} />}
            onClick={previous}
          />
        ) : null}
        {next ? (
          <Button
            type="text"
            size="small"
            aria-label={t('next')}
            icon={<Icon name="down" size={16} />}
            onClick={next}
          />
        ) : null}
        <Button
          type="text"
          size="small"
          aria-label={t('close')}
          icon={<Icon name="close" size={16} />}
          onClick={close}
        />
      </div>
      <ScrollRegion className={flush ? 'panel-body flush' : 'panel-body'} label={t('details')}>
        {children}
      </ScrollRegion>
      {foot ? <div className="panel-foot">{foot}</div> : null}
    </aside>
  );
}

/** Ways to the neighbours of the current record within what is loaded. */
export function neighbours(ids: readonly string[], current: string, open: (id: string) => void) {
  const at = ids.indexOf(current);
  const before = at > 0 ? ids[at - 1] : undefined;
  const after = at >= 0 ? ids[at + 1] : undefined;
  return {
    previous: before ? () => open(before) : undefined,
    next: after ? () => open(after) : undefined,
  };
}
