# Consul's agents register tasks. Nobody outside of the network can ask Consul: whether it runs is asked of ECS, and what it
# tells is asked of the portal.
# shellcheck shell=bash disable=SC2034,SC2154

# Servers and agents are daemons: one for each machine of their kind, so that a count of none means that there is no machine.
check_registrations() {
  local key names=() row name state desired running
  headline "Consul"
  for key in ConsulServiceName ConsulPortalAgentServiceName ConsulBackendAgentServiceName RegistratorServiceName; do
    # A dry run knows of every output, and this one is there only where it is asked for.
    [ "$dry_run$key" != trueRegistratorServiceName ] || continue
    [ -z "$(output "$key")" ] || names+=("$(output "$key")")
  done
  need "" ecs describe-services --cluster "$(output ClusterName)" --services "${names[@]}" --output text \
    --query 'services[].[serviceName, status, desiredCount, runningCount]'
  row=$answer
  for name in "${names[@]}"; do
    IFS=$'\t' read -r _ state desired running < <(awk -F '\t' -v service="$name" '$1 == service { print; exit }' <<<"$row") || true
    if [ "$dry_run" = true ]; then
      continue
    elif [ "$state" != ACTIVE ]; then
      no "service $name is ${state:-not there}"
    elif [ "$desired" -eq 0 ]; then
      no "service $name has no machine to run on: none of its kind has joined the cluster"
    elif [ "$running" -ne "$desired" ]; then
      no "service $name runs on $running of $desired machines"
    else
      ok "$name: runs on $running machines"
    fi
  done
}

after_up() { :; }
before_down() { :; }

# ECS lists machines for some minutes after they are gone, and keeps a cluster that has any. The cluster is deleted after the
# stack of the machines, so whatever it lists then is gone.
unblock() {
  local machine
  [ "$1" = "$(stack_of cluster)" ] || return 0
  ask machine ecs list-container-instances --cluster "$1" --query 'containerInstanceArns[]' --output text || return 0
  for machine in $answer; do
    [ "$machine" != None ] || continue
    note "$1 still lists the machine $machine, which is gone: it is taken out"
    need "" ecs deregister-container-instance --cluster "$1" --container-instance "$machine" --force \
      --query containerInstance.status --output text
  done
}
