import { me, signOut } from '@anshao/core/access/contract.ts';
import { callApi } from '../../base/api.ts';
import { queryClient } from '../calls.ts';

/** Ends the session of this browser only, and forgets what it had loaded. */
export async function signOutHere(): Promise<void> {
  await callApi(signOut, {}).catch(() => undefined);
  queryClient.removeQueries({ predicate: (query) => query.queryKey[0] !== me.name });
  await queryClient.resetQueries({ queryKey: [me.name] });
}
