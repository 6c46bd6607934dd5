import { CALLS } from '../programs/stand-in-client';

/** Folders that everybody may write to, besides the own home. */
const FOR_ALL = ['/tmp', '/var/tmp', '/dev/shm', '/run/lock', CALLS];

/** Part of the kernel that is a file system of its own on a machine. */
const KERNEL = '/proc/sys/net';

/**
 * Makes the view of somebody who is not root. All users of a machine are one user of this computer, whom no mode of a
 * file stops: so whatever only root may write is read-only to what the user runs and to all that it starts. `sudo` leaves
 * this view again. It is made once per user, when it is first needed, and kept by whoever reads the answer: it
 * stays until the standard input ends, and after that for as long as something has it open. Parameter: the user's home.
 */
export const MAKE_VIEW = `
set -eu
cd /
for folder in "$0" ${FOR_ALL.join(' ')}; do
  [ ! -d "$folder" ] || mount --bind "$folder" "$folder"
done
mount -o remount,bind,ro /
mount -o remount,bind,ro /usr/local
mount -o remount,bind,ro ${KERNEL}
echo made
read -r end || :
`;
