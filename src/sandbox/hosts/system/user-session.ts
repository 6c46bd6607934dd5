import { CALLS } from '../programs/stand-in-client';

/** Folders that everybody may write to, besides the own home. */
const FOR_ALL = ['/tmp', '/var/tmp', '/dev/shm', '/run/lock', CALLS];

/** Part of the kernel that is a file system of its own on a machine. */
const KERNEL = '/proc/sys/net';

/**
 * Runs a command as somebody who is not root. All users of a machine are one user of this computer, whom no mode of a
 * file stops: so whatever only root may write is read-only to the command and to all that it starts. `sudo` leaves this
 * view again. Parameters: the script that runs the command, and the command.
 */
export const AS_USER = `
exec unshare -m sh -c '
set -eu
cd /
for folder in "$HOME" ${FOR_ALL.join(' ')}; do
  [ ! -d "$folder" ] || mount --bind "$folder" "$folder"
done
mount -o remount,bind,ro /
mount -o remount,bind,ro /usr/local
mount -o remount,bind,ro ${KERNEL}
script=$1
shift
exec /bin/sh -c "$script" "$@"
' sh "$0" "$@"
`;
