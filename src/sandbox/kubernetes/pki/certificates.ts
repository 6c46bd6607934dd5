import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  sign,
} from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { isIP } from 'node:net';
import * as der from './der';

const ecdsaWithSha256 = '1.2.840.10045.4.3.2';
const year = 365 * 24 * 3600 * 1000;
const clockSkew = 5 * 60 * 1000;

export interface Certificate {
  /** PEM */
  readonly certificate: string;
  /** PEM */
  readonly key: string;
}

export interface Subject {
  readonly commonName: string;
  readonly organizations?: readonly string[];
}

export interface IssueOptions {
  readonly subject: Subject;
  readonly usage: 'server' | 'client';
  /** Names and addresses, for servers. */
  readonly hosts?: readonly string[];
}

/** A certificate authority as kubeadm makes one: valid ten years, what it signs one. */
export class CertificateAuthority {
  /** PEM */
  readonly certificate: string;
  /** PEM */
  readonly key: string;
  private readonly privateKey: KeyObject;
  private readonly subject: Buffer;
  private readonly keyId: Buffer;

  constructor(commonName: string) {
    const { publicKey, privateKey } = newKeys();
    this.privateKey = privateKey;
    this.key = pemOf(privateKey);
    this.subject = nameOf({ commonName });
    this.keyId = keyIdOf(publicKey);
    this.certificate = makeCertificate({
      issuer: this.subject,
      subject: this.subject,
      publicKey,
      signer: privateKey,
      years: 10,
      extensions: [
        extension('2.5.29.15', true, der.bits(Buffer.from([0b1010_0100]), 2)),
        extension('2.5.29.19', true, der.sequence(der.boolean(true))),
        extension('2.5.29.14', false, der.octets(this.keyId)),
        extension('2.5.29.17', false, der.sequence(der.implicit(2, Buffer.from(commonName)))),
      ],
    });
  }

  issue({ subject, usage, hosts = [] }: IssueOptions): Certificate {
    const { publicKey, privateKey } = newKeys();
    const purpose = usage === 'server' ? '1.3.6.1.5.5.7.3.1' : '1.3.6.1.5.5.7.3.2';
    const extensions = [
      extension('2.5.29.15', true, der.bits(Buffer.from([0b1010_0000]), 5)),
      extension('2.5.29.37', false, der.sequence(der.objectIdentifier(purpose))),
      extension('2.5.29.19', true, der.sequence()),
      extension('2.5.29.35', false, der.sequence(der.implicit(0, this.keyId))),
    ];
    if (hosts.length > 0)
      extensions.push(extension('2.5.29.17', false, der.sequence(...hosts.map(generalName))));
    const certificate = makeCertificate({
      issuer: this.subject,
      subject: nameOf(subject),
      publicKey,
      signer: this.privateKey,
      years: 1,
      extensions,
    });
    return { certificate, key: pemOf(privateKey) };
  }

  /** Of the public key, as kubeadm's `--discovery-token-ca-cert-hash` has it. */
  get hash(): string {
    const spki = createPublicKey(this.certificate).export({ type: 'spki', format: 'der' });
    return `sha256:${createHash('sha256').update(spki).digest('hex')}`;
  }
}

function newKeys(): { publicKey: KeyObject; privateKey: KeyObject } {
  return generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
}

/** In the form that Go programs read as well as OpenSSL does. */
function pemOf(key: KeyObject): string {
  return createPrivateKey(key.export({ type: 'pkcs8', format: 'pem' }))
    .export({ type: 'sec1', format: 'pem' })
    .toString();
}

function keyIdOf(key: KeyObject): Buffer {
  return createHash('sha1')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest();
}

function nameOf({ commonName, organizations = [] }: Subject): Buffer {
  const part = (type: string, text: string) =>
    der.set(der.sequence(der.objectIdentifier(type), der.utf8(text)));
  return der.sequence(...organizations.map((one) => part('2.5.4.10', one)), part('2.5.4.3', commonName));
}

function extension(type: string, critical: boolean, value: Uint8Array): Buffer {
  return der.sequence(
    der.objectIdentifier(type),
    ...(critical ? [der.boolean(true)] : []),
    der.octets(value),
  );
}

function generalName(host: string): Buffer {
  const family = isIP(host);
  if (family === 0) return der.implicit(2, Buffer.from(host));
  return der.implicit(7, family === 4 ? Buffer.from(host.split('.').map(Number)) : ipv6Bytes(host));
}

function ipv6Bytes(host: string): Buffer {
  const [head = '', tail] = host.split('::');
  const groups = (text: string) =>
    text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16));
  const left = groups(head);
  const right = tail === undefined ? [] : groups(tail);
  const all = [...left, ...new Array<number>(8 - left.length - right.length).fill(0), ...right];
  return Buffer.from(all.flatMap((group) => [group >> 8, group & 0xff]));
}

interface CertificateParts {
  readonly issuer: Buffer;
  readonly subject: Buffer;
  readonly publicKey: KeyObject;
  readonly signer: KeyObject;
  readonly years: number;
  readonly extensions: readonly Buffer[];
}

/** RFC 5280, section 4.1. */
function makeCertificate({
  issuer,
  subject,
  publicKey,
  signer,
  years,
  extensions,
}: CertificateParts): string {
  const algorithm = der.sequence(der.objectIdentifier(ecdsaWithSha256));
  const now = Date.now();
  const body = der.sequence(
    der.tagged(0, der.integer(Buffer.from([2]))),
    der.integer(randomBytes(15)),
    algorithm,
    issuer,
    der.sequence(der.time(new Date(now - clockSkew)), der.time(new Date(now + years * year))),
    subject,
    publicKey.export({ type: 'spki', format: 'der' }),
    der.tagged(3, der.sequence(...extensions)),
  );
  const certificate = der.sequence(body, algorithm, der.bits(sign('sha256', body, signer)));
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
