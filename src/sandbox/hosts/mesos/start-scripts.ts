/**
 * What the packages of Mesos start their programs with: it makes flags of the settings of both conventions, and hands on the
 * variables that the program would find in its environment.
 */
export const MESOS_START = `#!/bin/sh
name=$1
set -a
for file in /etc/default/mesos "/etc/default/$name"; do
  if [ -f "$file" ]; then . "$file"; fi
done
set +a
set --
[ -z "\${ZK:-}" ] || set -- "$@" "--zk=$ZK"
[ -z "\${MASTER:-}" ] || set -- "$@" "--master=$MASTER"
[ -z "\${LOGS:-}" ] || set -- "$@" "--log_dir=$LOGS"
for file in "/etc/$name"/*; do
  [ -f "$file" ] || continue
  case \${file##*/} in
    '?'*) flag=\${file##*/} && set -- "$@" "--\${flag#?}" ;;
    *) set -- "$@" "--\${file##*/}=$(cat "$file")" ;;
  esac
done
for part in attributes resources; do
  all=
  for file in "/etc/$name/$part"/*; do
    [ ! -s "$file" ] || all="$all;\${file##*/}:$(cat "$file")"
  done
  [ -z "$all" ] || set -- "$@" "--$part=\${all#;}"
done
for variable in $(env | sed -n 's/^\\(MESOS_[A-Z0-9_]*\\)=.*/\\1/p'); do
  eval "set -- \\"\\$@\\" \\"--environment=$variable=\\$$variable\\""
done
exec "/usr/local/bin/$name" "$@"
`;

/** As {@link MESOS_START}, for Marathon. */
export const MARATHON_START = `#!/bin/sh
set --
for file in /etc/marathon/conf/*; do
  [ -f "$file" ] || continue
  case \${file##*/} in
    '?'*) flag=\${file##*/} && set -- "$@" "--\${flag#?}" ;;
    *) set -- "$@" "--\${file##*/}" "$(cat "$file")" ;;
  esac
done
for variable in $(env | sed -n 's/^\\(MARATHON_[A-Z0-9_]*\\)=.*/\\1/p'); do
  eval "set -- \\"\\$@\\" \\"--environment=$variable=\\$$variable\\""
done
exec /usr/local/bin/marathon "$@"
`;
