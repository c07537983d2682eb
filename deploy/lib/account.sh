# What an account must have before anything is made in it.
# shellcheck shell=bash disable=SC2154

# ECS works by a role that it makes itself when it is used for the first time; but it does not wait for it, and so the first
# cluster that CloudFormation makes in a new account fails. The role is the account's: down leaves it.
prepare_account() {
  local role=AWSServiceRoleForECS
  if [ "$dry_run" = true ]; then
    note "only where aws iam get-role --role-name $role says that there is none:"
  elif ask "" iam get-role --role-name "$role" --query Role.RoleName --output text; then
    return
  elif [[ $complaint != *NoSuchEntity* ]]; then
    note "whether the account has the role $role cannot be seen: $complaint"
    return
  fi
  if ask "" iam create-service-linked-role --aws-service-name ecs.amazonaws.com --query Role.RoleName --output text; then
    note "made the role $role, by which ECS works; it belongs to the account and stays"
  else
    # Where it is needed the cluster fails, and says so.
    note "the role $role could not be made: $complaint"
  fi
}
