/** Who makes a request. */
export interface Actor {
  /** `kubernetes-admin` */
  readonly user: string;
  readonly groups: readonly string[];
  /** Under which name its fields are known. */
  readonly manager: string;
}

/** A controller of the cluster itself. */
export function controllerActor(manager: string): Actor {
  return { user: `system:${manager}`, groups: ['system:masters'], manager };
}

export interface WriteOptions {
  readonly actor: Actor;
  readonly dryRun?: boolean | undefined;
  /** What becomes of fields that the kind does not have. @default 'Ignore' */
  readonly fieldValidation?: 'Strict' | 'Warn' | 'Ignore' | undefined;
  /** Warnings for the client are added here. */
  readonly warnings?: string[] | undefined;
}
