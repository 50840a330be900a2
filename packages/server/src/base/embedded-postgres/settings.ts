import { statfs } from 'node:fs/promises';

/**
 * Settings for a machine with two cores and little memory, shared with Node: durable first, then small.
 * Everything the caller names wins.
 */
const DEFAULTS: Record<string, string> = {
  shared_buffers: '128MB',
  max_connections: '100',
  // Durability is the point of a real database: an acknowledged report survives a power cut.
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',
  // Needed by pg_backup_start; nobody replicates from the built-in server.
  wal_level: 'replica',
  max_wal_senders: '2',
  max_logical_replication_workers: '0',
  max_wal_size: '1GB',
  min_wal_size: '80MB',
  checkpoint_timeout: '15min',
  // Two cores: one helper for a large query, and none of the three idle I/O processes of the default.
  io_method: 'sync',
  max_worker_processes: '4',
  max_parallel_workers: '2',
  max_parallel_workers_per_gather: '1',
  jit: 'off',
  // No disk that turns. It also lets the prepared filing of a report keep its plan: at the default of 4 the plan for
  // unknown values looks dearer than it is, and every report is planned anew (0.5 ms, a third of its whole cost).
  random_page_cost: '1.1',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // The statement and the offending values may be personal data; the client that sent them gets the full error.
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  log_checkpoints: 'off',
};

/** Shared memory below this (a container's usual 64 MB) is too small for a parallel hash join. */
const SMALL_SHARED_MEMORY = 256 * 1024 * 1024;

export async function settingsFor(chosen: Record<string, string> = {}): Promise<Record<string, string>> {
  return { ...DEFAULTS, ...(await dynamicSharedMemory()), ...chosen };
}

async function dynamicSharedMemory(): Promise<Record<string, string>> {
  if (process.platform !== 'linux') return {};
  try {
    const { bsize, blocks } = await statfs('/dev/shm');
    return bsize * blocks < SMALL_SHARED_MEMORY ? { dynamic_shared_memory_type: 'mmap' } : {};
  } catch {
    // No /dev/shm at all: PostgreSQL's own default for this system would need it.
    return { dynamic_shared_memory_type: 'mmap' };
  }
}
