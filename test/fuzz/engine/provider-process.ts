import { PluginHost } from '../../tfplugin/fixtures/plugin-host';
import type { SchemaAttribute, WireDiagnostic } from '../../../src/tfplugin/wire/messages';
import { shown } from './diagnostics';
import { readAttributes, type Attributes } from './schema';
import { complete, toWire, type ObjectValue } from './values';

interface WireBlock {
  readonly block: { readonly attributes: SchemaAttribute[] };
}

interface Schemas {
  readonly provider: Attributes;
  readonly resources: Readonly<Record<string, Attributes>>;
}

/** An answer of the provider; what is in it beside the diagnostics depends on the RPC. */
export interface Response {
  readonly diagnostics: readonly WireDiagnostic[];
  readonly [field: string]: unknown;
}

/** Characters, more than the longest form of a secret needs to be known by. */
const SEAM = 400;

/** There was no answer: the provider is gone, or it broke off. */
export class NoResponse extends Error {}

const CAPABILITIES = { client_capabilities: { write_only_attributes_allowed: true } };

/** The real provider in a process of its own, spoken to as Terraform does: gRPC on its socket, both sides with certificates. */
export class ProviderProcess {
  /** What it has told the user, in diagnostics. */
  #told = '';
  /** The end of what was taken of its log: a secret may come in two parts. */
  #seam = '';
  #killed = false;

  private constructor(
    private readonly host: PluginHost,
    private readonly schemas: Schemas,
  ) {}

  static async start(
    executable: string,
    environment: Readonly<Record<string, string>>,
  ): Promise<ProviderProcess> {
    const host = await PluginHost.start(executable, { environment });
    const answer = await host.call('GetProviderSchema');
    const { block } = answer.provider as WireBlock;
    const resources = Object.entries(answer.resource_schemas as Record<string, WireBlock>);
    return new ProviderProcess(host, {
      provider: readAttributes(block.attributes),
      resources: Object.fromEntries(
        resources.map(([type, schema]) => [type, readAttributes(schema.block.attributes)]),
      ),
    });
  }

  /** What it has logged and told the user since it was last asked for. */
  takeTexts(): string {
    const { output } = this.host;
    const texts = `${this.#told}${this.#seam}${output.stderr}`;
    this.#seam = output.stderr.slice(-SEAM);
    this.#told = '';
    output.stderr = '';
    return texts;
  }

  get alive(): boolean {
    return !this.#killed && this.host.process.exitCode === null && this.host.process.signalCode === null;
  }

  attributesOf(type: string): Attributes {
    const attributes = this.schemas.resources[type];
    if (attributes === undefined) throw new Error(`the provider has no resource ${type}`);
    return attributes;
  }

  /** Each walk of Terraform begins with a provider that remembers nothing: configured anew, this one does not either. */
  async configure(config: ObjectValue): Promise<readonly WireDiagnostic[]> {
    const wire = toWire(complete(this.schemas.provider, config));
    const request = { terraform_version: '1.11.4', config: wire, ...CAPABILITIES };
    const validated = await this.call('ValidateProviderConfig', { config: wire });
    if (validated.diagnostics.length > 0) return validated.diagnostics;
    return (await this.call('ConfigureProvider', request)).diagnostics;
  }

  /** @throws NoResponse */
  async call(rpc: string, request: object): Promise<Response> {
    if (!this.alive) throw new NoResponse('the provider is gone');
    try {
      const answer = (await this.host.call(rpc, { ...CAPABILITIES, ...request })) as unknown as Response;
      this.#told += shown(answer.diagnostics ?? []);
      return answer;
    } catch (error) {
      throw new NoResponse(error instanceof Error ? error.message : String(error));
    }
  }

  /** As Terraform does at the first Ctrl-C. */
  async stop(): Promise<void> {
    await this.host.call('StopProvider').catch(() => undefined);
  }

  /** SIGKILL. */
  kill(): void {
    this.#killed = true;
    this.host.kill();
  }

  async shutDown(): Promise<void> {
    if (!this.alive) return;
    const timer = setTimeout(() => {
      this.kill();
    }, 5000);
    await this.host.shutDown().catch(() => undefined);
    clearTimeout(timer);
  }
}
