# ECS registers tasks in Cloud Map.
# shellcheck shell=bash disable=SC2034,SC2154

# Each ECS service has its own in Cloud Map, in which at least as many tasks are found healthy as it shall run.
check_registrations() {
  local role service known found
  headline "Cloud Map, $(output NamespaceName)"
  need "" servicediscovery list-services --filters "Name=NAMESPACE_ID,Values=$(output NamespaceId)" \
    --query 'Services[].[Id, Name]' --output text
  known=$answer
  while read -r role service; do
    found=$(awk -F '\t' -v id="$(output "${role}DiscoveryServiceId")" '$1 == id { print $2 }' <<<"$known")
    if [ "$dry_run" = true ]; then found="<name of ${role}DiscoveryServiceId>"; fi
    if [ -z "$found" ]; then
      no "Cloud Map has no service for $service"
      continue
    fi
    need "" servicediscovery discover-instances --namespace-name "$(output NamespaceName)" --service-name "$found" \
      --health-status HEALTHY --query 'length(Instances)' --output text
    [ "$dry_run" = false ] || continue
    if [ "$answer" -lt "$(desired_of "$service")" ]; then
      no "Cloud Map has $answer of $(desired_of "$service") healthy instances of $found.$(output NamespaceName)"
    else
      ok "$found.$(output NamespaceName): $answer healthy instances"
    fi
  done < <(backends)
}

after_up() { :; }
before_down() { :; }

# ECS takes out what it has put in, but not always: who is killed does not tidy up. Cloud Map keeps a service that has
# instances, and a namespace that has services. Only those of this stack are emptied, and only once no ECS service of it is
# left that could be using them.
unblock() {
  local id instance
  resources "$1"
  [ "$dry_run" = true ] || [ -z "$(of_type AWS::ECS::Service)" ] || return 0
  for id in $(if [ "$dry_run" = true ]; then echo srv-1; else of_type AWS::ServiceDiscovery::Service; fi); do
    ask i-1 servicediscovery list-instances --service-id "$id" --query 'Instances[].[Id]' --output text || continue
    for instance in $answer; do
      [ "$instance" != None ] || continue
      note "$id still has the instance $instance, whose service is gone: it is taken out"
      need "" servicediscovery deregister-instance --service-id "$id" --instance-id "$instance" --query OperationId --output text
    done
  done
}
