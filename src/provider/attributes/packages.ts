import { a, t } from '../../tfplugin';
import { oneOf } from '../validation/one-of';
import {
  validateAptPackages,
  validateAptRepository,
  validateFingerprint,
  validateHttpUrl,
  validatePackageFile,
  validateSha256,
} from '../validation/packages';

/** Where a service comes from: an apt repository, files, or what the host has. Exactly one of the three. */
export const packageAttributes = {
  apt_repository: a.string({
    optional: true,
    validate: validateAptRepository,
    description:
      'An apt repository as sources.list has it, `https://packages.example.org/debian bookworm main`, or the URL alone of a flat one. Takes `apt_key_url` or `apt_key_fingerprint` with it.',
  }),
  apt_key_url: a.string({
    optional: true,
    validate: validateHttpUrl,
    description: "URL of the repository's signing key, armored or binary.",
  }),
  apt_key_fingerprint: a.string({
    optional: true,
    validate: validateFingerprint,
    description:
      "Fingerprint of the repository's signing key, which the key from `apt_key_url` is checked against. Default: not checked.",
  }),
  apt_packages: a.list(t.string, {
    optional: true,
    validate: validateAptPackages,
    description: "Packages, perhaps with a version: `mesos=1.11.0-2.0.1`. Default: the service's usual one.",
  }),
  files: a.objectList(
    {
      url: a.string({
        optional: true,
        validate: (value) => validateHttpUrl(value) ?? validatePackageFile(value),
        description: 'http(s) URL of a .deb or a tar archive. Not with `path`.',
      }),
      path: a.string({
        optional: true,
        validate: validatePackageFile,
        description:
          'Path of a .deb or a tar archive on the machine that runs Terraform; `~` stands for the home folder. Not with `url`.',
      }),
      sha256: a.string({
        required: true,
        validate: validateSha256,
        description: 'SHA-256 of the file in hex, checked where it is used.',
      }),
      delivery: a.string({
        default: 'push',
        validate: oneOf('push', 'fetch'),
        description: '`push` sends the file over SSH; `fetch` has the host download it from `url`.',
      }),
    },
    {
      optional: true,
      validate: (files) => (files.length === 0 ? 'must name at least one file, is empty' : undefined),
      description: 'Debian packages and archives to install, in this order.',
    },
  ),
  system: a.bool({
    default: false,
    description:
      "Install from the package sources that the host has already; its distribution's own are among them.",
  }),
};
