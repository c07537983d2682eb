# What verify asks AWS for every strategy. Each check prints a line, ok or NO.
# shellcheck shell=bash disable=SC2034,SC2154

wrong=false

ok() { if [ "$dry_run" = false ]; then printf '  ok  %s\n' "$1"; fi; }

no() {
  if [ "$dry_run" = false ]; then
    printf '  NO  %s\n' "$1"
    wrong=true
  fi
}

check_stacks() {
  local layer stack complete=0
  headline "Stacks"
  for layer in "${layers[@]}"; do
    stack=$(stack_of "$layer")
    look_at "$stack"
    case $status in
      CREATE_COMPLETE | UPDATE_COMPLETE | UPDATE_ROLLBACK_COMPLETE)
        complete=$((complete + 1))
        outputs "$stack" "$(template_of "$layer")"
        remember_outputs
        ;;
      NONE) no "there is no stack $stack: deploy/$strategy/up makes it" ;;
      *) no "stack $stack is $status" ;;
    esac
  done
  [ "$complete" -eq ${#layers[@]} ] || [ "$dry_run" = true ] || {
    # Without them there is nothing to look at.
    exit 1
  }
  ok "all ${#layers[@]} are complete"
}

# The five services by what the stack says they are called, each as role and name in a line.
services() {
  local role
  for role in Portal StockPrice Weather Twitch Goodreads; do echo "$role $(output "${role}ServiceName")"; done
}

backends() { services | tail -n 4; }

# Steady: as many tasks run as shall, all of one deployment, which is complete. Leaves in $running_<role> how many.
check_services() {
  local role service names=() row state desired running deployments rollout _
  headline "ECS services"
  while read -r role service; do
    if [ -n "$service" ]; then names+=("$service"); else no "the stack does not say what the service $role is called"; fi
  done < <(services)
  [ ${#names[@]} -gt 0 ] || return 0
  need "" ecs describe-services --cluster "$(output ClusterName)" --services "${names[@]}" --output text \
    --query "services[].[serviceName, status, desiredCount, runningCount, length(deployments), deployments[0].rolloutState, \
join(',', loadBalancers[].targetGroupArn)]"
  described=$answer
  for service in "${names[@]}"; do
    row=$(awk -F '\t' -v service="$service" '$1 == service { print; exit }' <<<"$described")
    IFS=$'\t' read -r _ state desired running deployments rollout _ <<<"$row"
    if [ -z "$row" ]; then
      no "ECS has no service $service"
    elif [ "$state" != ACTIVE ]; then
      no "service $service is $state"
    elif [ "$desired" -eq 0 ]; then
      no "service $service is told to run no task"
    elif [ "$running" -ne "$desired" ]; then
      no "service $service runs $running of $desired tasks"
    elif [ "$deployments" -ne 1 ] || [ "$rollout" != COMPLETED ]; then
      no "service $service is in a deployment"
    else
      ok "$service: $running tasks run"
    fi
  done
}

# How many tasks a service shall run.
desired_of() { awk -F '\t' -v service="$1" '$1 == service { print $3; exit }' <<<"${described:-}"; }

# healthy GROUP-ARN: how many of its targets its load balancer finds healthy, in $answer.
healthy() {
  need "" elbv2 describe-target-health --target-group-arn "$1" --output text \
    --query "length(TargetHealthDescriptions[?TargetHealth.State=='healthy'])"
}

check_targets() {
  headline "The portal's load balancer"
  healthy "$(output PortalTargetGroupArn)"
  if [ "$dry_run" = false ]; then
    if [ "$answer" -gt 0 ]; then ok "sends to $answer portals"; else no "the load balancer finds no portal healthy"; fi
  fi
}
