/** The menu of an application: lines dragged or moved by keys, gathered in groups, renamed, with links between. */
import { type App, getApp, updateApp } from '@anshao/core/apps/applications.ts';
import { Button, Input, Modal } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { appsText } from '../../apps/apps-text.ts';
import { droppedOn, linesOf, type MenuLine, menuOf, movedLine, withoutLine } from '../../apps/menu.ts';
import { callApi } from '../../base/api.ts';
import { Icon, type IconName } from '../../base/icons.tsx';
import { newId } from '../../base/ids.ts';
import { useWrite } from '../calls.ts';
import { t } from '../text.ts';

const lineIcons: Readonly<Record<MenuLine['entry']['kind'], IconName>> = {
  form: 'clipboard',
  group: 'list',
  link: 'link',
};

export function MenuEditor({ app, close }: { app: App; close: () => void }) {
  const [lines, setLines] = useState<readonly MenuLine[]>(() => linesOf(app.menu, app.formList));
  const [dragged, setDragged] = useState<string>();
  const [over, setOver] = useState<string>();
  const [said, setSaid] = useState('');
  const focusAfter = useRef<string>(undefined);
  const names = new Map(app.formList.map((form) => [form.key, form.name]));
  const titleOf = ({ entry }: MenuLine) =>
    entry.kind === 'form' ? (entry.title ?? names.get(entry.form) ?? entry.form) : entry.title;

  useEffect(() => {
    if (!focusAfter.current) return;
    document.querySelector<HTMLElement>(`[data-line="${focusAfter.current}"]`)?.focus();
    focusAfter.current = undefined;
  });

  const save = useWrite(
    (next: readonly MenuLine[]) =>
      callApi(updateApp, { params: { app: app.id }, body: { revision: app.revision, menu: menuOf(next) } }),
    { touches: [getApp], done: () => appsText('menuSaved'), after: close },
  );
  const move = (line: MenuLine, step: -1 | 1) => {
    const next = movedLine(lines, line.id, step);
    setLines(next);
    focusAfter.current = line.id;
    const at = next.findIndex((one) => one.id === line.id);
    setSaid(appsText(next[at]?.isInside ? 'movedInside' : 'movedTo', { title: titleOf(line), position: at + 1 }));
  };
  const change = (id: string, entry: MenuLine['entry']) =>
    setLines(lines.map((line) => (line.id === id ? { ...line, entry } : line)));
  const rename = (line: MenuLine, title: string) => {
    const { entry } = line;
    if (entry.kind !== 'form') change(line.id, { ...entry, title });
    else if (title === names.get(entry.form) || title === '') change(line.id, { kind: 'form', form: entry.form });
    else change(line.id, { ...entry, title });
  };
  const add = (line: MenuLine) => {
    setLines([...lines, line]);
    focusAfter.current = line.id;
  };
  const addGroup = () => {
    const id = newId().slice(-12);
    add({ id: `group ${id}`, entry: { kind: 'group', id, title: appsText('newGroup') }, isInside: false });
  };
  const addLink = () =>
    add({
      id: `link ${newId()}`,
      entry: { kind: 'link', title: appsText('newLink'), url: 'https://' },
      isInside: false,
    });
  const wrong = lines.filter(({ entry }) => !isRight(entry));

  return (
    <Modal
      open
      width={640}
      title={appsText('editMenu')}
      okText={t('save')}
      cancelText={t('cancel')}
      confirmLoading={save.isPending}
      okButtonProps={{ disabled: wrong.length > 0 }}
      onCancel={close}
      onOk={() => save.mutate(lines)}
    >
      <p className="quiet-text">{appsText('menuHint')}</p>
      <div className="visually-hidden" aria-live="polite">
        {said}
      </div>
      <ol className="menu-lines">
        {lines.map((line) => (
          <li
            key={line.id}
            className={[line.isInside ? 'inside' : '', over === line.id && dragged ? 'over' : '', line.entry.kind]
              .filter(Boolean)
              .join(' ')}
            onDragOver={(event) => {
              event.preventDefault();
              setOver(line.id);
            }}
            onDrop={(event) => {
              event.preventDefault();
              if (dragged) setLines(droppedOn(lines, dragged, line.id));
              setDragged(undefined);
              setOver(undefined);
            }}
          >
            <button
              type="button"
              className="line-grip"
              data-line={line.id}
              draggable
              aria-label={appsText('moveLine', { title: titleOf(line) })}
              title={t('moveHint')}
              onDragStart={() => setDragged(line.id)}
              onDragEnd={() => {
                setDragged(undefined);
                setOver(undefined);
              }}
              onKeyDown={(event) => {
                if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
                event.preventDefault();
                move(line, event.key === 'ArrowUp' ? -1 : 1);
              }}
            >
              <Icon name="grip" size={16} />
            </button>
            <Icon name={lineIcons[line.entry.kind]} size={16} />
            <Input
              variant="borderless"
              aria-label={appsText('titleOf', { title: titleOf(line) })}
              maxLength={40}
              status={titleOf(line).trim() === '' ? 'error' : ''}
              value={titleOf(line)}
              onChange={(event) => rename(line, event.target.value)}
            />
            {line.entry.kind === 'link' ? (
              <Input
                variant="borderless"
                aria-label={appsText('addressOf', { title: titleOf(line) })}
                maxLength={500}
                status={isAddress(line.entry.url) ? '' : 'error'}
                value={line.entry.url}
                onChange={(event) =>
                  line.entry.kind === 'link' && change(line.id, { ...line.entry, url: event.target.value.trim() })
                }
              />
            ) : null}
            {line.entry.kind === 'form' ? null : (
              <Button
                type="text"
                size="small"
                aria-label={appsText('removeLine', { title: titleOf(line) })}
                icon={<Icon name="trash" size={16} />}
                onClick={() => setLines(withoutLine(lines, line.id))}
              />
            )}
          </li>
        ))}
      </ol>
      <div className="row">
        <Button icon={<Icon name="add" size={16} />} onClick={addGroup}>
          {appsText('addGroup')}
        </Button>
        <Button icon={<Icon name="link" size={16} />} onClick={addLink}>
          {appsText('addLink')}
        </Button>
      </div>
      {wrong.length > 0 ? (
        <p className="word major" role="alert">
          {appsText('lineWrong')}
        </p>
      ) : null}
    </Modal>
  );
}

function isAddress(url: string): boolean {
  return /^(https?:\/\/\S+|\/\S*)$/.test(url) && url !== 'https://';
}

function isRight(entry: MenuLine['entry']): boolean {
  if (entry.kind === 'form') return true;
  return entry.title.trim() !== '' && (entry.kind === 'group' || isAddress(entry.url));
}
