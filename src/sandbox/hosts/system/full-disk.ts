/** Folders on a machine's disk; `/run` is in its memory. */
const ON_DISK = ['etc', 'home', 'media', 'opt', 'root', 'srv', 'tmp', 'usr/local', 'var'];

/**
 * Runs a command to which the machine's disk is full: everything is there to read, and whatever is written, created,
 * changed or removed needs space in a file system that has none left. Only this command sees it.
 * Parameters: the command.
 */
export const ON_FULL_DISK = `
unshare -m sh -c '
set -eu
full=/mnt
mount -t tmpfs -o size=4k,nr_inodes=64 none "$full"
options=userxattr
for folder in ${ON_DISK.join(' ')}; do
  [ -d "/$folder" ] || continue
  name=$(printf %s "$folder" | tr / _)
  mkdir "$full/$name" "$full/$name.work"
  mount -t overlay -o "lowerdir=/$folder,upperdir=$full/$name,workdir=$full/$name.work,$options" none "/$folder"
done
cat /dev/zero >"$full/space" 2>/dev/null || true
number=0
while (: >"$full/$number") 2>/dev/null; do number=$((number + 1)); done
cd "$HOME" 2>/dev/null || true
exec /bin/sh -c "$1"
' sh "$0"
`;
