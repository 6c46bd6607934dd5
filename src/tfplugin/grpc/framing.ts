import { Status, StatusError } from './status';

const headerLength = 5;

/** One gRPC message: a flag that says it is not compressed, its length, itself. */
export function frame(message: Uint8Array): Buffer {
  const header = Buffer.alloc(headerLength);
  header.writeUInt32BE(message.length, 1);
  return Buffer.concat([header, message]);
}

/** Reads the one message a unary or server-streaming call has as its request. */
export async function readSingleMessage(body: AsyncIterable<Uint8Array>, longest: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let received = 0;
  let expected: number | undefined;
  for await (const chunk of body) {
    chunks.push(chunk);
    received += chunk.length;
    if (expected === undefined && received >= headerLength) {
      expected = headerLength + messageLength(Buffer.concat(chunks, received), longest);
    }
    if (expected !== undefined && received > expected) {
      throw new StatusError(Status.UNIMPLEMENTED, 'the call has more than one request message');
    }
  }
  if (expected === undefined || received < expected) {
    throw new StatusError(Status.INTERNAL, `the request ends after ${received} bytes, within a message`);
  }
  return Buffer.concat(chunks, received).subarray(headerLength);
}

function messageLength(start: Buffer, longest: number): number {
  if (start[0] !== 0) {
    throw new StatusError(
      Status.UNIMPLEMENTED,
      'the request is compressed; this server accepts identity only',
    );
  }
  const length = start.readUInt32BE(1);
  if (length > longest) {
    throw new StatusError(
      Status.RESOURCE_EXHAUSTED,
      `the request has ${length} bytes, more than the ${longest} this server accepts`,
    );
  }
  return length;
}
