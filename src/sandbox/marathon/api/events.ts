import type { IncomingMessage, ServerResponse } from 'node:http';
import type { MarathonClock } from '../clock';
import type { EventBus, MarathonEvent } from '../events';
import type { Reply } from './http';

const heartbeat = 15;

/** `/v2/events`: what happens, as server-sent events. */
export function streamEvents(
  request: IncomingMessage,
  response: ServerResponse,
  bus: EventBus,
  clock: MarathonClock,
): void {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const wanted = url.searchParams.getAll('event_type');
  const remoteAddress = request.socket.remoteAddress ?? '';
  response.writeHead(200, {
    'Content-Type': 'text/event-stream;charset=UTF-8',
    'Cache-Control': 'no-cache, no-store, must-revalidate',
    Connection: 'close',
  });
  response.flushHeaders();
  const write = (event: MarathonEvent): void => {
    if (wanted.length > 0 && !wanted.includes(event.eventType)) return;
    response.write(`event: ${event.eventType}\r\ndata: ${JSON.stringify(event)}\r\n\r\n`);
  };
  const end = bus.subscribe(write);
  bus.publish('event_stream_attached', { remoteAddress });
  let cancel: () => void = () => undefined;
  const beat = (): void => {
    cancel = clock.after(heartbeat, () => {
      response.write('\r\n');
      beat();
    });
  };
  beat();
  response.once('close', () => {
    cancel();
    end();
    bus.publish('event_stream_detached', { remoteAddress });
  });
}

/** What Jetty answers to those that do not accept an event stream. */
export const noEventStream: Reply = {
  status: 405,
  text: {
    type: 'text/html;charset=iso-8859-1',
    content:
      '<html>\n<head>\n<meta http-equiv="Content-Type" content="text/html;charset=ISO-8859-1"/>\n<title>Error 405 </title>\n</head>\n' +
      '<body>\n<h2>HTTP ERROR: 405</h2>\n<p>Problem accessing /v2/events. Reason:\n' +
      '<pre>    HTTP method GET is not supported by this URL</pre></p>\n</body>\n</html>\n',
  },
};
