import { userInfo } from 'node:os';
import { userName } from '../../src/provider/user-name';
import { describeWith } from '../support/require-component';

test('whoever runs this is named', () => {
  expect(userName()).toBe(userInfo().username);
});

const root = {
  name: 'root',
  available: process.geteuid?.() === 0,
  howToEnable: 'run it as root, who may become a user without a name',
};

describeWith(root, 'a user without a name', () => {
  afterEach(() => process.seteuid?.(0));

  test('is told by the number', () => {
    process.seteuid?.(54_321);
    expect(() => userInfo()).toThrow();
    expect(userName()).toBe('uid 54321');
  });
});
