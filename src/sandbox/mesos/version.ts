/** What the stand-ins say they are. */
export const VERSION = '1.12.0';

export const BUILD = {
  version: VERSION,
  git_sha: 'c1b42f79d157aa900be5cbb0c1023f1479962aa7',
  build_date: '2024-08-23 00:00:00 UTC',
  build_time: 1724371200,
  build_user: 'fleetwright',
};
