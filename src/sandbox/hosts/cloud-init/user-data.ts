import { gunzipSync } from 'node:zlib';
import { parse } from 'yaml';

/** What user data asks for. */
export interface UserData {
  /** Everything that is written as cloud-config, later parts over earlier ones. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Scripts with their `#!` lines, in their order. */
  readonly scripts: readonly string[];
  /** What cannot be used, for the console. */
  readonly warnings: readonly string[];
}

/** Reads user data in every form that cloud-init takes and that stands in one document. */
export function parseUserData(data: string | Buffer): UserData {
  const text = unpacked(typeof data === 'string' ? Buffer.from(data, 'utf8') : data);
  const parts = partsOf(text);
  const scripts: string[] = [];
  const warnings: string[] = [];
  let config: Record<string, unknown> = {};
  for (const part of parts) {
    if (part.startsWith('#!')) scripts.push(part);
    else if (part.startsWith('#cloud-config')) config = merge(config, part, warnings);
    else if (part.trim() !== '') {
      warnings.push(
        `Unhandled non-multipart (text/x-not-multipart) userdata: '${part.slice(0, 30).trim()}...'`,
      );
    }
  }
  return { config, scripts, warnings };
}

function merge(config: Record<string, unknown>, part: string, warnings: string[]): Record<string, unknown> {
  try {
    const parsed: unknown = parse(part);
    if (parsed === null) return config;
    if (isRecord(parsed)) return { ...config, ...parsed };
    warnings.push('Failed loading yaml blob. Yaml load allows (dict) root types');
  } catch (error) {
    warnings.push(
      `Failed loading yaml blob. ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : ''}`,
    );
  }
  return config;
}

function unpacked(data: Buffer): string {
  return (data[0] === 0x1f && data[1] === 0x8b ? gunzipSync(data) : data).toString('utf8');
}

function partsOf(text: string): readonly string[] {
  if (!/^(content-type:\s*multipart|mime-version:)/im.test(text.slice(0, 2000)) || text.startsWith('#'))
    return [text];
  const [head, body] = splitHead(text);
  const boundary = /boundary="?([^"\s;]+)"?/i.exec(head)?.[1];
  if (boundary === undefined) return [text];
  return body
    .split(new RegExp(`^--${boundary.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?:--)?[ \\t]*\\r?$`, 'm'))
    .slice(1, -1)
    .map((part) => {
      const [headers, content] = splitHead(part.replace(/^\r?\n/, ''));
      const encoding = /^content-transfer-encoding:\s*(\S+)/im.exec(headers)?.[1]?.toLowerCase();
      const decoded = encoding === 'base64' ? unpacked(Buffer.from(content, 'base64')) : content;
      return typed(decoded, /^content-type:\s*([^;\s]+)/im.exec(headers)?.[1]?.toLowerCase() ?? '');
    });
}

/** The type of a part counts, where the text does not say what it is. */
function typed(text: string, type: string): string {
  if (type === 'text/cloud-config' && !text.startsWith('#cloud-config')) return `#cloud-config\n${text}`;
  if (type === 'text/x-shellscript' && !text.startsWith('#!')) return `#!/bin/sh\n${text}`;
  return text;
}

function splitHead(text: string): readonly [head: string, body: string] {
  const match = /\r?\n\r?\n/.exec(text);
  return match === null
    ? [text, '']
    : [text.slice(0, match.index), text.slice(match.index + match[0].length)];
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
