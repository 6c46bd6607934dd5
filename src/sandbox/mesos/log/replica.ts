import type { Disk } from '../disk';
import { Exit } from '../failure';

/** EMPTY and STARTING ones have never had anything, RECOVERING ones catch up: only VOTING ones count. */
export type ReplicaStatus = 'EMPTY' | 'STARTING' | 'RECOVERING' | 'VOTING';

/** What was last written: by which coordinator, and how many writes there were. */
export interface Accepted {
  readonly proposal: number;
  readonly position: number;
  readonly value: string;
}

interface Stored {
  readonly status: ReplicaStatus;
  readonly promised: number;
  readonly accepted?: Accepted;
}

const NOTHING: Accepted = { proposal: 0, position: 0, value: '' };

/** Folders that are in use in this process: one replica each. */
const inUse = new Set<string>();

/** One copy of the log, on a disk. Only the last entry is kept: it has the whole registry. */
export class Replica {
  private stored: Stored;
  private readonly file: string;
  private readonly folder: string;

  /** @throws Exit when another master has the folder */
  constructor(
    private readonly disk: Disk,
    workDir: string,
  ) {
    this.folder = disk.resolve(`${workDir}/replicated_log`);
    this.file = `${workDir}/replicated_log/log`;
    this.lock(`${workDir}/replicated_log/LOCK`);
    const text = disk.read(this.file);
    this.stored = text === undefined ? { status: 'EMPTY', promised: 0 } : (JSON.parse(text) as Stored);
  }

  get status(): ReplicaStatus {
    return this.stored.status;
  }

  get accepted(): Accepted {
    return this.stored.accepted ?? NOTHING;
  }

  get promised(): number {
    return this.stored.promised;
  }

  become(status: ReplicaStatus): void {
    this.store({ ...this.stored, status });
  }

  /** Takes over what the others have. */
  catchUp(accepted: Accepted, promised: number): void {
    this.store({ status: 'VOTING', promised: Math.max(promised, this.promised), accepted });
  }

  /** Whether it will take no more writes of earlier coordinators. */
  promise(proposal: number): boolean {
    if (proposal <= this.promised) return false;
    this.store({ ...this.stored, promised: proposal });
    return true;
  }

  write(accepted: Accepted): boolean {
    if (accepted.proposal < this.promised) return false;
    this.store({ ...this.stored, promised: accepted.proposal, accepted });
    return true;
  }

  release(): void {
    inUse.delete(this.folder);
  }

  private store(stored: Stored): void {
    this.stored = stored;
    this.disk.write(this.file, JSON.stringify(stored));
  }

  private lock(path: string): void {
    const holder = Number(this.disk.read(path) ?? 0);
    const taken = holder === process.pid ? inUse.has(this.folder) : isRunning(holder);
    if (taken) {
      throw new Exit(
        1,
        `Failed to recover the log: IO error: lock ${path}: Resource temporarily unavailable`,
      );
    }
    inUse.add(this.folder);
    this.disk.write(path, String(process.pid));
  }
}

function isRunning(pid: number): boolean {
  if (pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
