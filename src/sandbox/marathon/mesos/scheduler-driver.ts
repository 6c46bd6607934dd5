import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import type { Connect } from '../checks/prober';
import type { MarathonClock } from '../clock';
import type { JsonMap } from '../json';
import { asList, asMap, asText } from '../json';
import { readOffer, valueOf, type Offer } from './offer';
import { RecordReader } from './record-io';
import { readStatus, type TaskStatus } from './status';

/** Who takes what Mesos tells. */
export interface SchedulerHandlers {
  subscribed(frameworkId: string, master: string): void;
  offers(offers: readonly Offer[]): void;
  status(status: TaskStatus): void;
  /** Mesos does not want the framework any more. */
  error(message: string): void;
}

export interface DriverOptions {
  readonly clock: MarathonClock;
  readonly connect: Connect;
  /** `host:port` of the leading master; undefined while none is known. */
  readonly leader: () => Promise<string | undefined>;
  /** What the framework says of itself; with its id once it has one. */
  readonly framework: () => JsonMap;
  readonly handlers: SchedulerHandlers;
  /** `principal` and `secret`, for masters that authenticate frameworks. */
  readonly credential?: { readonly principal: string; readonly secret: string } | undefined;
  readonly log: (line: string) => void;
}

/** Milliseconds between attempts to reach a master. */
const retryDelay = 1000;
const mostRedirects = 3;
const path = '/api/v1/scheduler';

/** A connection to the leading master by Mesos' v1 scheduler API, made anew whenever it breaks. */
export class SchedulerDriver {
  #stopped = false;
  #stream: IncomingMessage | undefined;
  #subscribing: ClientRequest | undefined;
  #streamId = '';
  #master = '';
  #frameworkId = '';
  #retry: () => void = () => undefined;
  #silence: () => void = () => undefined;
  /** Calls go out one after another, as Mesos must see them in order. */
  #calls: Promise<void> = Promise.resolve();

  constructor(private readonly options: DriverOptions) {}

  start(): void {
    void this.#subscribe();
  }

  /** Ends the connection. The framework stays: Mesos waits for it to come back. */
  stop(): void {
    this.#stopped = true;
    this.#retry();
    this.#silence();
    this.#subscribing?.destroy();
    this.#stream?.destroy();
  }

