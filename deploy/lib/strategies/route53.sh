# A registrar writes a record for each service into a private zone, and with it one that says whose the record is.
# shellcheck shell=bash disable=SC2034,SC2154

# records ZONE-ID: the zone's records, each as name, type, TTL and value in a line, names without their last point.
records() {
  ask "" route53 list-resource-record-sets --hosted-zone-id "$1" --output text \
    --query 'ResourceRecordSets[].[Name, Type, TTL, ResourceRecords[0].Value]' || fail "could not list the zone $1: $complaint"
  answer=$(awk -F '\t' -v OFS='\t' '{ sub(/\.$/, "", $1); print }' <<<"$answer")
}

# owned CLUSTER: of the records, the names whose ownership record names the cluster in this account and region.
owned() {
  awk -F '\t' -v cluster="$1" -v account="$account" -v region="$region" '
    $2 == "TXT" && $1 ~ /^_registrar\./ {
      text = $4; gsub(/"/, "", text); text = "," text ","
      if (index(text, ",heritage=found-by-name,") && index(text, ",cluster=" cluster ",") &&
        index(text, ",account=" account ",") && index(text, ",region=" region ",")) print substr($1, 12)
    }' <<<"$answer"
}

# Of each backend: a record that names a load balancer which its ECS service is behind, and that this registrar wrote.
check_registrations() {
  local zone cluster role service record value text of_it
  zone=$(output HostedZoneId)
  cluster=$(output ClusterName)
  headline "Route 53, $(output ZoneName)"
  records "$zone"
  local all=$answer
  find_balancers
  [ "$dry_run" = false ] || return 0
  while read -r role service; do
    record=$service.$(output ZoneName)
    record=${record%.}
    value=$(awk -F '\t' -v name="$record" '$1 == name && $2 == "CNAME" { print $4 }' <<<"$all")
    text=$(awk -F '\t' -v name="_registrar.$record" '$1 == name && $2 == "TXT" { print $4 }' <<<"$all")
    of_it=$(balancers_of "$service")
    if [ -z "$value" ]; then
      no "$record: there is no such record. The registrar's log tells why: aws logs tail /aws/lambda/$(output RegistrarFunctionName) --region $region"
    elif [ -z "$text" ]; then
      no "$record: no record says who wrote it (_registrar.$record)"
    elif [[ ",${text//\"/}," != *",cluster=$cluster,"* ]] || [[ ",${text//\"/}," != *",service=$service,"* ]]; then
      no "$record: it belongs to another service: $text"
    elif ! grep -qixF "${value%.}" <<<"$of_it"; then
      no "$record: it names $value, which is no load balancer of the service $service ($(paste -sd' ' - <<<"$of_it"))"
    else
      ok "$record: ${value%.}"
    fi
  done < <(backends)
}

# The load balancers of all services, by what check_services has read: in $groups the target groups with the balancers
# that send to them, in $balancers those with their names.
find_balancers() {
  local list arns
  groups='' balancers=
  list=$(cut -f 7 <<<"$described" | tr ',' '\n' | grep . | sort -u | paste -sd' ' - || true)
  if [ "$dry_run" = true ]; then list='<target groups>'; fi
  [ -n "$list" ] || return 0
  read -ra arns <<<"$list"
  need "" elbv2 describe-target-groups --target-group-arns "${arns[@]}" --output text \
    --query 'TargetGroups[].[TargetGroupArn, LoadBalancerArns[0]]'
  groups=$answer
  list=$(cut -f 2 <<<"$groups" | grep '^arn:' | sort -u | paste -sd' ' - || true)
  if [ "$dry_run" = true ]; then list='<load balancers>'; fi
  [ -n "$list" ] || return 0
  read -ra arns <<<"$list"
  need "" elbv2 describe-load-balancers --load-balancer-arns "${arns[@]}" --output text \
    --query 'LoadBalancers[].[LoadBalancerArn, DNSName]'
  balancers=$answer
}

# balancers_of SERVICE: the names in DNS of the load balancers that it is behind, one a line.
balancers_of() {
  awk -F '\t' -v service="$1" '$1 == service { print $7 }' <<<"$described" | tr ',' '\n' |
    while read -r group; do
      awk -F '\t' -v group="$group" '$1 == group { print $2 }' <<<"$groups" |
        while read -r balancer; do awk -F '\t' -v balancer="$balancer" '$1 == balancer { print $2 }' <<<"$balancers"; done
    done
}

# A `down` that was broken off has switched the rules off.
after_up() {
  local rule rules
  headline "The registrar"
  resources "$name"
  find_rules
  for rule in ${rules[@]+"${rules[@]}"}; do
    need "" events enable-rule --name "$rule"
  done
  # The schedule comes around later; who waits for `up` shall not wait for that.
  if invoke "$(output RegistrarFunctionName)" '{}'; then
    note "its rules are switched on, and it has looked at all services"
  else
    note "its rules are switched on; it could not be called now, so it comes around by its schedule: $complaint"
  fi
}

# The rules that wake the registrar, in $rules: of what `resources` has read.
find_rules() {
  local rule
  rules=()
  if [ "$dry_run" = true ]; then
    rules=(RULE SCHEDULE)
    return
  fi
  while read -r rule; do rules+=("$rule"); done < <(of_type AWS::Events::Rule | awk -F '|' '{ print $NF }')
}

# In a dry run files are named without the folder that is gone by then.
shown() { if [ "$dry_run" = true ]; then echo "$1"; else echo "$work/$1"; fi; }

# invoke FUNCTION EVENT: ends with 1 and a $complaint where it fails.
invoke() {
  # By a file, since version 2 of aws takes for base64 what version 1 sends as it is.
  if [ "$dry_run" = true ]; then echo "# with $2 in the file event:"; fi
  echo "$2" >"$work/event"
  ask None lambda invoke --function-name "$1" --cli-read-timeout 120 --payload "fileb://$(shown event)" \
    --query FunctionError --output text "$(shown answer)" || return 1
  [ "$(cell "$answer")" = "" ] || { complaint=$(head -c 300 "$work/answer"); return 1; }
}

# What nobody but its owner may delete keeps the zone, and so the stack, from being deleted: it is told before anything
# is touched.
before_down() {
  local zone
  resources "$name"
  zone=$(if [ "$dry_run" = true ]; then echo ZONE; else of_type AWS::Route53::HostedZone; fi)
  [ -n "$zone" ] || return 0
  records "$zone"
  foreign_records "$(stack_of cluster)" "$zone"
}

foreign_records() {
  local mine foreign
  mine=$(owned "$1")
  foreign=$(mine=$mine awk -F '\t' '
    BEGIN { count = split(ENVIRON["mine"], names, "\n"); for (i = 1; i <= count; i++) { own[names[i] "\tCNAME"]; own["_registrar." names[i] "\tTXT"] } }
    NF && $2 != "SOA" && $2 != "NS" && !(($1 "\t" $2) in own) { print "  " $1 " " $2 " " $4 }' <<<"$answer")
  [ -z "$foreign" ] ||
    fail "the zone $2 has records that the registrar did not write, and a zone with records cannot be deleted. Move them or delete them, then run this again. Nothing was changed.
$foreign"
}

# First nobody may write any more; then the registrar takes out what is its own; what it leaves is taken out here.
unblock() {
  local rule rules function zone
  resources "$1"
  [ "$1" = "$name" ] || return 0
  local all=$answer
  find_rules
  for rule in ${rules[@]+"${rules[@]}"}; do
    ask "" events disable-rule --name "$rule" || note "the rule $rule could not be switched off: $complaint"
  done
  answer=$all
  function=$(if [ "$dry_run" = true ]; then echo FUNCTION; else of_type AWS::Lambda::Function | head -n 1; fi)
  zone=$(if [ "$dry_run" = true ]; then echo ZONE; else of_type AWS::Route53::HostedZone; fi)
  [ -n "$zone" ] || return 0
  if [ -n "$function" ]; then
    invoke "$function" '{"withdraw":true}' || note "the registrar does not answer; its records are deleted from here"
  fi
  delete_owned "$zone" "$(stack_of cluster)"
}

# Record and ownership go together, with the values that are there: Route 53 deletes nothing else.
delete_owned() {
  local record changes
  records "$1"
  [ "$dry_run" = false ] || answer=$'_registrar.SERVICE.ZONE\tTXT\t60\t"heritage=found-by-name,cluster='$2",account=$account,region=$region"$'"\nSERVICE.ZONE\tCNAME\t60\tLOAD-BALANCER'
  local all=$answer
  for record in $(owned "$2"); do
    changes=$(awk -F '\t' -v name="$record" '($1 == name && $2 == "CNAME") || ($1 == "_registrar." name && $2 == "TXT")' <<<"$all" |
      while IFS=$'\t' read -r owner type ttl value; do
        printf ',{"Action":"DELETE","ResourceRecordSet":{"Name":%s,"Type":"%s","TTL":%s,"ResourceRecords":[{"Value":%s}]}}' \
          "$(json_string "$owner")" "$type" "$ttl" "$(json_string "$value")"
      done)
    note "$record"
    ask "" route53 change-resource-record-sets --hosted-zone-id "$1" --change-batch "{\"Changes\":[${changes#,}]}" \
      --query ChangeInfo.Status --output text || note "could not be deleted: $complaint"
  done
}
