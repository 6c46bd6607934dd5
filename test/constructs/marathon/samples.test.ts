import { validateApp } from '../../../src/constructs/marathon/validate-app';
import { validateGroup } from '../../../src/constructs/marathon/validate-group';
import { describeWith } from '../../support/require-component';
import { contracts, sampleApps } from './support/contracts';

/** Apps that the schema lets pass and Marathon does not: their networks are in the terms of before 1.5 and in those of today. */
const MIXED: Readonly<Record<string, string>> = {
  'app.lb-b19-docker_bridge.json': 'container.docker.network excludes networks',
  'app.lb-b19-docker_ippc.json': 'ipAddress excludes networks',
  'app.lb-b19-ucr_host.json': 'portDefinitions is for host networking',
};

describeWith(contracts, "real projects' apps", () => {
  test.each(sampleApps('app.').filter(([file]) => !(file in MIXED)))('%s is taken', (_, definition) => {
    expect(validateApp('stack/app', definition)).toMatchObject({
      id: expect.stringMatching(/^\//) as string,
    });
  });

  test.each(sampleApps('app.').filter(([file]) => file in MIXED))('%s is refused', (file, definition) => {
    expect(() => validateApp('stack/app', definition)).toThrow(`stack/app: ${MIXED[file] ?? ''}`);
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
