/**
 * Programs of this computer that a fresh machine has, too, where they are installed: what a Debian server has
 * from its first boot. Everything else is hidden, so that a machine is the same wherever the sandbox runs.
 */
export const hostPrograms: readonly string[] = `
[ arch b2sum base32 base64 basename basenc cat chcon chgrp chmod chown chroot cksum comm cp csplit cut date dd df dir
dircolors dirname du echo env expand expr factor false fmt fold groups head hostid install join link ln logname ls
md5sum mkdir mkfifo mknod mktemp mv nice nl nohup nproc numfmt od paste pathchk pinky pr printenv printf ptx pwd
readlink realpath rm rmdir runcon seq sha1sum sha224sum sha256sum sha384sum sha512sum shred shuf sleep sort split stat
stdbuf stty sum sync tac tail tee test timeout touch tr true truncate tsort tty uname unexpand uniq unlink users vdir
wc who yes
awk mawk gawk busybox-awk cmp diff diff3 sdiff sed egrep fgrep grep find xargs tar gzip gunzip gzexe zcat zcmp zdiff
zgrep zless zmore bzip2 bunzip2 bzcat xz unxz xzcat zstd unzstd zstdcat less more
sh dash bash rbash
blkid blockdev choom chrt col colcrt colrm column dmesg fallocate findmnt flock getopt hexdump ionice ipcmk ipcrm ipcs
last logger look lsblk lscpu lsfd lsipc lslocks lslogins lsmem lsns mcookie mesg mount mountpoint namei nsenter
partx prlimit rename renice rev script scriptlive scriptreplay setarch setpriv setsid setterm taskset ul umount
unshare utmpdump uuidgen uuidparse wall whereis pivot_root switch_root losetup mkfs mkswap fdisk sfdisk
free kill pgrep pidof pidwait pkill pmap ps pwdx skill slabtop snice tload top uptime vmstat w watch killall fuser pstree
getconf getent iconv ldd locale localedef ldconfig tzselect zdump
hostname domainname dnsdomainname nisdomainname ypdomainname
openssl c_rehash perl python3 python jq vi vim vim.tiny nano ed
ssh ssh-keygen ssh-add ssh-agent ssh-keyscan scp sftp
run-parts tempfile which savelog ischroot update-alternatives
bc dc file strings tree lsof strace netstat ss ping
`
  .trim()
  .split(/\s+/);
