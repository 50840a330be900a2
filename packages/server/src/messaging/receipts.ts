/** Delivery receipts of every vendor, on their way back to the delivery they belong to. */
import { inTransaction } from '../base/database/pool.ts';
import type { Transaction } from '../base/database/sql.ts';
import type { Runtime } from '../base/runtime.ts';
import type { Receipt } from '../connectors/contract.ts';
import type { createHandOver } from './hand-over.ts';
import * as store from './receipt-store.ts';

export function createReceipts(runtime: Runtime, climbOn: ReturnType<typeof createHandOver>['climbOn']) {
  async function apply(transaction: Transaction, id: string, receipt: store.ReceiptRow): Promise<void> {
    const changed = await store.applyReceipt(transaction, id, receipt);
    if (changed && receipt.state === 'failed')
      await climbOn(transaction, changed, `回执：发送失败（${receipt.code ?? '未说明'}）`);
  }

  /** @param provider name in the configuration: `aliyun`, `tencent`, `weChat` */
  async function record(transaction: Transaction, provider: string, receipt: Receipt): Promise<void> {
    const row: store.ReceiptRow = {
      provider,
      providerMessageId: receipt.providerMessageId,
      state: receipt.state,
      code: receipt.code ?? null,
      at: receipt.at,
      deliveryKey: receipt.idempotencyKey ?? null,
    };
    const id = await store.receiptTarget(transaction, row);
    if (id !== undefined) await apply(transaction, id, row);
    else await store.keepEarly(transaction, row, runtime.clock.now());
  }

  return {
    record,

    /** Writes down what a vendor tells about a message it took. The same receipt again changes nothing. */
    recordReceipt(provider: string, receipt: Receipt): Promise<void> {
      return inTransaction(runtime.pool, (transaction) => record(transaction, provider, receipt));
    },

    /** Receipts that overtook the answer to their sending. */
    settleEarly(): Promise<void> {
      return inTransaction(runtime.pool, async (transaction) => {
        for (const row of await store.takeEarly(transaction)) {
          const id = await store.receiptTarget(transaction, row);
          if (id !== undefined) await apply(transaction, id, row);
        }
      });
    },
  };
}

export type Receipts = ReturnType<typeof createReceipts>;
