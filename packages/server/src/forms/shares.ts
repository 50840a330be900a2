/**
 * A draft shown by link to people without an account, who try it and say what they think (FE-20). The link is a secret
 * of 256 bits of which only the hash is kept; it shows the form as it is drawn now, never any record.
 */
import { type FieldProblem, Problem } from '@anshao/core/base/errors.ts';
import { cleanLine, cleanText, isUnsafeText } from '@anshao/core/forms/clean-text.ts';
import type { FormDefinition } from '@anshao/core/forms/contract.ts';
import type { Comment, Share } from '@anshao/core/forms/designing.ts';
import { fieldAt } from '@anshao/core/forms/usages.ts';
import { addressKey, countHit } from '../access/attempts.ts';
import { hashToken, newToken } from '../access/secrets.ts';
import { requireScope, type Viewer } from '../access/viewer.ts';
import { appendEvents } from '../audit/service.ts';
import { inTransaction } from '../base/database/pool.ts';
import type { Queryable } from '../base/database/sql.ts';
import type { Runtime } from '../base/runtime.ts';
import { findDesign } from './design-store.ts';
import { definitionOf } from './designs.ts';
import { allEntries, effectiveEntries } from './dictionaries.ts';
import { localDay } from './record-places.ts';
import * as store from './share-store.ts';

const day = 24 * 3_600_000;
/** Whoever has the link is in no community whose zone would count. */
const zone = 'Asia/Shanghai';
/** Of one address: looking is cheap and a page reloads; writing is done by hand. */
const looks = { hits: 120, seconds: 60 };
const words = { hits: 30, seconds: 600 };
/** More than anybody reads; a link that got into the wrong hands fills no disk. */
const mostComments = 2000;

export interface NewComment {
  readonly id: string;
  readonly field: string | null;
  readonly author: string;
  readonly text: string;
  readonly vote: number;
}

export function createShares(runtime: Runtime) {
  const { pool, clock } = runtime;

  async function requireForm(viewer: Viewer, form: string): Promise<{ key: string; name: string }> {
    requireScope(viewer, 'form.design');
    const row = await findDesign(pool, form);
    if (!row) throw new Problem('base.not-found');
    return { key: row.key, name: definitionOf(row).name };
  }

  async function enter(token: string): Promise<{ share: store.OpenShare; definition: FormDefinition }> {
    const share = await store.findByToken(pool, hashToken(token), clock.now());
    const row = share && (await findDesign(pool, share.form));
    // Never there, revoked, expired or its form gone: whoever guesses learns nothing.
    if (!share || !row) throw new Problem('forms.share-ended');
    return { share, definition: definitionOf(row) };
  }

  return {
    async share(viewer: Viewer, form: string, days: number): Promise<{ share: Share; token: string }> {
      const { key, name } = await requireForm(viewer, form);
      const at = clock.now();
      const id = runtime.newId();
      const token = newToken(runtime.random);
      const expiresAt = new Date(at.getTime() + days * day);
      await inTransaction(pool, async (transaction) => {
        const by = viewer.personId;
        await store.insertShare(transaction, { id, form, tokenHash: hashToken(token), at, by, expiresAt });
        await appendEvents(transaction, [
          { at, type: 'forms.draftShared', actorId: by, subjectId: form, data: { form: key, name, days } },
        ]);
      });
      const createdBy = { id: viewer.personId, name: viewer.name };
      const share = { id, createdAt: at.toISOString(), createdBy, expiresAt: expiresAt.toISOString(), comments: 0 };
      return { share, token };
    },

    async list(viewer: Viewer, form: string): Promise<Share[]> {
      await requireForm(viewer, form);
      const rows = await store.sharesOf(pool, form, clock.now());
      return rows.map((row) => ({
        ...row,
        createdAt: row.createdAt.toISOString(),
        expiresAt: row.expiresAt.toISOString(),
      }));
    },

    async revoke(viewer: Viewer, form: string, share: string): Promise<void> {
      const { key, name } = await requireForm(viewer, form);
      const at = clock.now();
      await inTransaction(pool, async (transaction) => {
        if (!(await store.revokeShare(transaction, form, share, at))) throw new Problem('base.not-found');
        await appendEvents(transaction, [
          { at, type: 'forms.shareRevoked', actorId: viewer.personId, subjectId: form, data: { form: key, name } },
        ]);
      });
    },

    /** @throws Problem `forms.share-ended`, `base.too-many` */
    async read(token: string, address: string) {
      const now = clock.now();
      await countHit(pool, `sharedDesign:${addressKey(address)}`, now, looks);
      const { share, definition } = await enter(token);
      return {
        definition,
        dictionaries: await dictionariesOf(pool, definition, localDay(now, zone)),
        comments: (await store.commentsOf(pool, share.form)).map(commentFrom),
        expiresAt: share.expiresAt.toISOString(),
        now: now.toISOString(),
      };
    },

    /** @throws Problem `forms.share-ended`, `base.too-many`, `base.invalid` */
    async comment(token: string, address: string, viewer: Viewer | undefined, body: NewComment): Promise<Comment> {
      const at = clock.now();
      await countHit(pool, `sharedComment:${addressKey(address)}`, at, words);
      const { share, definition } = await enter(token);
      const problems = commentProblems(definition, body);
      if (problems.length > 0) throw new Problem('base.invalid', undefined, problems);
      if ((await store.countComments(pool, share.form)) >= mostComments)
        throw new Problem('base.too-many', { seconds: 86_400 });
      const row = await store.insertComment(pool, {
        id: body.id,
        form: share.form,
        share: share.id,
        field: body.field,
        author: cleanLine(body.author),
        person: viewer?.personId ?? null,
        text: cleanText(body.text),
        vote: body.vote,
        at,
      });
      if (!row) throw new Problem('base.conflict');
      return commentFrom(row);
    },

    async comments(viewer: Viewer, form: string): Promise<Comment[]> {
      await requireForm(viewer, form);
      return (await store.commentsOf(pool, form)).map(commentFrom);
    },

    async resolve(viewer: Viewer, form: string, id: string, isResolved: boolean): Promise<Comment> {
      await requireForm(viewer, form);
      const resolved = isResolved ? { at: clock.now(), by: viewer.personId } : null;
      const row = await store.resolveComment(pool, form, id, resolved);
      if (!row) throw new Problem('base.not-found');
      return commentFrom(row);
    },
  };
}

