/** Whether an instance is healthy. */
export interface MarathonHealthCheck {
  /**
   * 'HTTP', 'HTTPS' and 'TCP', made by Marathon; 'MESOS_HTTP', 'MESOS_HTTPS', 'MESOS_TCP' and 'COMMAND', made on the agent.
   *
   * @default 'HTTP'
   */
  readonly protocol?: string;
  /** @default '/' */
  readonly path?: string;
  /** Which of the app's ports, from 0 on. Not with `port`. */
  readonly portIndex?: number;
  /** A port that is not one of the app's. Not with `portIndex`. */
  readonly port?: number;
  /** With the protocol COMMAND. */
  readonly command?: MarathonCommand;
  /** Seconds from the start on during which failures do not count. @default 300 */
  readonly gracePeriodSeconds?: number;
  /** Seconds between two checks. @default 60 */
  readonly intervalSeconds?: number;
  /** Seconds that an answer may take. @default 20 */
  readonly timeoutSeconds?: number;
  /** After how many failures an instance is replaced; 0 is never. @default 3 */
  readonly maxConsecutiveFailures?: number;
  /** Seconds before the first check; of checks that are made on the agent. @default 15 */
  readonly delaySeconds?: number;
  readonly ignoreHttp1xx?: boolean;
  /** 'IPv4' or 'IPv6'. @default 'IPv4' */
  readonly ipProtocol?: string;
}

/** A line for a shell. */
export interface MarathonCommand {
  readonly value: string;
}

/** When an instance counts as ready, during a deployment. */
export interface MarathonReadinessCheck {
  /** @default 'readinessCheck' */
  readonly name?: string;
  /** 'HTTP' or 'HTTPS'. @default 'HTTP' */
  readonly protocol?: string;
  /** @default '/' */
  readonly path?: string;
  /** Name of one of the app's ports. @default 'http-api' */
  readonly portName?: string;
  /** Seconds between two checks. @default 30 */
  readonly intervalSeconds?: number;
  /** Seconds that an answer may take, fewer than `intervalSeconds`. @default 10 */
  readonly timeoutSeconds?: number;
  /** @default [200] */
  readonly httpStatusCodesForReady?: number[];
  /** @default false */
  readonly preserveLastResponse?: boolean;
}

/** A check that is made on the agent: one of `http`, `tcp` and `exec`. */
export interface MarathonCheck {
  readonly http?: Record<string, unknown>;
  readonly tcp?: Record<string, unknown>;
  readonly exec?: Record<string, unknown>;
  readonly delaySeconds?: number;
  readonly intervalSeconds?: number;
  readonly timeoutSeconds?: number;
}
