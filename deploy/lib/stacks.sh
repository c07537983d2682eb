# CloudFormation's stacks: what state one is in, whose it is, and what happens to it while one waits.
# shellcheck shell=bash disable=SC2034,SC2154

# Each is given what those before it give out. A strategy that brings machines of its own has a template for them.
layers=(network cluster strategy)
if [ -f "deploy/$strategy/machines.yaml" ]; then layers=(network cluster machines strategy); fi

stack_of() {
  case $1 in
    strategy) echo "$name" ;;
    *) echo "$name-$1" ;;
  esac
}

template_of() {
  case $1 in
    strategy) echo "deploy/$strategy/template.yaml" ;;
    machines) echo "deploy/$strategy/machines.yaml" ;;
    *) echo "deploy/layers/$1.yaml" ;;
  esac
}

# look_at STACK: leaves in $status what CloudFormation says of it, NONE where there is none, and in $stack_id which one it
# is. Ends with a refusal where it is not ours: it then has been made by somebody else, whatever its name.
look_at() {
  local owner
  if ask "$assumed arn:aws:cloudformation:$region:$account:stack/$1/id $name" cloudformation describe-stacks \
    --stack-name "$1" --output text \
    --query "Stacks[0].[StackStatus, StackId, Tags[?Key=='found-by-name'].Value | [0]]"; then
    read -r status stack_id owner <<<"$answer"
  elif [[ $complaint == *"does not exist"* ]]; then
    status=NONE stack_id=
    return
  else
    fail "could not ask for the stack $1: $complaint"
  fi
  if [ "$status" = REVIEW_IN_PROGRESS ] && [ "$owner" != "$name" ]; then owner=$(owner_in_review "$1"); fi
  # Looked at by its ID it was looked at before, and one that is deleted may have lost its tags.
  [[ $1 == arn:* ]] || [ "$owner" = "$name" ] ||
    fail "there is a stack $1 that was not made by up (it has no tag found-by-name=$name): it stays as it is. Choose another --name"
}

# A stack of which nothing was made yet has its tags in the change set that will make it.
owner_in_review() {
  ask "" cloudformation list-change-sets --stack-name "$1" --query 'Summaries[0].ChangeSetName' --output text || return 0
  [ -n "$(cell "$answer")" ] || return 0
  ask "" cloudformation describe-change-set --stack-name "$1" --change-set-name "$answer" --output text \
    --query "Tags[?Key=='found-by-name'].Value | [0]" || return 0
  cell "$answer"
}

# Leaves in $there which stacks there are, last made first, and refuses before anything is touched where one is not ours.
look_at_all() {
  local layer stack
  there=()
  for layer in "${layers[@]}"; do
    stack=$(stack_of "$layer")
    look_at "$stack"
    case $status in NONE | DELETE_COMPLETE) ;; *) there=("$stack" ${there[@]+"${there[@]}"}) ;; esac
  done
}

# A moment ago, so that the events before it are known already.
remember_events() {
  newest=
  [ "$dry_run" = true ] && return
  ask "" cloudformation describe-stack-events --no-paginate --stack-name "$1" --query 'StackEvents[0].EventId' \
    --output text || true
  newest=$answer
}

