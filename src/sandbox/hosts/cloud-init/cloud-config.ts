import { gunzipSync } from 'node:zlib';
import { generateHostKeys, type HostKeyKind, publicLineOf, writeHostKey } from '../ssh/host-keys';
import type { Accounts } from '../ssh/accounts';
import type { CompleteSpec } from '../machine-spec';
import type { MachineFiles } from '../system/machine-files';
import { writeHostname } from '../system/seed-disk';
import { isRecord, type UserData } from './user-data';

/** Keys that are done, or that change nothing a machine of the sandbox has. */
const COVERED = new Set([
  'bootcmd',
  'chpasswd',
  'disable_root',
  'final_message',
  'fqdn',
  'hostname',
  'locale',
  'manage_etc_hosts',
  'no_ssh_fingerprints',
  'output',
  'package_reboot_if_required',
  'package_update',
  'package_upgrade',
  'packages',
  'prefer_fqdn_over_hostname',
  'preserve_hostname',
  'runcmd',
  'ssh',
  'ssh_authorized_keys',
  'ssh_deletekeys',
  'ssh_genkeytypes',
  'ssh_keys',
  'ssh_pwauth',
  'timezone',
  'users',
  'write_files',
]);

/** What of cloud-config is done before anybody can log in, at the first boot only. Gives warnings for the console. */
export function applyConfig(
  { config }: UserData,
  machine: { readonly spec: CompleteSpec; readonly files: MachineFiles; readonly accounts: Accounts },
): readonly string[] {
  const { spec, files, accounts } = machine;
  const warnings = Object.keys(config)
    .filter((key) => !COVERED.has(key))
    .map((key) => `the sandbox does not cover the cloud-config key "${key}"`);
  const hostname = hostnameOf(config, spec);
  writeHostname(files, hostname, spec, textOf(config['fqdn']));
  for (const user of spec.users) {
    accounts.authorize(accounts.add(user.name, { sudo: true }), user.authorizedKeys);
  }
  addUsers(config['users'], accounts, warnings);
  const [first] = spec.users;
  const extra = textsOf(config['ssh_authorized_keys']);
  if (extra.length > 0) accounts.authorize(accounts.add(first?.name ?? 'root', { sudo: true }), extra);
  hostKeys(config['ssh_keys'], files, hostname, warnings);
  for (const file of listOf(config['write_files'])) writeFile(file, files, warnings);
  return warnings;
}

/** The first label of the FQDN, unless a name of its own is given. */
function hostnameOf(config: UserData['config'], spec: CompleteSpec): string {
  if (config['preserve_hostname'] === true) return spec.hostname;
  const fqdn = textOf(config['fqdn']);
  if (fqdn !== undefined && config['prefer_fqdn_over_hostname'] === true) return fqdn;
  return textOf(config['hostname']) ?? fqdn?.split('.')[0] ?? spec.hostname;
}

function addUsers(users: unknown, accounts: Accounts, warnings: string[]): void {
  for (const user of listOf(users)) {
    if (user === 'default') continue;
    const name = isRecord(user) ? textOf(user['name']) : textOf(user);
    if (name === undefined) {
      warnings.push('an entry of "users" has no name');
      continue;
    }
    const settings = isRecord(user) ? user : {};
    const sudo = settings['sudo'] !== undefined && settings['sudo'] !== false;
    accounts.authorize(accounts.add(name, { sudo }), [
      ...textsOf(settings['ssh_authorized_keys']),
      ...textsOf(settings['ssh-authorized-keys']),
    ]);
  }
}

/** Keys that are given are the only ones there are, as with cloud-init; otherwise a machine makes its own. */
function hostKeys(keys: unknown, files: MachineFiles, hostname: string, warnings: string[]): void {
  let written = 0;
  for (const [name, value] of Object.entries(isRecord(keys) ? keys : {})) {
    const kind = /^(rsa|ecdsa|ed25519)_private$/.exec(name)?.[1];
    if (kind === undefined) {
      if (!/^(rsa|ecdsa|ed25519)_(public|certificate)$/.test(name))
        warnings.push(`"ssh_keys.${name}" is unsupported`);
      continue;
    }
    const privateKey = textOf(value) ?? '';
    const given = isRecord(keys) ? textOf(keys[`${kind}_public`]) : undefined;
    const publicLine = given ?? publicLineOf(privateKey, `root@${hostname}`);
    if (publicLine === undefined) {
      warnings.push(`"ssh_keys.${name}" is no private key`);
      continue;
    }
    writeHostKey(files, kind as HostKeyKind, privateKey, publicLine);
    written += 1;
  }
  if (written === 0) generateHostKeys(files, hostname);
}

function writeFile(file: unknown, files: MachineFiles, warnings: string[]): void {
  const path = isRecord(file) ? textOf(file['path']) : undefined;
  if (!isRecord(file) || path?.startsWith('/') !== true) {
    warnings.push('an entry of "write_files" has no absolute path');
    return;
  }
  const content = decoded(textOf(file['content']) ?? '', textOf(file['encoding']) ?? 'text/plain');
  if (file['append'] === true) files.append(path, content);
  else files.write(path, content, modeOf(file['permissions']));
  const owner = textOf(file['owner']) ?? 'root:root';
  if (!/^root(:root)?$/.test(owner))
    warnings.push(`${path} belongs to root: the sandbox has no other owners of files`);
}

function decoded(content: string, encoding: string): Buffer {
  const base64 = /b64|base64/.test(encoding);
  const data = Buffer.from(content, base64 ? 'base64' : 'utf8');
  return /^gz/.test(encoding) ? gunzipSync(data) : data;
}

function modeOf(value: unknown): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' ? Number.parseInt(value, 8) : 0o644;
}

/**
 * Scripts in the order of cloud-init's last stage: packages, `runcmd`, then scripts of the user data.
 * They run as root, one after the other, whether an earlier one failed or not.
 */
export function finalScripts({ config, scripts }: UserData): readonly string[] {
  const packages = listOf(config['packages']).flatMap((one) => textsOf(one).slice(0, 1));
  const apt = 'DEBIAN_FRONTEND=noninteractive apt-get -q -y';
  const update = config['package_update'] === true || packages.length > 0 ? [`${apt} update`] : [];
  const install = packages.length > 0 ? [`${apt} install ${packages.map(quote).join(' ')}`] : [];
  const commands = commandsOf(config['runcmd']);
  return [
    ...(update.length + install.length > 0 ? [`#!/bin/sh\n${[...update, ...install].join(' && ')}\n`] : []),
    ...(commands === '' ? [] : [`#!/bin/sh\n${commands}`]),
    ...scripts,
  ];
}

/** What runs at every boot, before anything else. */
export function bootScript({ config }: UserData): string {
  return commandsOf(config['bootcmd']);
}

function commandsOf(commands: unknown): string {
  const lines = listOf(commands).map((command) =>
    Array.isArray(command) ? textsOf(command).map(quote).join(' ') : (textOf(command) ?? ''),
  );
  return lines.map((line) => `${line}\n`).join('');
}

function quote(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function textsOf(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).flatMap((one: unknown) => textOf(one) ?? []);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string'
    ? value
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : undefined;
}
