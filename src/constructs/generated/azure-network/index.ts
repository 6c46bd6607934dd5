// @ts-nocheck
// generated from terraform resource schema

import { Construct } from 'constructs';
import * as cdktf from 'cdktf';

// Configuration

export interface AzureNetworkConfig extends cdktf.TerraformMetaArguments {
  /**
  * Ranges of addresses of the network. Changed in place.
  */
  readonly addressPrefixes?: string[];
  /**
  * Names by which rules speak of machines, wherever in the network they are. Each becomes an application security group.
  */
  readonly applicationSecurityGroups?: string[];
  /**
  * Name of one of the provider's `azure` configurations: the subscription.
  */
  readonly configuration?: string;
  /**
  * Whether the resource group is made with the network, and removed with it when nothing else is in it. With false it has to be there already, and stays.
  */
  readonly createResourceGroup?: boolean | cdktf.IResolvable;
  /**
  * Region: `westeurope`.
  */
  readonly location: string;
  /**
  * Name of the virtual network, unique in the resource group. The security group is called the same with `-nsg`.
  */
  readonly name: string;
  /**
  * A name for this resource that is unique in the subscription, kept in the tag `fleetwright:owner`: by it, an apply knows again what one before it had begun to make when it was killed. Constructs set it. Default: a random one, by which only the same apply finds anything.
  */
  readonly owner?: string;
  /**
  * Resource group.
  */
  readonly resourceGroupName: string;
  /**
  * What is let in and out, by the rules' names; changed in place. Below them are Azure's own: the virtual network and its load balancers come in, the internet does not, everything goes out.
  */
  readonly securityRules?: { [key: string]: AzureNetworkSecurityRules } | cdktf.IResolvable;
  /**
  * Name of the subnet.
  */
  readonly subnetName?: string;
  /**
  * Range of addresses of the subnet, which Azure cannot change while anything is in it.
  */
  readonly subnetPrefix?: string;
  /**
  * Tags. At most 45, because those that begin with `fleetwright:` take up to five of the 50 that Azure allows.
  */
  readonly tags?: { [key: string]: string };
  /**
  * How long to wait for it to be made, changed, or left by machines: `90s`, `20m`.
  */
  readonly timeout?: string;
}
export interface AzureNetworkSecurityRules {
  /**
  * `allow` or `deny`.
  */
  readonly access?: string;
  /**
  * What the rule is for.
  */
  readonly description?: string;
  /**
  * Where it goes to: names of application security groups of this network.
  */
  readonly destinationGroups?: string[];
  /**
  * Ports it goes to: `22`, `8000-8100`, or `*`.
  */
  readonly destinationPorts?: string[];
  /**
  * Where it goes to, as `sources`. Default: `*`, anything behind the security group.
  */
  readonly destinations?: string[];
  /**
  * `inbound` or `outbound`.
  */
  readonly direction?: string;
  /**
  * 100 to 4096, unique per direction. The rule with the lowest one that matches decides.
  */
  readonly priority: number;
  /**
  * `tcp`, `udp`, `icmp`, `esp`, `ah` or `all`.
  */
  readonly protocol?: string;
  /**
  * Where it comes from: names of application security groups of this network.
  */
  readonly sourceGroups?: string[];
  /**
  * Ports it comes from: `1024-65535`, or `*`.
  */
  readonly sourcePorts?: string[];
  /**
  * Where it comes from: ranges, or one service tag (`Internet`, `VirtualNetwork`), or `*`. Not with `source_groups`.
  */
  readonly sources?: string[];
}

