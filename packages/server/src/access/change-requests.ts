/**
 * Change of a community's person in charge (DR-11, DR-12). Who submits has no session: the new number is proved by a
 * code, the right to it by the company's authorisation, and a reviewer decides. Open anomalies follow the community by
 * themselves, because rights come from posts.
 */
import type {
  approveChangeRequest,
  ChangeRequest,
  listChangeRequests,
  submitChangeRequest,
} from '@anshao/core/access/contract.ts';
import type { Place } from '@anshao/core/access/rights.ts';
import type { AnswerOf, BodyOf, QueryOf } from '@anshao/core/base/call.ts';
import { Problem } from '@anshao/core/base/errors.ts';
import { maskMobile, maskName } from '@anshao/core/base/masking.ts';
import { type FileKind, fileLimits } from '@anshao/core/files/contract.ts';
import { appendEvents } from '../audit/service.ts';
import { inTransaction } from '../base/database/pool.ts';
import type { Queryable, Transaction } from '../base/database/sql.ts';
import { decodeCursor, page } from '../base/paging.ts';
import type { Runtime } from '../base/runtime.ts';
import * as store from './change-request-store.ts';
import type { Codes } from './codes.ts';
import { scopePredicate } from './scope.ts';
import type { ReadSettings } from './sessions.ts';
import type { SendText } from './text-messages.ts';
import { requireAt, requireScope, type Viewer } from './viewer.ts';

export interface ClaimFiles {
  /**
   * Makes uploads of this ticket part of `subjectId`.
   * @returns the claimed files; fewer than asked for is a refusal
   * @throws Problem `files.not-yours`
   */
  claim(
    transaction: Transaction,
    claim: { fileIds: readonly string[]; ticket: string; subjectId: string; place: Place },
  ): Promise<readonly { readonly id: string; readonly kind: FileKind }[]>;
}

/** Counts of open anomalies; a community that is not in the answer has none. */
export type OpenAnomalies = (db: Queryable, communityIds: readonly string[]) => Promise<ReadonlyMap<string, number>>;

export interface ChangeRequestDeps {
  readonly codes: Codes;
  readonly sendText: SendText;
  readonly files: ClaimFiles;
  readonly openAnomalies: OpenAnomalies;
  readonly settings: ReadSettings;
}

type Answered = AnswerOf<typeof approveChangeRequest>;