export type Shares = ReturnType<typeof createShares>;

function commentProblems(definition: FormDefinition, body: NewComment): FieldProblem[] {
  const problems: FieldProblem[] = [];
  for (const name of ['author', 'text', 'field'] as const)
    if (isUnsafeText(body[name] ?? '')) problems.push({ path: name, code: 'forms.unsafe-characters' });
  if (problems.length > 0) return problems;
  if (cleanLine(body.author) === '') problems.push({ path: 'author', code: 'forms.required' });
  // A vote says something by itself.
  if (cleanText(body.text) === '' && body.vote === 0) problems.push({ path: 'text', code: 'forms.required' });
  if (body.field !== null && !fieldAt(definition, body.field))
    problems.push({ path: 'field', code: 'forms.rule-field', details: { field: body.field } });
  return problems;
}

/** What holds everywhere today: whoever tries the form belongs to no district. */
async function dictionariesOf(
  db: Queryable,
  definition: FormDefinition,
  today: string,
): Promise<Record<string, unknown[]>> {
  const found: Record<string, unknown[]> = {};
  for (const key of dictionariesNamed(definition)) {
    const entries = effectiveEntries(await allEntries(db, key), '', today);
    found[key] = entries.map(({ code, label, parent }) => ({
      code,
      label,
      status: 'active',
      ...(parent && { parent }),
    }));
  }
  return found;
}

/** Keys of the dictionaries that fields of a form take choices or rows from; in a draft they may be anything. */
export function dictionariesNamed(part: unknown): string[] {
  if (Array.isArray(part)) return [...new Set(part.flatMap(dictionariesNamed))];
  if (typeof part !== 'object' || part === null) return [];
  const named = Object.entries(part).flatMap(([key, inner]) =>
    key === 'dictionary' && typeof inner === 'string' ? [inner] : dictionariesNamed(inner),
  );
  return [...new Set(named)];
}

function commentFrom(row: store.CommentRow): Comment {
  return { ...row, at: row.at.toISOString(), resolvedAt: row.resolvedAt?.toISOString() ?? null };
}
