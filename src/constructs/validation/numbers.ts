import { Token } from 'cdktf';
import {
  invalidCpus,
  invalidEndpoint,
  invalidNodePort,
  invalidPort,
  invalidReplicas,
  invalidVersion,
} from '../errors';

/** One that whoever runs a workload chooses. */
export const ANY_PORT = 0;

export function validatePort(at: string, value: number): void {
  if (!Token.isUnresolved(value) && !isPort(value)) throw invalidPort(at, value);
}

/** Of the range the API server hands out by default (`--service-node-port-range`). */
export function validateNodePort(at: string, value: number): void {
  if (Token.isUnresolved(value)) return;
  if (!Number.isInteger(value) || value < 30000 || value > 32767) throw invalidNodePort(at, value);
}

export function validateReplicas(at: string, value: number): void {
  if (!Token.isUnresolved(value) && (!Number.isInteger(value) || value < 0)) throw invalidReplicas(at, value);
}

/** Kubernetes and Mesos both count processors in thousandths. */
export function validateCpus(at: string, value: number): void {
  if (Token.isUnresolved(value)) return;
  const thousandths = value * 1000;
  if (!(value > 0) || Math.abs(thousandths - Math.round(thousandths)) > 1e-6) throw invalidCpus(at, value);
}

/** Exact, and from 1.31 on: that is where kubeadm's v1beta4 configuration begins. */
export function validateVersion(at: string, value: string): void {
  if (Token.isUnresolved(value)) return;
  const match = /^1\.(\d+)\.\d+$/.exec(value);
  if (match === null || Number(match[1]) < 31) throw invalidVersion(at, value);
}

/** `host:port`. */
export function validateEndpoint(at: string, value: string): void {
  if (Token.isUnresolved(value)) return;
  const match = /^[a-zA-Z0-9.-]+:(\d+)$/.exec(value);
  if (match === null || !isPort(Number(match[1]))) throw invalidEndpoint(at, value);
}

function isPort(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= 65535;
}
