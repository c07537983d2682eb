# What verify asks the portal itself.
# shellcheck shell=bash disable=SC2034,SC2154

# Of each service something that every provider of data knows.
paths=(stock-price:/stock/AAPL weather:/weather/Paris twitch:/game/Minecraft goodreads:/book/0316219282)

# fetch PATH: the answer's status in $status, its fields in the file head, its body in the file body.
fetch() {
  local command=(curl -sS --connect-timeout 5 -m 20)
  if [ "$dry_run" = true ]; then
    quoted "${command[@]}" "$portal$1"
    return
  fi
  status=$("${command[@]}" -o "$work/body" -D "$work/head" -w '%{http_code}' "$portal$1" 2>"$work/complaint") || status=000
}

field() { sed -nE "s/^$1: *(.*[^[:space:]])[[:space:]]*$/\1/p" "$work/head" | head -n 1; }

check_portal() {
  local entry served usable
  portal=$(output PortalUrl)
  portal=${portal%/}
  headline "The portal, $portal"
  fetch /health
  if [ "$dry_run" = false ] && [ "$status" != 200 ]; then
    no "the portal's /health answers $(answered)"
    return
  fi
  ok "/health answers 200"
  for entry in "${paths[@]}"; do
    fetch "${entry#*:}"
    [ "$dry_run" = false ] || continue
    # An answer that names an instance came from there, whatever it says: the service was found.
    served=$(field '[Xx]-[Ss]erved-[Bb]y')
    if [ -z "$served" ]; then
      no "${entry%%:*}: ${entry#*:} answers $(answered), and no instance was found"
    elif [ "$status" -lt 500 ]; then
      ok "${entry%%:*}: ${entry#*:} answers $status, by $served"
    else
      ok "${entry%%:*}: found $served, which answers $status to ${entry#*:}: $(detail)"
    fi
  done
  fetch /discovery
  [ "$dry_run" = false ] || return 0
  # Members are in order of their names: the endpoints of a service stand before its name.
  sed $'s/"service":"/\\\n&/g' "$work/body" >"$work/parts"
  for entry in "${paths[@]}"; do
    usable=$(awk -v line="\"service\":\"${entry%%:*}\"" '
      index($0, line) == 1 { print gsub(/"state":"available"/, "&", before); found = 1 } { before = $0 }
      END { if (!found) print 0 }' "$work/parts")
    if [ "$usable" -gt 0 ]; then ok "/discovery has $usable usable instances of ${entry%%:*}"
    else no "/discovery has no usable instance of ${entry%%:*}"; fi
  done
}

answered() { if [ "$status" = 000 ]; then tail -n 1 "$work/complaint"; else echo "$status: $(detail)"; fi; }

# What a problem document says.
detail() {
  local text
  text=$(sed -nE 's/.*"detail": *"(([^"\\]|\\.)*)".*/\1/p' "$work/body" | head -n 1)
  echo "${text:-no detail}"
}
