import type { Handlers } from './grpc/server';
import type { Session } from './session';

/** What answers Terraform's calls, loaded when it is first needed. */
export async function loadHandlers(session: Session, onShutDown: () => void): Promise<Handlers> {
  const [{ providerService }, { hostServices }] = await Promise.all([
    import('./rpc/service.js'),
    import('./plugin/host-services.js'),
  ]);
  const services = hostServices(onShutDown);
  return { unary: { ...providerService(session), ...services.unary }, streaming: services.streaming };
}
