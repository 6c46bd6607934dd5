/** A deployment did not come to its end in time. Marathon goes on with it, unless it was rolled back. */
export class StalledDeploymentError extends Error {
  constructor(
    /** `app /shop/web` */
    what: string,
    waitedMs: number,
    /** One line each. */
    readonly reasons: readonly string[],
    readonly deploymentId: string,
    /** What became of it: `rolled back to version …`. */
    readonly aftermath: string | undefined,
  ) {
    const after = aftermath === undefined ? '' : `; ${aftermath}`;
    super(
      [
        `${what}: the deployment has not ended after ${seconds(waitedMs)}${after}`,
        ...reasons.map((reason) => `  ${reason}`),
      ].join('\n'),
    );
    this.name = 'StalledDeploymentError';
  }
}

/** Another deployment is under way, and stays so. */
export class DeploymentInTheWayError extends Error {
  constructor(what: string, deployments: readonly string[], waitedMs: number) {
    super(
      `${what}: another deployment of it is under way, and has not ended after ${seconds(waitedMs)}: ${deployments.join(', ') || 'Marathon does not say which'}; ` +
        'wait until it has, end it, or set force = true to override it, which leaves what it has done by then',
    );
    this.name = 'DeploymentInTheWayError';
  }
}

/** A deployment ended, and something else than what it was for is there. */
export class OverriddenDeploymentError extends Error {
  constructor(what: string, differences: readonly string[]) {
    super(
      [
        `${what}: its deployment was overridden or rolled back by somebody else`,
        ...differences.map((line) => `  ${line}`),
      ].join('\n'),
    );
    this.name = 'OverriddenDeploymentError';
  }
}

function seconds(ms: number): string {
  return `${String(Math.round(ms / 1000))} s`;
}
