/**
 * Tests of real components: on a user's machine they say that they were skipped and how to enable them;
 * in CI (`CI=true`) a component that is not there fails the suite.
 */
export function describeWith(component: Component, name: string, body: () => void): void {
  if (component.available) {
    describe(name, body);
    return;
  }
  const message = `${name}: ${component.name} is not available; ${component.howToEnable}`;
  if (process.env.CI === 'true') {
    describe(name, () => {
      test(`needs ${component.name}`, () => {
        throw new Error(message);
      });
    });
    return;
  }
  process.stderr.write(`skipped: ${message}\n`);
  describe.skip(name, body);
}

export interface Component {
  /** As a reader knows it: "sshd", "the contracts folder". */
  readonly name: string;
  readonly available: boolean;
  /** One sentence: "install openssh-server and run the tests again". */
  readonly howToEnable: string;
}
