import { readFlagTable } from './flag-table';

/** What `mesos-master --help` lists: names, kinds and defaults. */
export const MASTER_FLAGS = readFlagTable(`
acls json
advertise_ip text
advertise_port integer
agent_ping_timeout|slave_ping_timeout duration 15secs
agent_removal_rate_limit|slave_removal_rate_limit text
agent_reregister_timeout|slave_reregister_timeout duration 10mins
allocation_interval duration 1secs
allocator text hierarchical
allocator_agent_recovery_factor number 0.8
allocator_recovery_timeout duration 10mins
authenticate_agents|authenticate_slaves boolean false
authenticate_frameworks|authenticate boolean false
authenticate_http_frameworks boolean false
authenticate_http_readonly boolean false
authenticate_http_readwrite|authenticate_http boolean false
authentication_v0_timeout duration 15secs
authenticators text crammd5
authorizers text local
cluster text
credentials path
domain json
external_log_file text
fair_sharing_excluded_resource_names text
filter_gpu_resources boolean true
firewall_rules json
framework_sorter text drf
help boolean false
hooks text
hostname text
hostname_lookup boolean true
http_authenticators text basic
http_framework_authenticators text
initialize_driver_logging boolean true
ip text
ip_discovery_command text
log_auto_initialize boolean true
log_dir text
logbufsecs integer 0
logging_level text INFO
master_contender text
master_detector text
max_agent_ping_timeouts|max_slave_ping_timeouts integer 5
max_completed_frameworks integer 50
max_completed_tasks_per_framework integer 1000
max_operator_event_stream_subscribers integer 1000
max_unreachable_tasks_per_framework integer 1000
memory_profiling boolean false
min_allocatable_resources text cpus:0.01|mem:32
modules json
modules_dir text
offer_constraints_re2_max_mem text 4KB
offer_constraints_re2_max_program_size text 100
offer_timeout duration
port integer 5050
publish_per_framework_metrics boolean true
quiet boolean false
quorum integer
rate_limits json
recovery_agent_removal_limit|recovery_slave_removal_limit text 100%
registry text replicated_log
registry_fetch_timeout duration 1mins
registry_gc_interval duration 15mins
registry_max_agent_age duration 2weeks
registry_max_agent_count integer 102400
registry_store_timeout duration 20secs
registry_strict boolean false
require_agent_domain boolean false
role_sorter|user_sorter text drf
roles text
root_submissions boolean true
version boolean false
webui_dir text /usr/share/mesos/webui
weights text
whitelist path
work_dir text
zk text
zk_session_timeout duration 10secs
`);
