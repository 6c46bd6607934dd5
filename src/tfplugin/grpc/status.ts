/** The gRPC status codes this server uses. */
export const Status = {
  OK: 0,
  CANCELLED: 1,
  INVALID_ARGUMENT: 3,
  DEADLINE_EXCEEDED: 4,
  NOT_FOUND: 5,
  RESOURCE_EXHAUSTED: 8,
  UNIMPLEMENTED: 12,
  INTERNAL: 13,
} as const;

export type StatusCode = (typeof Status)[keyof typeof Status];

/** Ends a call with this status. */
export class StatusError extends Error {
  constructor(
    readonly code: StatusCode,
    message: string,
  ) {
    super(message);
    this.name = 'StatusError';
  }
}

/** Well below what clients accept as headers; diagnostics carry the long texts. */
const longestMessage = 4096;

/** `grpc-message` carries UTF-8 with everything but printable ASCII, and `%`, percent-encoded. */
export function encodeStatusMessage(message: string): string {
  return message
    .slice(0, longestMessage)
    .replace(/[^\x20-\x24\x26-\x7e]/gu, (character) =>
      [...Buffer.from(character, 'utf8')]
        .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
        .join(''),
    );
}
