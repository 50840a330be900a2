/**
 * What the phone itself keeps (IndexedDB): drafts, files not yet sent, the queue of submissions, and answers needed
 * without signal. Where the browser forbids storage (some private modes) it is kept in memory, and `isLasting` says
 * so, because then a reload would lose it and the page must not claim otherwise.
 */
export type Shelf = 'drafts' | 'files' | 'queue' | 'answers';
const shelves: readonly Shelf[] = ['drafts', 'files', 'queue', 'answers'];
const databaseName = 'anshao';
const databaseVersion = 1;

const memory = new Map<string, unknown>();
let opening: Promise<IDBDatabase | undefined> | undefined;

function open(): Promise<IDBDatabase | undefined> {
  opening ??= new Promise((resolve) => {
    try {
      const request = indexedDB.open(databaseName, databaseVersion);
      request.onupgradeneeded = () => {
        for (const shelf of shelves)
          if (!request.result.objectStoreNames.contains(shelf)) request.result.createObjectStore(shelf);
      };
      request.onsuccess = () => {
        // Another tab with a newer version must not wait for this one.
        request.result.onversionchange = () => request.result.close();
        resolve(request.result);
      };
      request.onerror = () => resolve(undefined);
      request.onblocked = () => resolve(undefined);
    } catch {
      resolve(undefined);
    }
  });
  return opening;
}

export async function isLasting(): Promise<boolean> {
  return (await open()) !== undefined;
}

function finished<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function shelfOf(shelf: Shelf, mode: IDBTransactionMode): Promise<IDBObjectStore | undefined> {
  const database = await open();
  if (!database) return undefined;
  try {
    return database.transaction(shelf, mode).objectStore(shelf);
  } catch {
    // Closed under us (another version, or the system took the storage back): open again once.
    opening = undefined;
    return (await open())?.transaction(shelf, mode).objectStore(shelf);
  }
}

const inMemory = (shelf: Shelf, key: string) => `${shelf} ${key}`;

export async function keep(shelf: Shelf, key: string, value: unknown): Promise<void> {
  const store = await shelfOf(shelf, 'readwrite');
  if (!store) {
    memory.set(inMemory(shelf, key), value);
    return;
  }
  const written = finished(store.put(value, key));
  // Left to itself the transaction would end with a page that is being left, and the last words with it. Optional
  // because iOS knows it from 15 on.
  store.transaction.commit?.();
  await written;
}

/** The caller knows what it put there; the shape is checked by version where it may have changed since. */
export async function kept<T>(shelf: Shelf, key: string): Promise<T | undefined> {
  const store = await shelfOf(shelf, 'readonly');
  return (store ? await finished(store.get(key)) : memory.get(inMemory(shelf, key))) as T | undefined;
}

export async function allKept<T>(shelf: Shelf): Promise<T[]> {
  const store = await shelfOf(shelf, 'readonly');
  if (store) return (await finished(store.getAll())) as T[];
  return [...memory].filter(([key]) => key.startsWith(`${shelf} `)).map(([, value]) => value as T);
}

export async function discard(shelf: Shelf, key: string): Promise<void> {
  const store = await shelfOf(shelf, 'readwrite');
  if (store) await finished(store.delete(key));
  else memory.delete(inMemory(shelf, key));
}

/** When somebody signs out: the next person at this phone must find nothing. */
export async function discardEverything(): Promise<void> {
  memory.clear();
  for (const shelf of shelves) {
    const store = await shelfOf(shelf, 'readwrite');
    if (store) await finished(store.clear());
  }
}
