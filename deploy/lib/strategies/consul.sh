# Consul's agents register tasks. Nobody outside of the network can ask Consul, so verify asks the portal what it has found.
# shellcheck shell=bash disable=SC2034,SC2154

check_registrations() {
  headline "Consul"
  note "can be asked from within the network only; the portal's /discovery tells what it has found there"
}

after_up() { :; }
before_down() { :; }
unblock() { :; }