  /** Lost when there is no connection. */
  call(type: string, body: JsonMap): void {
    if (this.#streamId === '' || this.#stopped) return;
    const streamId = this.#streamId;
    const text = JSON.stringify({ framework_id: { value: this.#frameworkId }, type, ...body });
    this.#calls = this.#calls.then(async () => {
      if (streamId !== this.#streamId || this.#stopped) return;
      try {
        const answer = await this.#post(this.#master, text, { 'Mesos-Stream-Id': streamId });
        const reason = await bodyOf(answer);
        if (answer.statusCode !== 202) {
          this.options.log(`mesos has answered ${type} with ${String(answer.statusCode)} ${reason.trim()}`);
          // A master that has lost its lead, or has forgotten the stream, is left.
          if (answer.statusCode !== 400) this.#stream?.destroy();
        }
      } catch (error) {
        this.options.log(`mesos could not be told ${type}: ${String(error)}`);
        this.#stream?.destroy();
      }
    });
  }

  async #subscribe(): Promise<void> {
    try {
      const leader = await this.options.leader();
      if (this.#stopped) return;
      if (leader === undefined) throw new Error('no master leads');
      const framework = this.options.framework();
      const id = framework['id'];
      const call = {
        type: 'SUBSCRIBE',
        ...(id === undefined ? {} : { framework_id: id }),
        subscribe: { framework_info: framework },
      };
      await this.#open(leader, JSON.stringify(call));
    } catch (error) {
      if (this.#stopped) return;
      this.options.log(`not connected to mesos: ${error instanceof Error ? error.message : String(error)}`);
      this.#retry = this.options.clock.after(retryDelay / 1000, () => void this.#subscribe());
    }
  }

  async #open(master: string, body: string, redirects = 0): Promise<void> {
    const answer = await this.#post(master, body, {}, (outgoing) => {
      this.#subscribing = outgoing;
    });
    if (this.#stopped) {
      answer.destroy();
      return;
    }
    const { location } = answer.headers;
    if (answer.statusCode === 307 && location !== undefined && redirects < mostRedirects) {
      answer.destroy();
      await this.#open(new URL(location, `http://${master}`).host, body, redirects + 1);
      return;
    }
    if (answer.statusCode !== 200) {
      throw new Error(`${master} has answered ${String(answer.statusCode)} ${(await bodyOf(answer)).trim()}`);
    }
    this.#master = master;
    this.#stream = answer;
    this.#streamId = String(answer.headers['mesos-stream-id'] ?? '');
    this.#read(answer);
  }

  #read(stream: IncomingMessage): void {
    const records = new RecordReader();
    stream.on('data', (part: Buffer) => {
      try {
        for (const record of records.push(part)) this.#event(asMap(JSON.parse(record)));
      } catch (error) {
        this.options.log(
          `mesos was not understood: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
        );
        stream.destroy();
      }
    });
    stream.on('error', () => undefined);
    stream.once('close', () => {
      this.#streamId = '';
      this.#silence();
      if (this.#stopped) return;
      this.options.log(`the connection to ${this.#master} has ended`);
      this.#retry = this.options.clock.after(retryDelay / 1000, () => void this.#subscribe());
    });
  }

  #event(event: JsonMap): void {
    if (this.#stopped) return;
    const { handlers } = this.options;
    switch (asText(event['type'])) {
      case 'SUBSCRIBED': {
        const { framework_id, master_info, heartbeat_interval_seconds } = asMap(event['subscribed']);
        this.#frameworkId = valueOf(framework_id);
        this.#listen(Number(heartbeat_interval_seconds ?? 15));
        handlers.subscribed(this.#frameworkId, asText(asMap(master_info)['hostname']) || this.#master);
        break;
      }
      case 'HEARTBEAT':
        this.#listen();
        break;
      case 'OFFERS':
        handlers.offers(asList(asMap(event['offers'])['offers']).map((offer) => readOffer(asMap(offer))));
        break;
      case 'UPDATE':
        handlers.status(readStatus(asMap(asMap(event['update'])['status'])));
        break;
      case 'ERROR':
        handlers.error(asText(asMap(event['error'])['message']));
        break;
      default:
        // Offers are used as they come, so that none can be taken back; executors send no messages.
        break;
    }
  }

  #interval = 15;

  /** A master that is silent for five heartbeats is left. */
  #listen(interval = this.#interval): void {
    this.#interval = interval;
    this.#silence();
    this.#silence = this.options.clock.after(interval * 5, () => {
      this.#stream?.destroy();
    });
  }

  #post(
    master: string,
    body: string,
    headers: Readonly<Record<string, string>>,
    began: (outgoing: ClientRequest) => void = () => undefined,
  ): Promise<IncomingMessage> {
    const { hostname, port } = new URL(`http://${master}`);
    const { credential } = this.options;
    const basic =
      credential === undefined
        ? undefined
        : Buffer.from(`${credential.principal}:${credential.secret}`).toString('base64');
    return new Promise((resolve, reject) => {
      const outgoing = request(
        {
          host: hostname,
          port,
          path,
          method: 'POST',
          headers: {
            'Content-Type': 'application/json',
            Accept: 'application/json',
            'Content-Length': Buffer.byteLength(body),
            ...(basic === undefined ? {} : { Authorization: `Basic ${basic}` }),
            ...headers,
          },
          createConnection: () => this.options.connect(hostname, Number(port || 80)),
        },
        resolve,
      );
      began(outgoing);
      outgoing.once('error', reject);
      outgoing.end(body);
    });
  }
}

function bodyOf(answer: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    answer.setEncoding('utf8');
    answer.on('data', (part: string) => {
      text += part;
    });
    answer.once('error', reject);
    answer.once('end', () => {
      resolve(text);
    });
  });
}
