import { parseMarathonImportId } from '../../../src/provider/marathon/marathon-import-id';

const KEY = 'SHA256:jE6+b3XWkZ0bV0hcmnBQpnvUpyK8YbS3oBAtY6sxYQU';
const host = { address: '10.0.0.11', port: 22, user: 'root', credential: 'default', host_key: KEY };
const ssh = `ssh://root@10.0.0.11?credential=default&host_key=${encodeURIComponent(KEY)}`;

test('an app at a URL, with what is not the default', () => {
  expect(
    parseMarathonImportId(
      'app',
      'https://dcos.example/service/marathon?app=/shop/web&login=ops&timeout=90s&on_failure=rollback&force=true',
    ),
  ).toEqual({
    id: '/shop/web',
    access: { hosts: null, port: 8080, url: 'https://dcos.example/service/marathon', login: 'ops' },
    settings: { timeout: '90s', on_failure: 'rollback', force: true },
  });
});

test('a group on hosts of ours', () => {
  const other = encodeURIComponent(ssh.replace('10.0.0.11', '10.0.0.12'));
  expect(parseMarathonImportId('group', `${ssh}&group=/shop&marathon_port=8081&host=${other}`)).toEqual({
    id: '/shop',
    access: { hosts: [host, { ...host, address: '10.0.0.12' }], port: 8081, url: null, login: null },
    settings: {},
  });
});

test.each([
  ['/shop/web', /names no app/],
  ['https://marathon.example', /names no app/],
  ['https://marathon.example?group=/shop', /names no app/],
  ['ftp://marathon.example?app=/web', /names no app/],
  ['https://marathon.example?app=/web&colour=red', /no parameter "colour"/],
  ['https://marathon.example?app=/web&timeout=soon', /timeout/],
  ['https://marathon.example?app=/web&on_failure=retry', /on_failure is "retry"/],
  ['https://marathon.example?app=/web&force=yes', /force is "yes"/],
  [`${ssh}&app=/web&marathon_port=99999`, /marathon_port/],
  ['ssh://root@10.0.0.11?app=/web', /names no host/],
])('%s is refused with what is wrong', (id, why) => {
  expect(() => parseMarathonImportId('app', id)).toThrow(why);
});
