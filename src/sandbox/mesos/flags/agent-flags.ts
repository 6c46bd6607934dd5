import { readFlagTable } from './flag-table';

/** What `mesos-agent --help` lists: names, kinds and defaults. */
export const AGENT_FLAGS = readFlagTable(`
acls json
advertise_ip text
advertise_port integer
agent_features text
agent_subsystems|slave_subsystems text
allowed_devices text
appc_simple_discovery_uri_prefix text http://
appc_store_dir text /tmp/mesos/store/appc
attributes text
authenticate_http_readonly boolean false
authenticate_http_readwrite boolean false
authenticatee text crammd5
authentication_backoff_factor duration 1secs
authentication_timeout_max duration 1mins
authentication_timeout_min duration 5secs
authorizer text local
bounding_capabilities text
cgroups_cpu_enable_pids_and_tids_count boolean false
cgroups_destroy_timeout duration 1mins
cgroups_enable_cfs boolean false
cgroups_hierarchy text /sys/fs/cgroup
cgroups_limit_swap boolean false
cgroups_net_cls_primary_handle text
cgroups_net_cls_secondary_handles text
cgroups_root text mesos
container_disk_watch_interval duration 15secs
container_logger text
containerizers text mesos
credential path
csi_plugin_config_dir text
default_container_dns json
default_container_info json
default_container_shm_size text
default_role text *
disallow_sharing_agent_ipc_namespace boolean false
disallow_sharing_agent_pid_namespace boolean false
disk_profile_adaptor text
disk_watch_interval duration 1mins
docker text docker
docker_config json
docker_ignore_runtime boolean false
docker_kill_orphans boolean true
docker_mesos_image text
docker_registry text https://registry-1.docker.io
docker_remove_delay duration 6hrs
docker_socket text /var/run/docker.sock
docker_stop_timeout duration 0ns
docker_store_dir text /tmp/mesos/store/docker
docker_volume_checkpoint_dir text /var/run/mesos/isolators/docker/volume
docker_volume_chown boolean false
domain json
domain_socket_location text
effective_capabilities|allowed_capabilities text
enforce_container_disk_quota boolean false
executor_environment_variables json
executor_registration_timeout duration 1mins
executor_reregistration_retry_interval duration
executor_reregistration_timeout duration 2secs
executor_shutdown_grace_period duration 5secs
external_log_file text
fetcher_cache_dir text /tmp/mesos/fetch
fetcher_cache_size text 2GB
fetcher_stall_timeout duration 1mins
firewall_rules json
frameworks_home text 
gc_delay duration 1weeks
gc_disk_headroom number 0.1
gc_non_executor_container_sandboxes boolean false
hadoop_home text
help boolean false
hooks text
host_path_volume_force_creation text
hostname text
hostname_lookup boolean true
http_authenticators text
http_command_executor boolean false
http_credentials path
http_executor_domain_sockets boolean false
http_heartbeat_interval duration 30secs
image_gc_config json
image_providers text
image_provisioner_backend text
initialize_driver_logging boolean true
ip text
ip6 text
ip6_discovery_command text
ip_discovery_command text
isolation text posix/cpu,posix/mem
launcher text linux
launcher_dir text /usr/libexec/mesos
log_dir text
logbufsecs integer 0
logging_level text INFO
master text
master_detector text
max_completed_executors_per_framework integer 150
memory_profiling boolean false
modules json
modules_dir text
network_cni_config_dir text
network_cni_metrics boolean true
network_cni_plugins_dir text
network_cni_root_dir_persist boolean false
nvidia_gpu_devices text
oversubscribed_resources_interval duration 15secs
perf_duration duration 10secs
perf_events text
perf_interval duration 1mins
port integer 5051
qos_controller text
qos_correction_interval_min duration 0ns
quiet boolean false
reconfiguration_policy text equal
recover text reconnect
recovery_timeout duration 15mins
registration_backoff_factor duration 1secs
resource_estimator text
resource_provider_config_dir text
resources text
revocable_cpu_low_priority boolean true
runtime_dir text /var/run/mesos
sandbox_directory text /mnt/mesos/sandbox
secret_resolver text
strict boolean true
switch_user boolean true
systemd_enable_support boolean true
systemd_runtime_directory text /run/systemd/system
version boolean false
volume_gid_range text
work_dir text
zk_session_timeout duration 10secs
`);