# Shows what has happened since, oldest first. An event is a line with its parts between tabs; a reason may go on in
# further lines, which are its own.
show_events() {
  ask "" cloudformation describe-stack-events --no-paginate --stack-name "$1" --output text \
    --query 'StackEvents[].[EventId, Timestamp, ResourceStatus, ResourceType, LogicalResourceId, ResourceStatusReason]' ||
    return 0
  local line records=() latest=$newest
  while IFS= read -r line; do
    if [[ $line == *$'\t'*$'\t'*$'\t'*$'\t'* ]]; then
      [ "${line%%$'\t'*}" = "$newest" ] && break
      [ ${#records[@]} -gt 0 ] || latest=${line%%$'\t'*}
      records+=("$line")
    elif [ ${#records[@]} -gt 0 ]; then
      records[${#records[@]} - 1]+=" $line"
    fi
  done <<<"$answer"
  newest=$latest
  local index
  for ((index = ${#records[@]} - 1; index >= 0; index--)); do show_event "${records[index]}"; done
}

show_event() {
  local id time state type resource reason
  IFS=$'\t' read -r id time state type resource reason <<<"$1"
  quiet_since=$SECONDS
  saw_events=true
  if [ "$reason" = None ]; then reason=; fi
  case $state in
    # Said twice: when it begins, and when the service that makes it has answered.
    *_IN_PROGRESS)
      case $reason in "Resource "*" Initiated" | "Resource "*" initiated") return ;; esac
      pending=${pending//$'\n'$resource$'\n'/$'\n'}$resource$'\n'
      ;;
    *)
      pending=${pending//$'\n'$resource$'\n'/$'\n'}
      case $state:$reason in
        *_FAILED:*[Cc]ancelled* | *_FAILED: | *_FAILED:"The following resource(s) failed"*) ;;
        *_FAILED:*) [ -n "$first_failure" ] || first_failure="$resource ($type): $reason" ;;
      esac
      ;;
  esac
  [[ $time =~ T([0-9:]{8}) ]] && time=${BASH_REMATCH[1]}
  if [ "$reason" = "User Initiated" ]; then reason=; fi
  case $state:$type in *:AWS::CloudFormation::Stack) type= ;; *_IN_PROGRESS:*) type=" (${type#AWS::})" ;; *) type= ;; esac
  printf '  %s  %-28s %s%s%s\n' "$time" "$state" "$resource" "$type" "${reason:+: $reason}"
}

# follow STACK: shows each event once until all has ended, and leaves the end in $status and the first thing that failed in
# $first_failure. It is sure of the end only after it has seen something begin.
follow() {
  pending=$'\n' first_failure='' saw_events=${saw_events:-false} quiet_since=$SECONDS
  if [ "$dry_run" = true ]; then
    echo "# again and again, until all has ended:"
    quoted aws cloudformation describe-stack-events --no-paginate --stack-name "$1" --region "$region"
    return
  fi
  local begun=$SECONDS what
  while :; do
    look_at "$1"
    show_events "$1"
    case $status in
      *_IN_PROGRESS) ;;
      *) if [ "$saw_events" = true ] || [ $((SECONDS - begun)) -gt 60 ]; then break; fi ;;
    esac
    if [ $((SECONDS - quiet_since)) -ge 30 ]; then
      what=$(grep -v '^$' <<<"$pending" | grep -vxF "$1" | paste -sd, - | sed 's/,/, /g' || true)
      echo "  $(date -u +%H:%M:%S)  waiting for ${what:-$1} ($(((SECONDS - begun) / 60)) min)"
      quiet_since=$SECONDS
    fi
    sleep "$poll"
  done
  saw_events=false
}

# Somebody else, or a run of up or down that was broken off, may be at work.
await_others() {
  case $status in
    REVIEW_IN_PROGRESS | NONE) return ;;
    *_IN_PROGRESS)
      note "$1 is $status already: waiting until that has ended"
      newest='' saw_events=true
      remember_events "$1"
      follow "$stack_id"
      if [ "$status" = DELETE_COMPLETE ]; then status=NONE; fi
      ;;
  esac
}

# remove STACK: deletes it and waits; the end is in $status.
remove() {
  remember_events "$1"
  need "" cloudformation delete-stack --stack-name "$1"
  follow "$stack_id"
  if [ "$dry_run" = true ]; then status=DELETE_COMPLETE; fi
}

# outputs STACK: its outputs, each as NAME and value in a line.
outputs() {
  local key
  if [ "$dry_run" = true ]; then
    need "" cloudformation describe-stacks --stack-name "$1" --query 'Stacks[0].Outputs[].[OutputKey, OutputValue]' --output text
    answer=$(for key in $(section Outputs "$2"); do printf '%s\t<%s of %s>\n' "$key" "$key" "$1"; done)
  else
    need "" cloudformation describe-stacks --stack-name "$1" --query 'Stacks[0].Outputs[].[OutputKey, OutputValue]' --output text
  fi
}

# resources STACK: all that it has or had, as type, logical ID, ID and status in a line, in $answer.
resources() {
  ask "" cloudformation list-stack-resources --stack-name "$1" --output text \
    --query 'StackResourceSummaries[].[ResourceType, LogicalResourceId, PhysicalResourceId, ResourceStatus]' || answer=
}

# of_type TYPE: of these, the IDs of those that are of a type and that there are still.
of_type() { awk -F '\t' -v type="$1" '$1 == type && $3 != "" && $3 != "None" && $4 != "DELETE_COMPLETE" { print $3 }' <<<"$answer"; }

# section NAME TEMPLATE: what is declared in a section of a template, one name a line.
section() {
  awk -v wanted="$1:" '/^[A-Za-z]/ { inside = $1 == wanted } inside && /^  [A-Za-z0-9]+:/ { sub(/:.*/, ""); print $1 }' "$2"
}
