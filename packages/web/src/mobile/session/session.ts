/** Who is signed in, as the whole phone surface reads it. */
import { me, signOut, type Viewer } from '@anshao/core/access/contract.ts';
import { type QueryClient, queryOptions, useQuery } from '@tanstack/react-query';
import { callApi } from '../../base/api.ts';
import { discardEverything } from '../../files/keep.ts';
import { type Answer, askOrKept, keepAnswer, keptValue } from '../storage/kept-answer.ts';
import { takeWay } from './way-in.ts';

export const viewerQuery = queryOptions({
  queryKey: ['viewer'],
  queryFn: () => askOrKept('viewer', () => callApi(me, {})),
  staleTime: 5 * 60_000,
});

export function useViewer(): Viewer | undefined {
  return useQuery(viewerQuery).data?.value;
}

export type ViewerAnswer = Answer<Viewer>;

export interface OwnCommunity {
  readonly id: string;
  readonly name: string;
}

/** Communities the viewer holds a bound post in, each once (DR-10). */
export function communitiesOf(viewer: Viewer): OwnCommunity[] {
  const byId = new Map<string, OwnCommunity>();
  for (const post of viewer.posts)
    if (post.bound && post.communityId && post.placeName)
      byId.set(post.communityId, { id: post.communityId, name: post.placeName });
  return [...byId.values()];
}

/** Posts that are worked at the desk: every one but the person in charge's. */
export function deskPostsOf(viewer: Pick<Viewer, 'posts'>): Viewer['posts'] {
  return viewer.posts.filter((post) => post.role !== 'personInCharge');
}

/**
 * After signing in: on to where the person wanted to go. Somebody else than last time must find nothing of the one
 * before, and starts with a page loaded afresh.
 */
export async function enter(viewer: Viewer, client: QueryClient, go: (path: string) => void): Promise<void> {
  const before = await keptValue<Viewer>('viewer');
  if (before && before.personId !== viewer.personId) {
    await discardEverything();
    window.location.replace(`/m${takeWay()}`);
    return;
  }
  client.clear();
  // Nobody asks who this is for a while: without this the app could not open before the signal is back.
  await keepAnswer('viewer', viewer);
  client.setQueryData(viewerQuery.queryKey, { value: viewer, keptAt: undefined });
  go(takeWay());
}

/** Ends the session here and forgets everything this phone kept. */
export async function leave(): Promise<void> {
  await callApi(signOut, {});
  await discardEverything();
}