export function azureNetworkSecurityRulesToTerraform(struct?: AzureNetworkSecurityRules | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    access: cdktf.stringToTerraform(struct!.access),
    description: cdktf.stringToTerraform(struct!.description),
    destination_groups: cdktf.listMapper(cdktf.stringToTerraform, false)(struct!.destinationGroups),
    destination_ports: cdktf.listMapper(cdktf.stringToTerraform, false)(struct!.destinationPorts),
    destinations: cdktf.listMapper(cdktf.stringToTerraform, false)(struct!.destinations),
    direction: cdktf.stringToTerraform(struct!.direction),
    priority: cdktf.numberToTerraform(struct!.priority),
    protocol: cdktf.stringToTerraform(struct!.protocol),
    source_groups: cdktf.listMapper(cdktf.stringToTerraform, false)(struct!.sourceGroups),
    source_ports: cdktf.listMapper(cdktf.stringToTerraform, false)(struct!.sourcePorts),
    sources: cdktf.listMapper(cdktf.stringToTerraform, false)(struct!.sources),
  }
}


export function azureNetworkSecurityRulesToHclTerraform(struct?: AzureNetworkSecurityRules | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    access: {
      value: cdktf.stringToHclTerraform(struct!.access),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    description: {
      value: cdktf.stringToHclTerraform(struct!.description),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    destination_groups: {
      value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(struct!.destinationGroups),
      isBlock: false,
      type: "set",
      storageClassType: "stringList",
    },
    destination_ports: {
      value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(struct!.destinationPorts),
      isBlock: false,
      type: "set",
      storageClassType: "stringList",
    },
    destinations: {
      value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(struct!.destinations),
      isBlock: false,
      type: "set",
      storageClassType: "stringList",
    },
    direction: {
      value: cdktf.stringToHclTerraform(struct!.direction),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    priority: {
      value: cdktf.numberToHclTerraform(struct!.priority),
      isBlock: false,
      type: "simple",
      storageClassType: "number",
    },
    protocol: {
      value: cdktf.stringToHclTerraform(struct!.protocol),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    source_groups: {
      value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(struct!.sourceGroups),
      isBlock: false,
      type: "set",
      storageClassType: "stringList",
    },
    source_ports: {
      value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(struct!.sourcePorts),
      isBlock: false,
      type: "set",
      storageClassType: "stringList",
    },
    sources: {
      value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(struct!.sources),
      isBlock: false,
      type: "set",
      storageClassType: "stringList",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class AzureNetworkSecurityRulesOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  * @param complexObjectKey the key of this item in the map
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string, complexObjectKey: string) {
    super(terraformResource, terraformAttribute, false, complexObjectKey);
  }

  public get internalValue(): AzureNetworkSecurityRules | cdktf.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._access !== undefined) {
      hasAnyValues = true;
      internalValueResult.access = this._access;
    }
    if (this._description !== undefined) {
      hasAnyValues = true;
      internalValueResult.description = this._description;
    }
    if (this._destinationGroups !== undefined) {
      hasAnyValues = true;
      internalValueResult.destinationGroups = this._destinationGroups;
    }
    if (this._destinationPorts !== undefined) {
      hasAnyValues = true;
      internalValueResult.destinationPorts = this._destinationPorts;
    }
    if (this._destinations !== undefined) {
      hasAnyValues = true;
      internalValueResult.destinations = this._destinations;
    }
    if (this._direction !== undefined) {
      hasAnyValues = true;
      internalValueResult.direction = this._direction;
    }
    if (this._priority !== undefined) {
      hasAnyValues = true;
      internalValueResult.priority = this._priority;
    }
    if (this._protocol !== undefined) {
      hasAnyValues = true;
      internalValueResult.protocol = this._protocol;
    }
    if (this._sourceGroups !== undefined) {
      hasAnyValues = true;
      internalValueResult.sourceGroups = this._sourceGroups;
    }
    if (this._sourcePorts !== undefined) {
      hasAnyValues = true;
      internalValueResult.sourcePorts = this._sourcePorts;
    }
    if (this._sources !== undefined) {
      hasAnyValues = true;
      internalValueResult.sources = this._sources;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: AzureNetworkSecurityRules | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._access = undefined;
      this._description = undefined;
      this._destinationGroups = undefined;
      this._destinationPorts = undefined;
      this._destinations = undefined;
      this._direction = undefined;
      this._priority = undefined;
      this._protocol = undefined;
      this._sourceGroups = undefined;
      this._sourcePorts = undefined;
      this._sources = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._access = value.access;
      this._description = value.description;
      this._destinationGroups = value.destinationGroups;
      this._destinationPorts = value.destinationPorts;
      this._destinations = value.destinations;
      this._direction = value.direction;
      this._priority = value.priority;
      this._protocol = value.protocol;
      this._sourceGroups = value.sourceGroups;
      this._sourcePorts = value.sourcePorts;
      this._sources = value.sources;
    }
  }

  // access - computed: true, optional: true, required: false
  private _access?: string;
  public get access() {
    return this.getStringAttribute('access');
  }
  public set access(value: string) {
    this._access = value;
  }
  public resetAccess() {
    this._access = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get accessInput() {
    return this._access;
  }

  // description - computed: true, optional: true, required: false
  private _description?: string;
  public get description() {
    return this.getStringAttribute('description');
  }
  public set description(value: string) {
    this._description = value;
  }
  public resetDescription() {
    this._description = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get descriptionInput() {
    return this._description;
  }

  // destination_groups - computed: true, optional: true, required: false
  private _destinationGroups?: string[];
  public get destinationGroups() {
    return cdktf.Fn.tolist(this.getListAttribute('destination_groups'));
  }
  public set destinationGroups(value: string[]) {
    this._destinationGroups = value;
  }
  public resetDestinationGroups() {
    this._destinationGroups = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get destinationGroupsInput() {
    return this._destinationGroups;
  }

  // destination_ports - computed: true, optional: true, required: false
  private _destinationPorts?: string[];
  public get destinationPorts() {
    return cdktf.Fn.tolist(this.getListAttribute('destination_ports'));
  }
  public set destinationPorts(value: string[]) {
    this._destinationPorts = value;
  }
  public resetDestinationPorts() {
    this._destinationPorts = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get destinationPortsInput() {
    return this._destinationPorts;
  }

  // destinations - computed: true, optional: true, required: false
  private _destinations?: string[];
  public get destinations() {
    return cdktf.Fn.tolist(this.getListAttribute('destinations'));
  }
  public set destinations(value: string[]) {
    this._destinations = value;
  }
  public resetDestinations() {
    this._destinations = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get destinationsInput() {
    return this._destinations;
  }

  // direction - computed: true, optional: true, required: false
  private _direction?: string;
  public get direction() {
    return this.getStringAttribute('direction');
  }
  public set direction(value: string) {
    this._direction = value;
  }
  public resetDirection() {
    this._direction = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get directionInput() {
    return this._direction;
  }

  // priority - computed: true, optional: false, required: true
  private _priority?: number;
  public get priority() {
    return this.getNumberAttribute('priority');
  }
  public set priority(value: number) {
    this._priority = value;
  }
  // Temporarily expose input value. Use with caution.
  public get priorityInput() {
    return this._priority;
  }

  // protocol - computed: true, optional: true, required: false
  private _protocol?: string;
  public get protocol() {
    return this.getStringAttribute('protocol');
  }
  public set protocol(value: string) {
    this._protocol = value;
  }
  public resetProtocol() {
    this._protocol = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get protocolInput() {
    return this._protocol;
  }

  // source_groups - computed: true, optional: true, required: false
  private _sourceGroups?: string[];
  public get sourceGroups() {
    return cdktf.Fn.tolist(this.getListAttribute('source_groups'));
  }
  public set sourceGroups(value: string[]) {
    this._sourceGroups = value;
  }
  public resetSourceGroups() {
    this._sourceGroups = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get sourceGroupsInput() {
    return this._sourceGroups;
  }

  // source_ports - computed: true, optional: true, required: false
  private _sourcePorts?: string[];
  public get sourcePorts() {
    return cdktf.Fn.tolist(this.getListAttribute('source_ports'));
  }
  public set sourcePorts(value: string[]) {
    this._sourcePorts = value;
  }
  public resetSourcePorts() {
    this._sourcePorts = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get sourcePortsInput() {
    return this._sourcePorts;
  }

  // sources - computed: true, optional: true, required: false
  private _sources?: string[];
  public get sources() {
    return cdktf.Fn.tolist(this.getListAttribute('sources'));
  }
  public set sources(value: string[]) {
    this._sources = value;
  }
  public resetSources() {
    this._sources = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get sourcesInput() {
    return this._sources;
  }
}

export class AzureNetworkSecurityRulesMap extends cdktf.ComplexMap {
  public internalValue? : { [key: string]: AzureNetworkSecurityRules } | cdktf.IResolvable

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  constructor(protected terraformResource: cdktf.IInterpolatingParent, protected terraformAttribute: string) {
    super(terraformResource, terraformAttribute)
  }

  /**
  * @param key the key of the item to return
  */
  public get(key: string): AzureNetworkSecurityRulesOutputReference {
    return new AzureNetworkSecurityRulesOutputReference(this.terraformResource, this.terraformAttribute, key);
  }
}

/**
* Represents a {@link https://fleetwright.dev/providers/fleetwright/fleetwright/0.1.0/docs/resources/azure_network fleetwright_azure_network}
*/
export class AzureNetwork extends cdktf.TerraformResource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "fleetwright_azure_network";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTF code for importing a AzureNetwork resource upon running "cdktf plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the AzureNetwork to import
  * @param importFromId The id of the existing AzureNetwork that should be imported. Refer to the {@link https://fleetwright.dev/providers/fleetwright/fleetwright/0.1.0/docs/resources/azure_network#import import section} in the documentation of this resource for the id to use
  * @param provider? Optional instance of the provider where the AzureNetwork to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktf.TerraformProvider) {
        return new cdktf.ImportableResource(scope, importToId, { terraformResourceType: "fleetwright_azure_network", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new {@link https://fleetwright.dev/providers/fleetwright/fleetwright/0.1.0/docs/resources/azure_network fleetwright_azure_network} Resource
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options AzureNetworkConfig
  */
  public constructor(scope: Construct, id: string, config: AzureNetworkConfig) {
    super(scope, id, {
      terraformResourceType: 'fleetwright_azure_network',
      terraformGeneratorMetadata: {
        providerName: 'fleetwright',
        providerVersion: '0.1.0',
        providerVersionConstraint: '0.1.0'
      },
      provider: config.provider,
      dependsOn: config.dependsOn,
      count: config.count,
      lifecycle: config.lifecycle,
      provisioners: config.provisioners,
      connection: config.connection,
      forEach: config.forEach
    });
    this._addressPrefixes = config.addressPrefixes;
    this._applicationSecurityGroups = config.applicationSecurityGroups;
    this._configuration = config.configuration;
    this._createResourceGroup = config.createResourceGroup;
    this._location = config.location;
    this._name = config.name;
    this._owner = config.owner;
    this._resourceGroupName = config.resourceGroupName;
    this._securityRules.internalValue = config.securityRules;
    this._subnetName = config.subnetName;
    this._subnetPrefix = config.subnetPrefix;
    this._tags = config.tags;
    this._timeout = config.timeout;
  }

  // ==========
  // ATTRIBUTES
  // ==========

  // address_prefixes - computed: true, optional: true, required: false
  private _addressPrefixes?: string[];
  public get addressPrefixes() {
    return cdktf.Fn.tolist(this.getListAttribute('address_prefixes'));
  }
  public set addressPrefixes(value: string[]) {
    this._addressPrefixes = value;
  }
  public resetAddressPrefixes() {
    this._addressPrefixes = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get addressPrefixesInput() {
    return this._addressPrefixes;
  }

  // application_security_group_ids - computed: true, optional: false, required: false
  private _applicationSecurityGroupIds = new cdktf.StringMap(this, "application_security_group_ids");
  public get applicationSecurityGroupIds() {
    return this._applicationSecurityGroupIds;
  }

  // application_security_groups - computed: true, optional: true, required: false
  private _applicationSecurityGroups?: string[];
  public get applicationSecurityGroups() {
    return cdktf.Fn.tolist(this.getListAttribute('application_security_groups'));
  }
  public set applicationSecurityGroups(value: string[]) {
    this._applicationSecurityGroups = value;
  }
  public resetApplicationSecurityGroups() {
    this._applicationSecurityGroups = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get applicationSecurityGroupsInput() {
    return this._applicationSecurityGroups;
  }

  // configuration - computed: true, optional: true, required: false
  private _configuration?: string;
  public get configuration() {
    return this.getStringAttribute('configuration');
  }
  public set configuration(value: string) {
    this._configuration = value;
  }
  public resetConfiguration() {
    this._configuration = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get configurationInput() {
    return this._configuration;
  }

  // create_resource_group - computed: true, optional: true, required: false
  private _createResourceGroup?: boolean | cdktf.IResolvable;
  public get createResourceGroup() {
    return this.getBooleanAttribute('create_resource_group');
  }
  public set createResourceGroup(value: boolean | cdktf.IResolvable) {
    this._createResourceGroup = value;
  }
  public resetCreateResourceGroup() {
    this._createResourceGroup = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get createResourceGroupInput() {
    return this._createResourceGroup;
  }

  // id - computed: true, optional: false, required: false
  public get id() {
    return this.getStringAttribute('id');
  }

  // location - computed: false, optional: false, required: true
  private _location?: string;
  public get location() {
    return this.getStringAttribute('location');
  }
  public set location(value: string) {
    this._location = value;
  }
  // Temporarily expose input value. Use with caution.
  public get locationInput() {
    return this._location;
  }

  // name - computed: false, optional: false, required: true
  private _name?: string;
  public get name() {
    return this.getStringAttribute('name');
  }
  public set name(value: string) {
    this._name = value;
  }
  // Temporarily expose input value. Use with caution.
  public get nameInput() {
    return this._name;
  }

  // owner - computed: true, optional: true, required: false
  private _owner?: string;
  public get owner() {
    return this.getStringAttribute('owner');
  }
  public set owner(value: string) {
    this._owner = value;
  }
  public resetOwner() {
    this._owner = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get ownerInput() {
    return this._owner;
  }

  // resource_group_name - computed: false, optional: false, required: true
  private _resourceGroupName?: string;
  public get resourceGroupName() {
    return this.getStringAttribute('resource_group_name');
  }
  public set resourceGroupName(value: string) {
    this._resourceGroupName = value;
  }
  // Temporarily expose input value. Use with caution.
  public get resourceGroupNameInput() {
    return this._resourceGroupName;
  }

  // security_group_id - computed: true, optional: false, required: false
  public get securityGroupId() {
    return this.getStringAttribute('security_group_id');
  }

  // security_rules - computed: true, optional: true, required: false
  private _securityRules = new AzureNetworkSecurityRulesMap(this, "security_rules");
  public get securityRules() {
    return this._securityRules;
  }
  public putSecurityRules(value: { [key: string]: AzureNetworkSecurityRules } | cdktf.IResolvable) {
    this._securityRules.internalValue = value;
  }
  public resetSecurityRules() {
    this._securityRules.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get securityRulesInput() {
    return this._securityRules.internalValue;
  }

  // state - computed: true, optional: false, required: false
  public get state() {
    return this.getStringAttribute('state');
  }

  // subnet_id - computed: true, optional: false, required: false
  public get subnetId() {
    return this.getStringAttribute('subnet_id');
  }

  // subnet_name - computed: true, optional: true, required: false
  private _subnetName?: string;
  public get subnetName() {
    return this.getStringAttribute('subnet_name');
  }
  public set subnetName(value: string) {
    this._subnetName = value;
  }
  public resetSubnetName() {
    this._subnetName = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get subnetNameInput() {
    return this._subnetName;
  }

  // subnet_prefix - computed: true, optional: true, required: false
  private _subnetPrefix?: string;
  public get subnetPrefix() {
    return this.getStringAttribute('subnet_prefix');
  }
  public set subnetPrefix(value: string) {
    this._subnetPrefix = value;
  }
  public resetSubnetPrefix() {
    this._subnetPrefix = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get subnetPrefixInput() {
    return this._subnetPrefix;
  }

  // tags - computed: false, optional: true, required: false
  private _tags?: { [key: string]: string };
  public get tags() {
    return this.getStringMapAttribute('tags');
  }
  public set tags(value: { [key: string]: string }) {
    this._tags = value;
  }
  public resetTags() {
    this._tags = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get tagsInput() {
    return this._tags;
  }

  // timeout - computed: true, optional: true, required: false
  private _timeout?: string;
  public get timeout() {
    return this.getStringAttribute('timeout');
  }
  public set timeout(value: string) {
    this._timeout = value;
  }
  public resetTimeout() {
    this._timeout = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get timeoutInput() {
    return this._timeout;
  }

  // =========
  // SYNTHESIS
  // =========

  protected synthesizeAttributes(): { [name: string]: any } {
    return {
      address_prefixes: cdktf.listMapper(cdktf.stringToTerraform, false)(this._addressPrefixes),
      application_security_groups: cdktf.listMapper(cdktf.stringToTerraform, false)(this._applicationSecurityGroups),
      configuration: cdktf.stringToTerraform(this._configuration),
      create_resource_group: cdktf.booleanToTerraform(this._createResourceGroup),
      location: cdktf.stringToTerraform(this._location),
      name: cdktf.stringToTerraform(this._name),
      owner: cdktf.stringToTerraform(this._owner),
      resource_group_name: cdktf.stringToTerraform(this._resourceGroupName),
      security_rules: cdktf.hashMapper(azureNetworkSecurityRulesToTerraform)(this._securityRules.internalValue),
      subnet_name: cdktf.stringToTerraform(this._subnetName),
      subnet_prefix: cdktf.stringToTerraform(this._subnetPrefix),
      tags: cdktf.hashMapper(cdktf.stringToTerraform)(this._tags),
      timeout: cdktf.stringToTerraform(this._timeout),
    };
  }

  protected synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      address_prefixes: {
        value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(this._addressPrefixes),
        isBlock: false,
        type: "set",
        storageClassType: "stringList",
      },
      application_security_groups: {
        value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(this._applicationSecurityGroups),
        isBlock: false,
        type: "set",
        storageClassType: "stringList",
      },
      configuration: {
        value: cdktf.stringToHclTerraform(this._configuration),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      create_resource_group: {
        value: cdktf.booleanToHclTerraform(this._createResourceGroup),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      location: {
        value: cdktf.stringToHclTerraform(this._location),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      name: {
        value: cdktf.stringToHclTerraform(this._name),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      owner: {
        value: cdktf.stringToHclTerraform(this._owner),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      resource_group_name: {
        value: cdktf.stringToHclTerraform(this._resourceGroupName),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      security_rules: {
        value: cdktf.hashMapperHcl(azureNetworkSecurityRulesToHclTerraform)(this._securityRules.internalValue),
        isBlock: true,
        type: "map",
        storageClassType: "AzureNetworkSecurityRulesMap",
      },
      subnet_name: {
        value: cdktf.stringToHclTerraform(this._subnetName),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      subnet_prefix: {
        value: cdktf.stringToHclTerraform(this._subnetPrefix),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      tags: {
        value: cdktf.hashMapperHcl(cdktf.stringToHclTerraform)(this._tags),
        isBlock: false,
        type: "map",
        storageClassType: "stringMap",
      },
      timeout: {
        value: cdktf.stringToHclTerraform(this._timeout),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
    };

    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined ))
  }
}
