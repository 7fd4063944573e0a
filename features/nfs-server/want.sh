# shellcheck shell=sh disable=SC2034
# What is wanted. Read by the other scripts.
list=/etc/exports.d/phoenix-node.exports

want_exports() { printf '%s\n' "$EXPORTS"; }
