import * as fc from 'fast-check';
import { lockedSources, withLockEntry } from '../../../src/constructs/placement/lock-file';

const ours = { source: 'fleetwright.dev/fleetwright/fleetwright', version: '0.1.0', hash: 'h1:AAAA=' };
const aws = `provider "registry.terraform.io/hashicorp/aws" {
  version     = "5.0.0"
  constraints = "~> 5.0"
  hashes = [
    "h1:aws=",
    "zh:0123",
  ]
}
`;

test('a new lock file is what Terraform itself would write', () => {
  expect(withLockEntry('', ours)).toBe(`# This file is maintained automatically by "terraform init".
# Manual edits may be lost in future updates.

provider "fleetwright.dev/fleetwright/fleetwright" {
  version     = "0.1.0"
  constraints = "0.1.0"
  hashes = [
    "h1:AAAA=",
  ]
}
`);
});

test('other entries and comments stay as they are', () => {
  const before = `# mine\n\n${aws}`;
  const after = withLockEntry(before, ours);
  expect(after.startsWith(before)).toBe(true);
  expect(lockedSources(after)).toEqual(['registry.terraform.io/hashicorp/aws', ours.source]);
});

test('an entry of another version or hash is replaced in its place', () => {
  const old = withLockEntry(aws, { ...ours, version: '0.0.9', hash: 'h1:old=' }) + `\n# the end\n`;
  const after = withLockEntry(old, ours);
  expect(after).not.toContain('0.0.9');
  expect(after).not.toContain('h1:old=');
  expect(after).toContain(aws);
  expect(after.endsWith('\n# the end\n')).toBe(true);
});

test('an entry that says the same with more hashes stays', () => {
  const more = withLockEntry('', ours).replace('"h1:AAAA=",', '"h1:AAAA=",\n    "h1:other-platform=",');
  expect(withLockEntry(more, ours)).toBe(more);
});

test('a provider whose name starts like ours is another one', () => {
  const lookalike = aws.replace(
    'registry.terraform.io/hashicorp/aws',
    'fleetwrightXdev/fleetwright/fleetwright',
  );
  expect(withLockEntry(lookalike, ours)).toContain(lookalike);
});

test('writing twice is writing once, whatever else is in the file', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(aws, '# a comment\n', '\n', withLockEntry('', { ...ours, version: '9.9.9' }))),
      (parts) => {
        const once = withLockEntry(parts.join(''), ours);
        expect(withLockEntry(once, ours)).toBe(once);
        expect(once.split(aws)).toHaveLength(parts.filter((part) => part === aws).length + 1);
      },
    ),
  );
});
