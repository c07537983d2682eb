# One stack, brought to what its template and the settings say by a change set: CloudFormation tells what it would do
# before it does it, and where that is nothing, nothing is touched.
# shellcheck shell=bash disable=SC2034,SC2154

deploy_layer() {
  local stack template kind size
  stack=$(stack_of "$1")
  template=$(template_of "$1")
  # CloudFormation's limit for a template that is sent along.
  size=$(wc -c <"$template")
  [ "$size" -le 51200 ] || fail "$template has $((size)) bytes: CloudFormation takes 51200"
  look_at "$stack"
  await_others "$stack"
  clear_wreck "$stack"
  if [ "$status" = NONE ]; then kind=CREATE; else kind=UPDATE; fi
  make_change_set "$stack" "$template" "$kind"
  if [ "$changed" = true ]; then
    execute_change_set "$stack" "$kind"
  else
    note "nothing has changed"
  fi
  outputs "$stack" "$template"
  remember_outputs
}

# A stack that was never complete cannot be updated. Nothing is in it that anybody could use, so it makes room.
clear_wreck() {
  case $status in
    REVIEW_IN_PROGRESS | ROLLBACK_COMPLETE | ROLLBACK_FAILED | CREATE_FAILED | DELETE_FAILED)
      note "$1 is $status, left by a run that failed: it is removed first"
      unblock "$1"
      remove "$1"
      [ "$status" = DELETE_COMPLETE ] || fail "$1 could not be removed: ${first_failure:-$status}"
      status=NONE
      ;;
    UPDATE_ROLLBACK_FAILED)
      fail "$1 is $status: mend what keeps it from going back, then: aws cloudformation continue-update-rollback --stack-name $1 --region $region"
      ;;
  esac
}

# The template's parameters as JSON, in $parameters: what was set, or else what earlier stacks gave out, or else what it
# had before. For all others the template has defaults.
collect_parameters() {
  local key value before=
  if [ "$3" = UPDATE ]; then
    need "" cloudformation describe-stacks --stack-name "$1" --query 'Stacks[0].Parameters[].[ParameterKey]' --output text
    before=$answer
  fi
  parameters=
  for key in $(section Parameters "$2"); do
    if setting "$key"; then
      parameters+=",{\"ParameterKey\":\"$key\",\"ParameterValue\":$(json_string "$value")}"
    elif has_output "$key"; then
      parameters+=",{\"ParameterKey\":\"$key\",\"ParameterValue\":$(json_string "$(output "$key")")}"
    elif grep -qxF "$key" <<<"$before"; then
      parameters+=",{\"ParameterKey\":\"$key\",\"UsePreviousValue\":true}"
    fi
  done
  parameters="[${parameters#,}]"
}

make_change_set() {
  local state reason
  change_set=up-$(date -u +%Y%m%d-%H%M%S)-$$
  if [ "$dry_run" = true ]; then change_set=up; fi
  collect_parameters "$@"
  need "" cloudformation create-change-set --stack-name "$1" --change-set-name "$change_set" --change-set-type "$3" \
    --template-body "file://$2" --parameters "$parameters" --capabilities CAPABILITY_IAM \
    --tags "Key=found-by-name,Value=$name" --query StackId --output text
  stack_id=$answer
  changed=true
  while :; do
    need "CREATE_COMPLETE" cloudformation describe-change-set --stack-name "$1" --change-set-name "$change_set" \
      --query '[Status, StatusReason]' --output text
    IFS=$'\t' read -r state reason <<<"$answer"
    case $state in
      CREATE_COMPLETE) return ;;
      FAILED) break ;;
    esac
    sleep "$poll"
  done
  case $reason in
    *"didn't contain changes"* | *"No updates are to be performed"*) changed=false ;;
    *) fail "CloudFormation refuses $2: $reason" ;;
  esac
  need "" cloudformation delete-change-set --stack-name "$1" --change-set-name "$change_set"
}

execute_change_set() {
  local changes
  need "" cloudformation describe-change-set --stack-name "$1" --change-set-name "$change_set" --output text \
    --query 'Changes[].ResourceChange.[Action, LogicalResourceId, Replacement]'
  if [ "$dry_run" = false ]; then
    changes=$(awk 'NF { count[$1]++; if ($3 == "True") replaced = replaced " " $2 }
      END { printf "%d to add, %d to modify, %d to remove", count["Add"], count["Modify"], count["Remove"]
        if (replaced != "") printf "; replaced:%s", replaced }' <<<"$answer")
    note "$changes"
  fi
  if [ "$dry_run" = true ]; then stack_id=$1; fi
  remember_events "$stack_id"
  need "" cloudformation execute-change-set --stack-name "$1" --change-set-name "$change_set"
  follow "$stack_id"
  [ "$dry_run" = false ] || return 0
  case $status in
    CREATE_COMPLETE | UPDATE_COMPLETE) return ;;
  esac
  echo >&2
  explain_tasks >&2 || true
  fail "$1 is $status, because of this first: ${first_failure:-no reason was given}
  What is there of it stays. Mend the reason and run this again: it goes on here. deploy/$strategy/down takes everything away."
}

# Why a service did not come up is written where nobody looks: in its stopped tasks.
explain_tasks() {
  local cluster tasks
  cluster=$(output ClusterName)
  [ -n "$cluster" ] || return 0
  ask "" ecs list-tasks --cluster "$cluster" --desired-status STOPPED --no-paginate --query 'taskArns[]' --output text || return 0
  read -ra tasks <<<"$answer"
  [ ${#tasks[@]} -gt 0 ] && [ "${tasks[0]}" != None ] || return 0
  ask "" ecs describe-tasks --cluster "$cluster" --tasks "${tasks[@]:0:100}" --output text \
    --query 'tasks[].[group, stoppedReason, containers[0].reason]' || return 0
  echo "Tasks that stopped:"
  sort -u <<<"$answer" | head -n 5 | tr '\t' ' ' | sed 's/ None$//; s/^/  /'
}
