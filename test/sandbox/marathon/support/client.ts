/** An answer of Marathon's API. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed, when it is JSON. */
  readonly body: unknown;
}

/** Asks one Marathon. */
export class Client {
  constructor(
    private readonly url: string,
    private readonly headers: Readonly<Record<string, string>> = {},
  ) {}

  async ask(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    const answer = await fetch(`${this.url}${path}`, {
      method,
      redirect: 'manual',
      headers: { 'Content-Type': 'application/json', ...this.headers, ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    const isJson = answer.headers.get('content-type')?.startsWith('application/json') ?? false;
    return {
      status: answer.status,
      headers: answer.headers,
      body: isJson && text !== '' ? JSON.parse(text) : text,
    };
  }

  get(path: string): Promise<Answer> {
    return this.ask('GET', path);
  }

  /** The app with what is embedded into it. */
  async app(id: string): Promise<Record<string, unknown>> {
    const { status, body } = await this.get(`/v2/apps${id}`);
    if (status !== 200) throw new Error(`GET /v2/apps${id}: ${String(status)} ${JSON.stringify(body)}`);
    return (body as { app: Record<string, unknown> }).app;
  }

  async tasks(id: string): Promise<Record<string, unknown>[]> {
    const { body } = await this.get(`/v2/apps${id}/tasks`);
    return (body as { tasks: Record<string, unknown>[] }).tasks;
  }

  async deployments(): Promise<Record<string, unknown>[]> {
    return (await this.get('/v2/deployments')).body as Record<string, unknown>[];
  }

  /** Resolves when nothing is being deployed. */
  idle(): Promise<void> {
    return eventually(async () => {
      const left = await this.deployments();
      if (left.length > 0) throw new Error(`still deploying: ${JSON.stringify(left)}`);
    });
  }
}

/** Until it does not throw any more. @throws what it has thrown last */
export async function eventually<T>(check: () => Promise<T> | T, seconds = 50): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
}