export function createChangeRequests(runtime: Runtime, deps: ChangeRequestDeps) {
  const { pool, clock } = runtime;

  async function answers(rows: readonly store.RequestRow[]): Promise<ChangeRequest[]> {
    const open = await deps.openAnomalies(pool, [...new Set(rows.map((row) => row.communityId))]);
    return rows.map((row) => answerOf(row, open.get(row.communityId) ?? 0));
  }

  /** Decides once; `work` runs only for the first reviewer. */
  async function decided(
    viewer: Viewer,
    id: string,
    work: (transaction: Transaction, request: store.HeldRequest, now: Date) => Promise<void>,
  ): Promise<Answered> {
    const now = clock.now();
    requireScope(viewer, 'changeRequest.review');
    await inTransaction(pool, async (transaction) => {
      const request = await store.holdRequest(transaction, id);
      if (!request) throw new Problem('base.not-found');
      requireAt(viewer, 'changeRequest.review', request);
      if (request.state !== 'submitted') throw new Problem('access.request-decided');
      await work(transaction, request, now);
    });
    const [answer] = await answers([await store.requestRow(pool, now, id)]);
    return answer as ChangeRequest;
  }

  /** The applicant has no session and perhaps no account, so the answer goes to the number that was proved. */
  async function tellApplicant(
    transaction: Transaction,
    request: store.HeldRequest,
    /** Absent when the request was approved. */
    reason?: string,
  ): Promise<void> {
    const { helpLine } = await deps.settings(transaction);
    const about = `${request.communityName}项目负责人变更申请（${request.number}）`;
    const help = helpLine ? `如有疑问请联系 ${helpLine}。` : '';
    const approved = reason === undefined;
    await deps.sendText(transaction, {
      key: `change:${request.id}`,
      mobile: request.mobile,
      personId: null,
      kind: approved ? 'changeRequest.approved' : 'changeRequest.rejected',
      params: { community: request.communityName, ...(!approved && { reason }) },
      text: approved
        ? `【安哨】${about}已通过，您现在可以用本手机号登录填报。${help}`
        : `【安哨】${about}未通过：${reason}。${help}`,
    });
  }

  return {
    /**
     * Sending the same request again (a lost answer) gives the same answer.
     * @param address of the asking machine
     */
    async submit(
      body: BodyOf<typeof submitChangeRequest>,
      address: string,
    ): Promise<AnswerOf<typeof submitChangeRequest>> {
      const before = await store.submittedById(pool, body.id);
      if (before) {
        if (before.communityId !== body.communityId || before.mobile !== body.mobile)
          throw new Problem('base.conflict');
        return { id: before.id, number: before.number, state: before.state };
      }
      const codeId = await deps.codes.prove(
        { mobile: body.mobile, purpose: 'changeRequest', communityId: null },
        body.code,
        address,
      );
      return inTransaction(pool, async (transaction) => {
        const now = clock.now();
        const community = await store.communityFacts(transaction, body.communityId, now);
        if (!community) throw new Problem('base.not-found');
        const waiting = await store.openNumber(transaction, community.id);
        if (waiting) throw new Problem('access.request-open', { number: waiting });
        await deps.codes.use(transaction, codeId);
        const place = { communityId: community.id, companyId: community.companyId, districtId: community.districtId };
        const fileIds = [...new Set(body.fileIds)];
        const files = await deps.files.claim(transaction, {
          fileIds,
          ticket: body.uploadTicket,
          subjectId: body.id,
          place,
        });
        if (files.length < fileIds.length || files.some((file) => !fileLimits.anonymous.kinds.includes(file.kind))) {
          throw new Problem('access.authorisation-missing');
        }
        const number = await nextNumber(transaction, now);
        const written = await store.insertRequest(transaction, {
          id: body.id,
          number,
          communityId: community.id,
          currentPersonId: community.personInChargeId,
          name: body.name,
          mobile: body.mobile,
          reason: body.reason,
          fileIds,
          submittedAt: now,
        });
        if (!written) {
          throw new Problem('access.request-open', { number: await store.openNumber(transaction, community.id) });
        }
        await appendEvents(transaction, [
          { at: now, type: 'access.changeRequested', actorId: null, subjectId: body.id, ...place, data: { number } },
        ]);
        return { id: body.id, number, state: 'submitted' as const };
      });
    },

    async list(
      viewer: Viewer,
      query: QueryOf<typeof listChangeRequests>,
    ): Promise<AnswerOf<typeof listChangeRequests>> {
      const scope = requireScope(viewer, 'changeRequest.review');
      const limit = query.limit ?? 20;
      const cursor = decodeCursor(query.cursor, ['instant', 'uuid']);
      const rows = await store.listRequests(
        pool,
        clock.now(),
        scopePredicate(scope, { community: 'c.id', company: 'c.company_id', district: 'c.district_id' }),
        query.state,
        cursor && { submittedAt: cursor[0], id: cursor[1] },
        limit,
      );
      const shown = page(rows, limit, (row) => [row.submittedAt.toISOString(), row.id]);
      return { ...shown, rows: await answers(shown.rows) };
    },

    /** The new person is bound at once, for the number was proved when the request was submitted. */
    async approve(viewer: Viewer, id: string): Promise<Answered> {
      return decided(viewer, id, async (transaction, request, now) => {
        const ended = await store.endPersonInCharge(transaction, request.communityId, now);
        const personId = await store.personWithMobile(
          transaction,
          { id: runtime.newId(), name: request.name, mobile: request.mobile },
          now,
        );
        const postId = runtime.newId();
        await store.insertPersonInCharge(
          transaction,
          { id: postId, personId, communityId: request.communityId, createdBy: viewer.personId },
          now,
        );
        const endedPersonId = ended.find((post) => post.ran)?.personId ?? null;
        await store.decide(transaction, {
          id,
          at: now,
          by: viewer.personId,
          outcome: { state: 'approved', endedPersonId },
        });
        await appendEvents(transaction, [
          {
            at: now,
            type: 'access.changeApproved',
            actorId: viewer.personId,
            subjectId: id,
            ...placeOf(request),
            data: {
              fromPersonId: endedPersonId,
              toPersonId: personId,
              postId,
              endedPostIds: ended.map((post) => post.id),
            },
          },
          {
            at: now,
            type: 'access.bound',
            actorId: personId,
            subjectId: personId,
            ...placeOf(request),
            data: { postId, changeRequestId: id },
          },
        ]);
        await tellApplicant(transaction, request);
      });
    },

    async reject(viewer: Viewer, id: string, reason: string): Promise<Answered> {
      return decided(viewer, id, async (transaction, request, now) => {
        await store.decide(transaction, { id, at: now, by: viewer.personId, outcome: { state: 'rejected', reason } });
        await appendEvents(transaction, [
          { at: now, type: 'access.changeRejected', actorId: viewer.personId, subjectId: id, ...placeOf(request) },
        ]);
        await tellApplicant(transaction, request, reason);
      });
    },
  };
}

function placeOf(request: store.HeldRequest): Place {
  return { communityId: request.communityId, companyId: request.companyId, districtId: request.districtId };
}

/** `BG20240315-001`: short enough to be read out on the phone. */
async function nextNumber(transaction: Transaction, now: Date): Promise<string> {
  const start = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO('Asia/Shanghai').startOfDay();
  const day = start.toPlainDate().toString().replaceAll('-', '');
  const keepUntil = new Date(start.add({ days: 2 }).epochMilliseconds);
  const count = await store.nextOfDay(transaction, day, new Date(start.epochMilliseconds), keepUntil);
  return `BG${day}-${String(count).padStart(3, '0')}`;
}

function answerOf(row: store.RequestRow, openAnomalies: number): ChangeRequest {
  const current =
    row.currentName === null
      ? null
      : {
          name: row.currentName,
          mobile: row.currentMobile === null ? '' : maskMobile(row.currentMobile),
          since: row.currentSince,
          otherCommunities: row.currentOthers,
        };
  return {
    id: row.id,
    number: row.number,
    state: row.state,
    community: {
      id: row.communityId,
      name: row.communityName,
      districtId: row.districtId,
      districtName: row.districtName,
      address: row.address,
      companyName: row.companyName,
      contact: current && { name: maskName(current.name), mobile: current.mobile },
    },
    current,
    proposed: { name: row.name, mobile: maskMobile(row.mobile), since: null, otherCommunities: row.proposedOthers },
    reason: row.reason,
    fileIds: row.fileIds,
    submittedAt: row.submittedAt.toISOString(),
    decidedAt: row.decidedAt?.toISOString() ?? null,
    decidedBy: row.decidedBy,
    rejectReason: row.rejectReason,
    openAnomalies,
  };
}

export type ChangeRequests = ReturnType<typeof createChangeRequests>;
