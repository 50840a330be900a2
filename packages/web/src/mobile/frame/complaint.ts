/** A word about what a page's last try lacked. It never outlives the lack, the next try or the page. */
import { useCallback, useEffect, useRef } from 'react';
import { showToast } from './toast.tsx';

interface Standing {
  readonly takeAway: () => void;
  readonly isMended: () => boolean;
}

export interface Complaint {
  /** @param isMended asked after every drawing of the page; without it the word stays until the next try */
  readonly tell: (words: string, isMended?: () => boolean) => void;
  readonly drop: () => void;
}

export function useComplaint(): Complaint {
  const standing = useRef<Standing>(undefined);
  const drop = useCallback(() => {
    standing.current?.takeAway();
    standing.current = undefined;
  }, []);
  const tell = useCallback((words: string, isMended: () => boolean = () => false) => {
    standing.current = { takeAway: showToast(words, 'problem'), isMended };
  }, []);
  useEffect(() => {
    if (standing.current?.isMended()) drop();
  });
  useEffect(() => drop, [drop]);
  return { tell, drop };
}
