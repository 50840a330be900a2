/** Proposes a form from an uploaded sheet. Nothing is stored; the file goes the way of all uploads nobody claims. */
import type { Readable } from 'node:stream';
import type { FormProposal } from '@anshao/core/forms/import-contract.ts';
import { requireScope, type Viewer } from '../../access/viewer.ts';
import type { Runtime } from '../../base/runtime.ts';
import { sheetLimits } from '../../org/sheet/limits.ts';
import { unreadable } from './book/archive.ts';
import { readBook } from './book/read-book.ts';
import { latinOf } from './latin.ts';
import { propose } from './propose.ts';

export interface FormProposalDeps {
  /** The bytes and name of an uploaded file. @throws Problem `base.not-found`, `files.gone` */
  readonly readFile: (fileId: string, viewer: Viewer) => Promise<{ name: string; stream: Readable }>;
}

export function createFormProposals(runtime: Pick<Runtime, 'newId'>, deps: FormProposalDeps) {
  return {
    /** @throws Problem `forms.sheet-unreadable` with the reason, `access.forbidden`, `base.not-found`, `files.gone` */
    async propose(viewer: Viewer, asked: { fileId: string; sheet?: string | undefined }): Promise<FormProposal> {
      requireScope(viewer, 'form.design');
      const { name, stream } = await deps.readFile(asked.fileId, viewer);
      const book = await readBook(await collected(stream));
      return propose(book, {
        newId: runtime.newId,
        latin: latinOf,
        name: name.replace(/\.[^.]*$/, ''),
        sheet: asked.sheet,
      });
    },
  };
}

export type FormProposals = ReturnType<typeof createFormProposals>;

async function collected(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += (chunk as Buffer).length;
    if (size > sheetLimits.bytes) throw unreadable('文件超过 20 MB');
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}
