/** Regions of the sandbox, with the number of their availability zones. */
export interface Location {
  readonly name: string;
  readonly displayName: string;
  readonly zones: readonly string[];
}

const ZONES = ['1', '2', '3'];
const NAMES: Readonly<Record<string, readonly string[]>> = {
  'East US': ZONES,
  'East US 2': ZONES,
  'West US': [],
  'West US 2': ZONES,
  'North Europe': ZONES,
  'West Europe': ZONES,
  'UK South': ZONES,
  'France Central': ZONES,
  'Germany West Central': ZONES,
  'Germany North': [],
  'Southeast Asia': ZONES,
};

export const LOCATIONS: ReadonlyMap<string, Location> = new Map(
  Object.entries(NAMES).map(([displayName, zones]) => {
    const name = normalizeLocation(displayName);
    return [name, { name, displayName, zones }];
  }),
);

/** `West Europe` → `westeurope`: Azure takes both. */
export function normalizeLocation(location: string): string {
  return location.replaceAll(' ', '').toLowerCase();
}
