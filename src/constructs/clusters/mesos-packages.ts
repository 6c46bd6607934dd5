/** How a file reaches the hosts. */
export enum FileDelivery {
  /** Over SSH, from the machine Terraform runs on. */
  PUSH = 'push',
  /** Every host downloads it from its URL. */
  FETCH = 'fetch',
}

/** A .deb, or a tar archive. Exactly one of `url` and `path`. */
export interface PackageFile {
  /** @default none: `path` is used */
  readonly url?: string;
  /**
   * A relative path starts at the folder the app runs in; `~` is the home folder of whoever runs Terraform.
   *
   * @default none: `url` is used
   */
  readonly path?: string;
  /** SHA-256 in hex, checked where the file is used. */
  readonly sha256: string;
  /**
   * `FileDelivery.FETCH` needs `url`.
   *
   * @default FileDelivery.PUSH
   */
  readonly delivery?: FileDelivery;
}

/** Where a program comes from. Exactly one of `aptRepository`, `files` and `system`. */
export interface PackageSource {
  /**
   * As sources.list has it, or the URL alone of a flat repository. Needs `aptKeyUrl`.
   *
   * @default none
   * @example 'https://packages.example.org/debian bookworm main'
   */
  readonly aptRepository?: string;
  /**
   * URL of the repository's signing key.
   *
   * @default none; needed with `aptRepository`
   */
  readonly aptKeyUrl?: string;
  /**
   * Fingerprint that the key must have.
   *
   * @default not checked
   */
  readonly aptKeyFingerprint?: string;
  /**
   * Packages, perhaps with a version.
   *
   * @default the program's usual one: zookeeperd, mesos, marathon
   * @example ['mesos=1.11.0-2.0.1']
   */
  readonly aptPackages?: string[];
  /**
   * Files to install, in this order.
   *
   * @default none
   */
  readonly files?: PackageFile[];
  /**
   * The package sources that the hosts have already, those of their distribution among them.
   *
   * @default false
   */
  readonly system?: boolean;
}

/** Where the programs of a cluster come from. Nobody publishes packages of Mesos any more, so that there is no default. */
export interface MesosPackages {
  readonly mesos: PackageSource;
  /** @default none; needed with Marathon */
  readonly marathon?: PackageSource;
  /** @default the distribution's zookeeperd */
  readonly zookeeper?: PackageSource;
}
