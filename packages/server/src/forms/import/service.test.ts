import { Readable } from 'node:stream';
import { Problem } from '@anshao/core/base/errors.ts';
import { Value } from '@anshao/core/base/value.ts';
import { FormProposal, proposeFromSheet } from '@anshao/core/forms/import-contract.ts';
import { idOf } from '@anshao/core/forms/testing/build.ts';
import type { Role } from '@anshao/core/org/contract.ts';
import { roleDefinitions } from '@anshao/presets/safety/roles.ts';
import { expect, test } from 'vitest';
import type { Viewer } from '../../access/viewer.ts';
import { createFormProposals } from './service.ts';
import { bytesOf, countingIds } from './testing/workbooks.ts';

function holding(role: Role, bound = true): Viewer {
  return {
    personId: idOf(900),
    name: '某人',
    mobile: null,
    sessionId: null,
    mustChangePassword: false,
    roles: new Map(roleDefinitions.map((definition) => [definition.role, definition])),
    posts: [{ id: idOf(901), role, communityId: null, companyId: null, districtId: null, bound }],
  };
}

const proposals = (bytes: Buffer, name = '消防检查表.xlsx') =>
  createFormProposals({ newId: countingIds() }, { readFile: async () => ({ name, stream: Readable.from([bytes]) }) });
const refusal = (asked: Promise<unknown>) =>
  asked.then(
    () => undefined,
    (error: unknown) => (error instanceof Problem ? error.code : error),
  );

test('whoever may design forms is given a proposal as the contract has it', async () => {
  const bytes = await bytesOf({ Sheet1: [['检查内容', '检查结果'], ['门锁完好'], ['灯亮']] });
  const answer = await proposals(bytes).propose(holding('administrator'), { fileId: idOf(1) });
  expect([...Value.Errors(FormProposal, answer)]).toEqual([]);
  expect(answer.definition.name).toBe('消防检查表');
  expect(proposeFromSheet.answer).toBe(FormProposal);
});

test('whoever may not is refused before the file is read', async () => {
  const unread = createFormProposals(
    { newId: countingIds() },
    { readFile: () => Promise.reject(new Error('must not be read')) },
  );
  expect(await refusal(unread.propose(holding('districtOfficer'), { fileId: idOf(1) }))).toBe('access.forbidden');
  expect(await refusal(unread.propose(holding('personInCharge'), { fileId: idOf(1) }))).toBe('access.forbidden');
  expect(await refusal(unread.propose(holding('administrator', false), { fileId: idOf(1) }))).toBe('access.not-bound');
});

test('a file larger than a sheet may be is refused, whatever is in it', async () => {
  const large = proposals(Buffer.alloc(20 * 1024 * 1024 + 1));
  expect(await refusal(large.propose(holding('administrator'), { fileId: idOf(1) }))).toBe('forms.sheet-unreadable');
});

test('a file that went away answers what the files say', async () => {
  const gone = createFormProposals(
    { newId: countingIds() },
    { readFile: () => Promise.reject(new Problem('files.gone')) },
  );
  expect(await refusal(gone.propose(holding('administrator'), { fileId: idOf(1) }))).toBe('files.gone');
});
