import { OwnerRecord } from '../host-owner';

/** The services that a host can be declared to run, one resource each. Several may be on one host. */
export const serviceNames = ['zookeeper', 'mesos-master', 'mesos-agent', 'marathon'] as const;
export type ServiceName = (typeof serviceNames)[number];

/** Everything the recipes keep on a host of a service, apart from its settings and what its packages bring. */
export interface ServicePaths {
  /** Records, folder 0700. */
  readonly state: string;
  /** The token of the Terraform resource that the service belongs to, and where its state is until it is in there. */
  readonly owner: string;
  /** What was declared of the service, as JSON: what an import finds when the state is lost. */
  readonly declaration: string;
  /** The packages that the service asks for, one a line. */
  readonly wantedPackages: string;
  /** The packages that came with them and were not there before, one a line. */
  readonly broughtPackages: string;
  /** The packages that were there, while others are being installed. */
  readonly packagesBefore: string;
  /** Units of packages that were masked, one a line. */
  readonly maskedUnits: string;
  /** Which of the repositories that we added the service's packages are from. */
  readonly aptRepository: string;
  /** Folder of deb files and tarballs. */
  readonly archives: string;
  /** One line per installed deb: its SHA-256, name and version. */
  readonly debs: string;
  /** Where tarballs are unpacked. */
  readonly programs: string;
  /** The program that the unit starts when no package brings one. */
  readonly launcher: string;
  readonly unitFile: string;
  readonly dropIn: string;
}

export function servicePaths(name: ServiceName): ServicePaths {
  const state = `/var/lib/fleetwright/${name}`;
  return {
    state,
    owner: `${state}/owner`,
    declaration: `${state}/declaration.json`,
    wantedPackages: `${state}/packages-wanted`,
    broughtPackages: `${state}/packages-brought`,
    packagesBefore: `${state}/packages-before`,
    maskedUnits: `${state}/masked-units`,
    aptRepository: `${state}/apt-repository`,
    archives: `${state}/archives`,
    debs: `${state}/debs`,
    programs: `/opt/fleetwright/${name}`,
    launcher: `/usr/local/lib/fleetwright/${name}`,
    unitFile: `/etc/systemd/system/${name}.service`,
    dropIn: `/etc/systemd/system/${name}.service.d/fleetwright.conf`,
  };
}

/** Whose a service on a host is. */
export function serviceOwner(name: ServiceName): OwnerRecord {
  const { state, owner } = servicePaths(name);
  return new OwnerRecord(state, owner, `${name} on the host`);
}
