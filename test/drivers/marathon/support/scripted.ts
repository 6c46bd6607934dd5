import type { HttpRequest, HttpResponse, HttpTransport, Login } from '../../../../src/drivers/http';
import { MarathonApi } from '../../../../src/drivers/marathon';

interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

type Script = Readonly<Record<string, Answer | ((request: HttpRequest) => Answer | Error)>>;

const defaults: Script = { '/v2/info': { status: 200, body: { version: '1.11.24', elected: true } } };

/** Answers by path: for what no server can be brought to say on demand. */
export async function marathonThatAnswers(
  script: Script,
  { login, url = 'http://marathon.example:8080' }: { readonly login?: Login; readonly url?: string } = {},
): Promise<{ readonly api: MarathonApi; readonly sent: readonly HttpRequest[] }> {
  const sent: HttpRequest[] = [];
  const transport: HttpTransport = {
    send(request) {
      sent.push(request);
      const path = new URL(request.url).pathname;
      const scripted = { ...defaults, ...script }[path];
      const answer = typeof scripted === 'function' ? scripted(request) : scripted;
      if (answer instanceof Error) return Promise.reject(answer);
      return Promise.resolve(responseOf(answer ?? { status: 404, body: { message: `no ${path}` } }));
    },
    close: () => Promise.resolve(),
  };
  const api = await MarathonApi.connect(
    { url, transport, source: 'the scripted Marathon', ...(login === undefined ? {} : { login }) },
    { signal: new AbortController().signal, retryMs: 0 },
  );
  return { api, sent };
}

function responseOf({ status, body, headers = {} }: Answer): HttpResponse {
  return { status, headers, body: typeof body === 'string' ? body : JSON.stringify(body) };
}
