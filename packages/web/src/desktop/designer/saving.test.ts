import type { FormDefinition } from '@anshao/core/forms/contract.ts';
import { fieldAt, opened, tidied } from '@anshao/core/forms/design/parts.ts';
import { sampleForm } from '@anshao/core/forms/design/testing/any-command.ts';
import type { Draft } from '@anshao/core/forms/designing.ts';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ApiProblem, asApiProblem } from '../../base/api.ts';
import { createDesign, type Design } from './design-store.ts';
import { browserCopies, type DraftCopies, type Merged, restoreCopy, startSaving } from './saving.ts';

const other = { id: '0190a1b2-0000-7000-8000-000000000002', name: '李工' };

/** A server with one draft, that can be made to fail. */
function buildServer() {
  let draft: Draft = {
    form: sampleForm.id,
    app: sampleForm.id,
    definition: tidied(sampleForm),
    revision: 3,
    basedOn: 0,
    savedAt: null,
    savedBy: null,
  };
  const server = {
    failing: undefined as 'offline' | undefined,
    saves: 0,
    draft: () => draft,
    store(definition: FormDefinition, by: Draft['savedBy']) {
      draft = { ...draft, definition, revision: draft.revision + 1, savedBy: by };
      return draft;
    },
    save: async (definition: FormDefinition, revision: number) => {
      if (server.failing) throw new ApiProblem('offline', 0, { code: 'web.offline', message: '', trace: '' });
      if (revision !== draft.revision)
        throw new ApiProblem('refused', 409, { code: 'forms.draft-moved', message: '', trace: '' });
      server.saves += 1;
      return server.store(definition, null);
    },
    load: async () => draft,
    problemOf: asApiProblem,
  };
  return server;
}

function buildCopies(): DraftCopies {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, text: string) => void kept.set(name, text),
    removeItem: (name: string) => void kept.delete(name),
  };
  return browserCopies('f', storage as unknown as Storage);
}

function build() {
  const server = buildServer();
  const design = createDesign(opened(sampleForm), server.draft(), () => undefined);
  const copies = buildCopies();
  const merged: Merged[] = [];
  const saver = startSaving(design, server, copies, (one) => merged.push(one));
  return { server, design, copies, merged, saver };
}

function rename(design: Design, label: string): void {
  design.perform({ do: 'setField', field: 'place', set: { label } });
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('what was drawn is saved once the hand has rested, in one go', async () => {
  const { server, design, copies } = build();
  rename(design, '位');
  await vi.advanceTimersByTimeAsync(500);
  rename(design, '位置');
  await vi.advanceTimersByTimeAsync(700);
  expect(server.saves).toBe(0);
  await vi.advanceTimersByTimeAsync(200);
  expect(server.saves).toBe(1);
  expect(fieldAt(server.draft().definition, 'place')?.label).toBe('位置');
  expect(design.get().saving).toBe('saved');
  expect(copies.read()).toBeUndefined();
});

test('somebody who types without a pause is saved every few seconds all the same', async () => {
  const { server, design, copies } = build();
  for (let typed = 1; typed <= 30; typed++) {
    rename(design, '位'.repeat(typed));
    await vi.advanceTimersByTimeAsync(400);
  }
  expect(server.saves).toBe(2);
  await vi.advanceTimersByTimeAsync(1000);
  expect(server.saves).toBe(3);
  expect(fieldAt(server.draft().definition, 'place')?.label).toBe('位'.repeat(30));
  expect(copies.read()).toBeUndefined();
});

test('when a colleague saved first, both changes end up in the draft and the person is told', async () => {
  const { server, design, merged } = build();
  const theirs = opened(server.draft().definition);
  server.store(
    tidied({ ...theirs, fields: theirs.fields.map((f) => (f.key === 'day' ? { ...f, label: '日子' } : f)) }),
    other,
  );
  rename(design, '位置');
  await vi.advanceTimersByTimeAsync(1000);
  expect(fieldAt(server.draft().definition, 'place')?.label).toBe('位置');
  expect(fieldAt(server.draft().definition, 'day')?.label).toBe('日子');
  expect(merged).toEqual([{ by: '李工', kept: 1, dropped: 0 }]);
});

test('without signal the draft stays in the browser, says so, and goes up by itself', async () => {
  const { server, design, copies } = build();
  server.failing = 'offline';
  rename(design, '位置');
  await vi.advanceTimersByTimeAsync(1000);
  expect(design.get().saving).toBe('offline');
  expect(fieldAt(copies.read()?.definition as FormDefinition, 'place')?.label).toBe('位置');
  server.failing = undefined;
  await vi.advanceTimersByTimeAsync(6000);
  expect(design.get().saving).toBe('saved');
  expect(server.saves).toBe(1);
});

test('a page that was closed before it could save brings its changes back, upon what is there by then', async () => {
  const first = build();
  first.server.failing = 'offline';
  rename(first.design, '位置');
  await vi.advanceTimersByTimeAsync(400);
  const copy = first.copies.read();
  const later = createDesign(
    opened({ ...sampleForm, name: '改过的名字' }),
    { revision: 9, basedOn: 0, savedAt: null, savedBy: other },
    () => undefined,
  );
  expect(restoreCopy(later, copy)).toBe(true);
  const { definition } = later.get().history;
  expect([definition.name, fieldAt(definition, 'place')?.label]).toEqual(['改过的名字', '位置']);
});

test('a draft that somebody else moved is taken in while nothing of one’s own is waiting', async () => {
  const { server, design, saver } = build();
  server.store({ ...server.draft().definition, name: '新名字' }, other);
  saver.catchUp(4);
  await vi.advanceTimersByTimeAsync(0);
  expect(design.get().history.definition.name).toBe('新名字');
  expect(design.get().draft.revision).toBe(4);
});
