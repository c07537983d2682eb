# What up, down and verify share: how they speak, how they call aws, and whose deployment they are about.
# Written for the Bash 3.2 that macOS has, too.
# shellcheck shell=bash disable=SC2034,SC2154

fail() {
  echo "$program: $1" >&2
  exit "${2:-1}"
}

# headline TEXT: begins a step.
headline() { if [ "$dry_run" = true ]; then printf '\n# %s\n' "$1"; else printf '\n%s\n' "$1"; fi; }

note() { if [ "$dry_run" = true ]; then echo "# $1"; else echo "  $1"; fi; }

# quoted WORD...: a command as one could type it.
quoted() {
  local word line=
  for word in "$@"; do
    if [[ $word =~ ^[A-Za-z0-9_./:=,@%+-]+$ ]]; then
      line+=" $word"
    elif [[ $word == *"'"* ]] && [[ $word != *[\"\$\`\\!]* ]]; then
      line+=" \"$word\""
    else
      line+=" '${word//\'/\'\\\'\'}'"
    fi
  done
  echo "${line# }"
}

# json_string TEXT: the text as JSON, with its quotation marks.
json_string() {
  local text=$1
  text=${text//\\/\\\\}
  text=${text//\"/\\\"}
  text=${text//$'\n'/\\n}
  text=${text//$'\t'/\\t}
  echo "\"$text\""
}

# ask NAME ARGUMENT...: calls aws in the region, and leaves its answer in $answer and what it complains about in $complaint.
# In a dry run it prints the command, and the answer is NAME.
ask() {
  local stands_for=$1
  shift
  if [ "$dry_run" = true ]; then
    quoted aws "$@" --region "$region"
    answer=$stands_for complaint=
    return 0
  fi
  local status=0
  answer=$(aws "$@" --region "$region" 2>"$work/complaint") || status=$?
  complaint=$(<"$work/complaint")
  # aws begins with an empty line.
  complaint=${complaint#$'\n'}
  return "$status"
}

# need NAME ARGUMENT...: the same for what cannot fail in the normal run of things.
need() { ask "$@" || fail "aws $2 $3 failed: $complaint"; }

# cell TEXT: what aws prints for nothing is None.
cell() { if [ "$1" = None ]; then echo; else echo "$1"; fi; }

need_tools() {
  [ "$dry_run" = true ] && return
  local tool
  for tool in "$@"; do
    command -v "$tool" >/dev/null || case $tool in
      aws) fail "the AWS command line, aws, is not on PATH: https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html" ;;
      curl) fail "curl is not on PATH: it asks the portal; --offline does without" ;;
      *) fail "$tool is not on PATH" ;;
    esac
  done
}

find_region() {
  if [ -z "$region" ]; then region=${AWS_REGION:-${AWS_DEFAULT_REGION:-}}; fi
  if [ -z "$region" ] && [ "$dry_run" = false ]; then region=$(aws configure get region 2>/dev/null || true); fi
  [ -n "$region" ] || fail "which region? Say --region eu-west-1, or set AWS_REGION" 2
  [[ $region =~ ^[a-z]{2,3}(-[a-z]+)+-[0-9]+$ ]] || fail "\"$region\" is no region such as eu-west-1" 2
}

find_account() {
  if ! ask 123456789012 sts get-caller-identity --query Account --output text; then
    fail "aws does not know who you are (aws configure, aws sso login, or AWS_PROFILE): $complaint"
  fi
  account=$answer
  [[ $account =~ ^[0-9]{12}$ ]] || fail "aws says that the account is \"$account\", which is none"
}

check_name() {
  [[ $name =~ ^[a-z][a-z0-9-]{0,39}$ ]] && [[ ! $name =~ -(network|cluster|machines)$ ]] ||
    fail "--name is \"$name\": it has up to 40 lower-case letters, digits and hyphens, a letter first, and does not end in -network, -cluster or -machines" 2
}

# What every one of the three begins with. Needs $program, $strategy and the options in $name, $region, $dry_run.
begin() {
  name=${name:-found-by-name-$strategy}
  check_name
  find_region
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  export AWS_PAGER=
  # Route 53 allows an account five calls a second.
  export AWS_RETRY_MODE=${AWS_RETRY_MODE:-standard} AWS_MAX_ATTEMPTS=${AWS_MAX_ATTEMPTS:-8}
  poll=${DEPLOY_POLL_SECONDS:-5}
}

# value_of OPTION VALUE...: the value that an option needs.
value_of() { if [ $# -ge 2 ]; then option_value=$2; else fail "$1 needs a value" 2; fi; }

help() { sed -nE '2,/^[^#]/s/^# ?//p' "$1" | sed "s/STRATEGY/$strategy/g"; }
