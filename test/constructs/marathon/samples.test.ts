import { validateApp } from '../../../src/constructs/marathon/validate-app';
import { validateGroup } from '../../../src/constructs/marathon/validate-group';
import { describeWith } from '../../support/require-component';
import { contracts, sampleApps } from './support/contracts';

/** Apps that the schema lets pass and the rules beside it do not. */
const REFUSED: Readonly<Record<string, string>> = {
  // Their networks are in the terms of before 1.5 and in those of today.
  'app.lb-b19-docker_bridge.json': 'container.docker.network excludes networks',
  'app.lb-b19-docker_ippc.json': 'ipAddress excludes networks',
  // Marathon takes these without a word, and leaves them out.
  'app.lb-b19-ucr_host.json': 'portDefinitions is for host networking',
  'app.docs-secrets-3.json': 'container.docker is missing',
};

describeWith(contracts, "real projects' apps", () => {
  test.each(sampleApps('app.').filter(([file]) => !(file in REFUSED)))('%s is taken', (_, definition) => {
    expect(validateApp('stack/app', definition)).toMatchObject({
      id: expect.stringMatching(/^\//) as string,
    });
  });

  test.each(sampleApps('app.').filter(([file]) => file in REFUSED))('%s is refused', (file, definition) => {
    expect(() => validateApp('stack/app', definition)).toThrow(`stack/app: ${REFUSED[file] ?? ''}`);
  });

  test.each(sampleApps('group.'))('%s is taken', (_, definition) => {
    expect(validateGroup('stack/group', definition)).toEqual(definition);
  });

  test.each(sampleApps('appinfo.'))('%s, what Marathon says of an app, is refused', (_, definition) => {
    expect(() => validateApp('stack/app', definition)).toThrow(
      /^stack\/app: \w+ is what Marathon says of an app/,
    );
  });

  test.each(sampleApps('pod.'))('%s, a pod, is refused', (_, definition) => {
    expect(() => validateApp('stack/app', definition)).toThrow('stack/app: containers makes it a pod');
  });
});
