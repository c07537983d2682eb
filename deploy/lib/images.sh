# Which images the strategy's template names, and whether the account's registry has them.
# shellcheck shell=bash disable=SC2034,SC2154

find_tag() {
  if setting ImageTag; then tag=$value; fi
  if [ -z "$tag" ]; then
    tag=$(git describe --always --dirty 2>/dev/null || true)
    [ -n "$tag" ] || fail "which version of the images? Say --image-tag, or set VERSION" 2
    [[ $tag != *-dirty ]] || [ "$dry_run" = true ] ||
      fail "there are changes that no commit has, so no image is of this version: commit them, or say --image-tag" 2
  fi
  [[ $tag =~ ^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$ ]] || fail "--image-tag is \"$tag\", which no image can have" 2
  setting_keys+=(ImageTag)
  setting_values+=("$tag")
}

# A region's registry in China has another domain.
registry_host() {
  case $region in
    cn-*) echo "$account.dkr.ecr.$region.amazonaws.com.cn" ;;
    *) echo "$account.dkr.ecr.$region.amazonaws.com" ;;
  esac
}

images_named() { sed -nE 's|.*\$\{ImageRegistry\}/([a-z-]+):.*|\1|p' "deploy/$strategy/template.yaml" | sort -u; }

check_images() {
  local image prefix missing=()
  prefix=${REPOSITORY_PREFIX-found-by-name/}
  if setting ImageRegistry; then
    note "ImageRegistry is set to $value, which is not looked into"
    return
  fi
  setting_keys+=(ImageRegistry)
  setting_values+=("$(registry_host)/${prefix%/}")
  for image in $(images_named); do
    if ! ask "" ecr describe-images --repository-name "$prefix$image" --image-ids "imageTag=$tag" \
      --query 'imageDetails[0].imageDigest' --output text; then
      case $complaint in
        *RepositoryNotFoundException* | *ImageNotFoundException*) missing+=("$image") ;;
        *) fail "could not ask for the image $prefix$image:$tag: $complaint" ;;
      esac
    fi
  done
  if [ ${#missing[@]} -eq 0 ]; then
    note "all that the template names are in $(registry_host) as version $tag"
  elif [ "$push" = true ]; then
    build_and_push "${missing[@]}"
  else
    fail "the registry does not have ${missing[*]} of version $tag. This makes them (up --push does it, too):

  $(build_command "${missing[@]}")"
  fi
}

build_command() {
  local platform=
  if setting Architecture && [ "$value" = ARM64 ]; then platform='PLATFORM=linux/arm64 '; fi
  echo "export VERSION=$tag AWS_REGION=$region; ${platform}deploy/images/build $* && deploy/images/push $*"
}

build_and_push() {
  note "$(build_command "$@")"
  if setting Architecture && [ "$value" = ARM64 ]; then export PLATFORM=linux/arm64; fi
  VERSION=$tag deploy/images/build "$@"
  VERSION=$tag AWS_REGION=$region AWS_ACCOUNT_ID=$account deploy/images/push "$@"
}
