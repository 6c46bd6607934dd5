import { message, scalar } from './protobuf';

/** `grpc.health.v1`: how the plugin host asks whether the plugin serves. */
export const ServingStatus = { UNKNOWN: 0, SERVING: 1, NOT_SERVING: 2, SERVICE_UNKNOWN: 3 } as const;

export const healthCheckRequest = message('HealthCheckRequest', { service: scalar('string', 1) });
export const healthCheckResponse = message('HealthCheckResponse', { status: scalar('enum', 1) });
