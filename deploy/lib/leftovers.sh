# What remains when the stacks are gone.
# shellcheck shell=bash disable=SC2034,SC2154

families=()

# find_families STACK: a stack only retires its task definitions. Their families are known as long as it is there, also of
# those that it has deleted already, as after an up that failed.
find_families() {
  local arn family
  resources "$1"
  [ "$dry_run" = false ] || [ "$1" != "$name" ] || answer=$'AWS::ECS::TaskDefinition\tPortalTask\tarn:aws:ecs:region:account:task-definition/'"$name"$'-portal:1\tCREATE_COMPLETE'
  while read -r arn; do
    family=${arn##*/}
    families+=("${family%%:*}")
  done < <(awk -F '\t' '$1 == "AWS::ECS::TaskDefinition" && $3 ~ /^arn:/ { print $3 }' <<<"$answer")
}

delete_families() {
  local family arns
  for family in ${families[@]+"${families[@]}"}; do
    ask "$family:1" ecs list-task-definitions --family-prefix "$family" --status INACTIVE --max-items 10 \
      --query 'taskDefinitionArns[]' --output text || continue
    read -ra arns <<<"$(cell "${answer%%$'\n'*}")"
    [ ${#arns[@]} -gt 0 ] || continue
    ask "" ecs delete-task-definitions --task-definitions "${arns[@]}" --query 'failures[]' --output text ||
      note "the retired task definitions of $family stay, which cost nothing: $complaint"
  done
}

delete_images() {
  local image others prefix
  prefix=${REPOSITORY_PREFIX-found-by-name/}
  if [ "$images" = false ]; then
    note "images in $prefix…: they stay. --images deletes them, too"
    return
  fi
  need "" cloudformation describe-stacks --output text --query "Stacks[?Tags[?Key=='found-by-name']].[StackName]"
  others=$(cell "$answer")
  [ -z "$others" ] || [ "$dry_run" = true ] ||
    fail "the images stay: other stacks use them: $(paste -sd' ' - <<<"$others")"
  for image in $(deploy/images/programs); do
    if ask "" ecr delete-repository --repository-name "$prefix$image" --force --query repository.repositoryName --output text; then
      note "deleted the images $prefix$image"
    elif [[ $complaint != *RepositoryNotFoundException* ]]; then
      fail "could not delete the images $prefix$image: $complaint"
    fi
  done
}

# What stacks do not know of, and what somebody put a tag on. Some kinds AWS lists for a while after they are gone; a stack
# that was deleted had waited for those.
lingering=':(task-definition|service|cluster|natgateway|instance|vpc-endpoint)/'

list_leftovers() {
  local left arn
  if ! ask "" resourcegroupstaggingapi get-resources --output text --query 'ResourceTagMappingList[].[ResourceARN]' \
    --tag-filters "Key=found-by-name,Values=$name,$(stack_of network),$(stack_of cluster),$(stack_of machines)"; then
    note "whether anything is left could not be asked: $complaint"
    return
  fi
  left=$(grep -vE "^None\$|$lingering" <<<"$answer" || true)
  if [ -z "$left" ]; then
    note "nothing is left with the tag found-by-name=$name"
  else
    note "AWS still lists this with the tag found-by-name, which no stack knows of:"
    while IFS= read -r arn; do echo "    $arn"; done <<<"$left"
  fi
}
