# Weave's names on what runs today: they are Cloud Map's.
# shellcheck shell=bash disable=SC2034,SC2154
. deploy/lib/strategies/cloudmap.sh
