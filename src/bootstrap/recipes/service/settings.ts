import type { CommandOperation, FileOperation, Operation } from '../../operation';
import { quote } from '../../shell-text';
import { RecipeError } from '../recipe-error';

/** `files`: one file per flag in a folder. `environment`: variables in a file of /etc/default. */
export type Convention = 'files' | 'environment';

/** On or off, text, or parts of a text by name: attributes and resources. */
export type FlagValue = string | boolean | Readonly<Record<string, string>>;
export type Flags = Readonly<Record<string, FlagValue>>;

/** Where the packages of a program look for its settings. */
export interface SettingsPlace {
  /** Folder with one file per flag: `/etc/mesos-master`. */
  readonly folder: string;
  /** File of variables: `/etc/default/mesos-master`. */
  readonly environment: string;
  /** Begins the variable of a flag: `MESOS_`. */
  readonly prefix: string;
  /** The variable of a flag that is on. */
  readonly on: 'true' | '';
  /** Begins the name of a flag that is off: `no-`, or `disable_`. */
  readonly off: string;
  /**
   * Variables from which the start scripts of packages make flags, in both conventions; a flag that is in both of them is
   * given twice, which no program of Mesos takes.
   */
  readonly words: Readonly<Record<string, string>>;
}

/** Ours and the user's flags in one. Throws {@link RecipeError} for a flag that both set: a flag given twice is an error of every program of Mesos. */
export function mergedFlags(own: Flags, user: Readonly<Record<string, string>> = {}): Flags {
  const added = Object.entries(user).map(([name, value]) => {
    if (Object.hasOwn(own, name)) {
      throw new RecipeError(
        `flags.${name} is set by an attribute of its own; take it out of flags`,
        `flags.${name}`,
      );
    }
    return [name, value === 'true' ? true : value === 'false' ? false : value] as const;
  });
  return { ...own, ...Object.fromEntries(added) };
}

/** The settings of a program, and nothing of anybody else beside them. */
export function settingsOperations(
  place: SettingsPlace,
  convention: Convention,
  flags: Flags,
): readonly Operation[] {
  const files = convention === 'files' ? flagFiles(place, flags) : [];
  return [
    ...(files.length > 0 ? [folderOf(place)] : []),
    ...files,
    {
      kind: 'file',
      id: 'settings/environment',
      description: `write ${place.environment}`,
      path: place.environment,
      content: convention === 'files' ? words(place, flags) : variables(place, flags),
      mode: '0644',
    },
    onlyTheseFiles(
      place,
      files.map(({ path }) => path),
    ),
  ];
}

function folderOf(place: SettingsPlace): Operation {
  return {
    kind: 'directory',
    id: 'settings/folder',
    description: `keep a folder with one file per flag`,
    path: place.folder,
    mode: '0755',
  };
}

function flagFiles(place: SettingsPlace, flags: Flags): readonly FileOperation[] {
  const file = (name: string, content: string): FileOperation => ({
    kind: 'file',
    id: `settings/${name.replaceAll(/[^A-Za-z0-9._/-]/g, '-').toLowerCase()}`,
    description: `set ${name.replace('?', '')}`,
    path: `${place.folder}/${name}`,
    content: content === '' ? '' : `${content}\n`,
    mode: '0644',
  });
  return sorted(flags).flatMap(([name, value]) => {
    if (Object.hasOwn(place.words, name)) return [];
    if (value === true) return [file(`?${name}`, '')];
    if (value === false) return [file(`?${place.off}${name}`, '')];
    if (typeof value === 'string') return [file(name, value)];
    return Object.entries(value)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, part]) => file(`${name}/${key}`, part));
  });
}

/** What the start scripts make flags of; what packages put there themselves is taken back. */
function words(place: SettingsPlace, flags: Flags): string {
  return Object.entries(place.words)
    .map(([name, variable]) => `${variable}=${doubleQuoted(textOf(flags[name] ?? ''))}\n`)
    .join('');
}

function variables(place: SettingsPlace, flags: Flags): string {
  const own = sorted(flags).map(([name, value]) => {
    const spelled = value === false && place.on === '' ? `${place.off}${name}` : name;
    const text = typeof value === 'boolean' ? (place.on === '' ? '' : String(value)) : textOf(value);
    return `${place.prefix}${spelled.toUpperCase()}=${doubleQuoted(text)}\n`;
  });
  return [...Object.values(place.words).map((variable) => `${variable}=""\n`), ...own].join('');
}

/** Attributes and resources in one text: `rack:r1;disk:ssd`. */
function textOf(value: FlagValue): string {
  if (typeof value !== 'object') return String(value);
  return Object.entries(value)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, part]) => `${key}:${part}`)
    .join(';');
}

/** The same for systemd, which reads the file, and for sh, which packages have read it. */
function doubleQuoted(text: string): string {
  return `"${text.replaceAll(/["\\$`]/g, '\\$&')}"`;
}

/** Flags of packages, and those that somebody added on the host, would count beside the declared ones. */
function onlyTheseFiles(place: SettingsPlace, declared: readonly string[]): CommandOperation {
  const list = `
list_others() {
  find ${place.folder} -mindepth 1 -maxdepth 2 ! -type d 2>/dev/null | sort | while read -r path; do
    case $path in
      ${declared.length === 0 ? '' : `${declared.map(quote).join(' | ')}) ;;`}
      *) printf '%s\\n' "$path" ;;
    esac
  done
}`;
  return {
    kind: 'command',
    id: 'settings/others',
    description: `keep no other flags in ${place.folder}`,
    check: `${list}
other=$(list_others | head -n 1)
[ -z "$other" ] || { echo "file $other sets a flag that is not declared"; exit 1; }
`,
    apply: `${list}
list_others | while read -r path; do rm -f "$path"; done
`,
  };
}

function sorted(flags: Flags): readonly (readonly [string, FlagValue])[] {
  return Object.entries(flags).sort(([left], [right]) => (left < right ? -1 : 1));
}
