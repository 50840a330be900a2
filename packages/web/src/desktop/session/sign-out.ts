import { me, signOut } from '@anshao/core/access/contract.ts';
import { callApi } from '../../base/api.ts';
import { discardEverything } from '../../files/keep.ts';
import { queryClient } from '../calls.ts';

/** Ends the session of this browser only, and forgets what it had loaded and kept. */
export async function signOutHere(): Promise<void> {
  await callApi(signOut, {}).catch(() => undefined);
  // Files of forms that were not sent yet, and names of people that were chosen: the next person here must find nothing.
  await discardEverything().catch(() => undefined);
  queryClient.removeQueries({ predicate: (query) => query.queryKey[0] !== me.name });
  await queryClient.resetQueries({ queryKey: [me.name] });
}
