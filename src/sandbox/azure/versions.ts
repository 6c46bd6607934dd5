/** The `api-version`s that are served: what Azure's own clients of today send, and what its examples have. */
export const NETWORK_VERSIONS = ['2019-11-01', '2024-01-01', '2025-05-01'] as const;
export const COMPUTE_VERSIONS = ['2020-12-01', '2024-03-01', '2026-03-01'] as const;
export const DISK_VERSIONS = ['2024-03-02', '2025-01-02'] as const;
export const SKU_VERSIONS = ['2021-07-01'] as const;
export const RESOURCES_VERSIONS = ['2020-06-01', '2024-03-01', '2025-04-01'] as const;
