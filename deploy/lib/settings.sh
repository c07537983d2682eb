# What the templates are given: what a person set, what files of the strategy say, what earlier stacks gave out.
# shellcheck shell=bash disable=SC2034,SC2154

# Pairs in two lists, since Bash 3.2 has no others; the first of a key counts.
setting_keys=() setting_values=()
output_keys=() output_values=()

set_by_hand() {
  [[ $1 =~ ^[A-Za-z][A-Za-z0-9]*=. ]] || [[ $1 =~ ^[A-Za-z][A-Za-z0-9]*=$ ]] ||
    fail "--set takes Key=Value with the name of a parameter, not \"$1\"" 2
  setting_keys+=("${1%%=*}")
  setting_values+=("${1#*=}")
}

# Lines of Key=Value; what begins with # is a comment.
read_file() {
  [ -f "$1" ] || return 0
  local line
  while IFS= read -r line || [ -n "$line" ]; do
    case $line in '' | '#'*) ;; *) set_by_hand "$line" ;; esac
  done <"$1"
}

# What a person says on the command line was read first, and so counts before what the files say.
read_settings() {
  read_file "deploy/$strategy/parameters.env"
  read_file "deploy/$strategy/layer.env"
}

# A name that no template knows is a mistake in writing: nothing would happen where something was meant to.
check_settings() {
  local known key layer
  known=$(for layer in "${layers[@]}"; do section Parameters "$(template_of "$layer")"; done | sort -u)
  for key in ${setting_keys[@]+"${setting_keys[@]}"}; do
    grep -qxF "$key" <<<"$known" || fail "no template has a parameter $key; there are: $(paste -sd' ' - <<<"$known")" 2
  done
}

# setting KEY: leaves in $value what was set, and ends with 1 where nothing was.
setting() {
  local index
  for ((index = 0; index < ${#setting_keys[@]}; index++)); do
    if [ "${setting_keys[index]}" = "$1" ]; then
      value=${setting_values[index]}
      return 0
    fi
  done
  return 1
}

remember_outputs() {
  local key text
  while IFS=$'\t' read -r key text; do
    [ -n "$key" ] || continue
    output_keys+=("$key")
    output_values+=("$(cell "$text")")
  done <<<"$answer"
}

# output KEY: what a stack gave out; empty where none did.
output() {
  local index
  for ((index = ${#output_keys[@]} - 1; index >= 0; index--)); do
    if [ "${output_keys[index]}" = "$1" ]; then
      echo "${output_values[index]}"
      return
    fi
  done
}

has_output() {
  local key
  for key in ${output_keys[@]+"${output_keys[@]}"}; do [ "$key" != "$1" ] || return 0; done
  return 1
}
